import { expect, type Page, test } from '@playwright/test';
import { Client, profile } from '../support/client';
import { newLink, newPassword, newUser } from '../support/world';

// C-091 (README.md): what password managers and people with a keyboard need.

const fields = {
  '/login': [
    ['email', 'email', 'username webauthn'],
    ['password', 'password', 'current-password'],
  ],
  '/register': [
    ['name', 'text', 'name'],
    ['email', 'email', 'username'],
    ['password', 'password', 'new-password'],
  ],
  '/forgot-password': [['email', 'email', 'username']],
  '/reset-password': [
    ['email', 'email', 'username'],
    ['password', 'password', 'new-password'],
    ['confirm', 'password', 'new-password'],
  ],
  '/account/password': [
    ['email', 'email', 'username'],
    ['currentPassword', 'password', 'current-password'],
    ['password', 'password', 'new-password'],
    ['confirm', 'password', 'new-password'],
  ],
};

test('C-091 every field says what it is for, and a new password is saved for a name', async () => {
  const { client: owner, email } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  for (const [path, wanted] of Object.entries(fields)) {
    const asking = path === '/reset-password' ? client : path === '/account/password' ? owner : new Client();
    const { body } = await asking.open(path);
    const form = /<form[^>]*class="form".*?<\/form>/s.exec(body)?.[0] ?? '';
    const inputs = [...form.matchAll(/<input[^>]*>/g)]
      .map(([input]) => input)
      .filter((input) => !input.includes('type="hidden"'));
    const read = (input: string, name: string) => new RegExp(` ${name}="([^"]*)"`, 'i').exec(input)?.[1];
    // A team adds fields of its own to the profile: they are not for password managers.
    const isAdded = (name = '') => name in profile && name !== 'name';
    const found = inputs
      .filter((input) => !isAdded(read(input, 'name')))
      .map((input) => ['name', 'type', 'autocomplete'].map((name) => read(input, name)));
    expect([path, found]).toEqual([path, wanted]);
    if (wanted.length > 2) expect(body).not.toMatch(/onpaste|autocomplete="off"/i);
    if (asking !== client && asking !== owner) continue;
    expect(inputs.find((input) => read(input, 'name') === 'email')).toContain(`value="${email}"`);
  }
});

test('C-091 a password can be pasted, and the Tab key goes through the form in its order', async ({ browser }) => {
  const context = await browser.newContext({
    extraHTTPHeaders: { 'X-Forwarded-For': new Client().network },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const { email } = await newUser();
  const { link } = await newLink(email);
  await page.goto(link);
  const password = newPassword();
  await page.evaluate((text) => navigator.clipboard.writeText(text), password);
  await page.locator('#password').focus();
  await page.keyboard.press('Control+V');
  await expect(page.locator('#password')).toHaveValue(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/login$/);
  await page.locator('#email').focus();
  expect(await tabStops(page, 4)).toEqual(['password', 'Show', 'Sign in', 'Forgot password?']);
  await context.close();
});

/** What the Tab key meets next: the names of fields and the words of buttons. */
async function tabStops(page: Page, count: number): Promise<string[]> {
  const stops: string[] = [];
  for (let stop = 0; stop < count; stop++) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const active = document.activeElement;
        return active instanceof HTMLInputElement ? active.name : (active?.textContent ?? '').trim();
      }),
    );
  }
  return stops;
}
