import type { Locator } from '@playwright/test';
import { en } from '@/lib/words/en';
import { profile } from '../support/client';
import { newAddress, newPassword } from '../support/world';
import { expect, test } from './fixture';
import type { Person } from './person';

// What a page shows at one glance on a phone. Safari leaves 664 of 844 pixels to it.

const phone = { width: 390, height: 844 };
const highestOfInbox = 1180;
const endOfGlance = 664;
const endOfRegisterButton = 780;

test('on a phone, “check your inbox” shows at one glance the way to the email, and folds away the rest', async ({
  person,
}) => {
  await person.page.setViewportSize(phone);
  const email = `${newAddress().split('@')[0]}@gmail.com`;
  await person.open('/register');
  expect(await endOf(person.page.getByRole('button', { name: en.register.submit }))).toBeLessThan(endOfRegisterButton);
  await person.fill({ ...profile, email, password: newPassword() });
  await person.press(en.register.submit);
  await person.expectPage('/register/sent', en.inbox.title);
  await expectGlance(person);

  await person.open('/forgot-password');
  await person.fill({ email });
  await person.press(en.forgot.submit);
  await person.expectPage('/forgot-password/sent', en.inbox.title);
  await expectGlance(person);
});

async function expectGlance({ page }: Person): Promise<void> {
  await expect(page.locator('details')).toHaveCount(2);
  await expect(page.locator('details[open]')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(highestOfInbox);
  expect(await endOf(page.getByRole('link', { name: en.inbox.open('Gmail') }))).toBeLessThan(endOfGlance);
}

async function endOf(place: Locator): Promise<number> {
  const { y, height } = (await place.boundingBox()) ?? { y: Number.NaN, height: 0 };
  return y + height;
}
