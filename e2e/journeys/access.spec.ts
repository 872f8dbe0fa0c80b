import type { Page } from '@playwright/test';
import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import { profile } from '../support/client';
import { rateLimitKey } from '../support/forge';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newLink, newNetwork, newPassword, newUser, sql, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import { look } from './looks';
import { Person } from './person';

// Tours through every page and every state of it.

const wrong = 'not the password at all';

withAndWithoutScripts(() => {
  test('the way back in, with its four dead ends', async ({ person }) => {
    const show = tour(person);
    const { email } = await newUser();
    const { link: older } = await newLink(email);
    await show('sent-to-nobody', '/forgot-password/sent');
    await show('forgot', '/forgot-password');
    await person.press(en.forgot.submit);
    await show('forgot-empty');
    await person.fill({ email });
    await person.press(en.forgot.submit);
    await show('sent');
    await person.unfold(en.inbox.nothing);
    await show('sent-unfolded');
    await person.fill({ code: 'UUUU' });
    await person.press(en.code.submit);
    await show('sent-code-refused');
    const link = linkIn(await waitForEmail(email, subjects.reset, 1));
    await show('reset', link);
    await person.choose('short');
    await person.press('Save new password');
    await show('reset-refused');
    const next = newPassword();
    await person.choose(next);
    await person.press('Save new password');
    await show('login-password-changed');
    await show('reset-used', link);
    await show('reset-replaced', older);
    await show('reset-invalid', '/reset-password/not-ours');
    const { link: late } = await newLink(email);
    await sql`update resets set expires_at = now() - interval '1 second' where email = ${email} and used_at is null`;
    await show('reset-expired', late);
  });

  test('the account: overview, password, sessions, activity, signing out', async ({ person }) => {
    const show = tour(person);
    const { email, password, client } = await newUser();
    await client.signIn(email, password);
    await person.signIn(email, password);
    await show('account');
    await person.press(en.account.overview.save);
    await show('account-renamed');
    await person.fill({ name: '' });
    await person.press(en.account.overview.save);
    await show('account-refused');
    await show('password', '/account/password');
    await person.press('Change password');
    await show('password-empty');
    await show('sessions', '/account/sessions');
    await person.press(en.account.sessions.endAll);
    await show('sessions-ended');
    await show('activity', '/account/activity');
    await person.open('/account/password');
    const next = newPassword();
    await person.fill({ currentPassword: password });
    await person.choose(next);
    await person.press('Change password');
    await show('account-password-changed');
    await show('forgot-signed-in', '/forgot-password');
    await person.open('/account');
    await person.press('Sign out');
    await show('login-signed-out');
  });
});

test('strangers: signing in, registering, confirming, and pages that are not there', async ({ person }) => {
  const show = tour(person);
  await show('home', '/');
  await show('404', '/no-such-page');
  await show('login', '/login');
  await person.press('Sign in');
  await show('login-empty');
  await person.fill({ email: newAddress(), password: wrong });
  await person.press('Sign in');
  await show('login-refused');
  await show('register', '/register');
  await person.press('Create account');
  await show('register-empty');
  await show('register-sent-to-nobody', '/register/sent');
  const email = newAddress();
  const password = newPassword();
  await person.open('/register');
  await person.fill({ ...profile, email, password });
  await person.press('Create account');
  await show('register-sent');
  const link = linkIn(await waitForEmail(email, subjects.confirm));
  await show('confirm', link);
  await person.page.context().clearCookies();
  await show('confirm-elsewhere', link);
  await person.press('Confirm and sign in');
  await show('confirm-empty');
  await person.fill({ password: wrong });
  await person.press('Confirm and sign in');
  await show('confirm-refused');
  await sql`update registrations set expires_at = now() - interval '1 second' where canonical = ${email}`;
  await show('confirm-expired', link);
  await sql`update registrations set expires_at = now() + interval '1 hour' where canonical = ${email}`;
  await person.open(link);
  await person.fill({ password });
  await person.press('Confirm and sign in');
  await person.expectPage('/account', 'Your account');
  await show('confirm-used', link);
  await show('confirm-invalid', '/confirm/not-ours');
  await show('home-signed-in', '/');
});

test('the account: another address, and the end of it', async ({ person, arrive }) => {
  const show = tour(person);
  const { email, password } = await newUser();
  const next = newAddress();
  await person.signIn(email, password);
  await show('email', '/account/email');
  await person.press(en.account.email.submit);
  await show('email-empty');
  await person.fill({ email: next, currentPassword: password });
  await person.press(en.account.email.submit);
  await show('email-asked');
  const link = linkIn(await waitForEmail(next, subjects.addressChange));
  await show('confirm-email-signed-in', link);
  const phone = await arrive();
  const glance = tour(phone);
  await glance('confirm-email', link);
  await phone.press(en.confirmEmail.submit);
  await glance('confirm-email-empty');
  await sql`update address_changes set expires_at = now() - interval '1 second' where canonical = ${next}`;
  await glance('confirm-email-expired', link);
  await sql`update address_changes set expires_at = now() + interval '1 hour' where canonical = ${next}`;
  await phone.open(link);
  await phone.fill({ password });
  await phone.press(en.confirmEmail.submit);
  await glance('login-address-changed');
  await glance('confirm-email-used', link);
  await glance('confirm-email-invalid', '/confirm-email/not-ours');
  await phone.signIn(next, password);
  await glance('delete', '/account/delete');
  await phone.press(en.account.remove.submit);
  await glance('delete-empty');
  await phone.fill({ currentPassword: password });
  await phone.press(en.account.remove.submit);
  await glance('login-account-deleted');
});

test('"not me", from a notice and from a reset email', async ({ person }) => {
  const show = tour(person);
  const { email, client, password } = await newUser();
  const { link: asked } = await newLink(email);
  const decline = linkIn(await waitForEmail(email, subjects.reset), 'not-me');
  await show('not-me-reset', decline);
  await person.fill({ email: newAddress() });
  await person.press(en.notMe.reset.submit);
  await show('not-me-reset-refused');
  await person.fill({ email });
  await person.press(en.notMe.reset.submit);
  await show('not-me-link-denied');
  await show('not-me-done', decline);
  await show('reset-denied', asked);
  await client.changePassword(password, newPassword());
  const disavowal = linkIn(await waitForEmail(email, /password.*changed/i), 'not-me');
  await show('not-me', disavowal);
  await person.press(en.notMe.change.submit);
  await show('not-me-empty');
  await person.fill({ email });
  await person.press(en.notMe.change.submit);
  await show('not-me-locked');
  await show('not-me-invalid', '/not-me/not-ours');
});

test('what goes wrong has its pages too: a form from elsewhere, too many tries, a page that breaks', async ({
  browser,
  baseURL,
}) => {
  const network = newNetwork();
  const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': network } });
  const person = new Person(await context.newPage(), true);
  const show = tour(person);
  const { email, password } = await newUser();

  await person.open('/no-such-page');
  await expectFrame(person);
  const form = `<form method="post" enctype="multipart/form-data" action="${baseURL}/login"><button>Win</button></form>`;
  await person.page.goto('about:blank');
  await person.page.setContent(form);
  await person.page.getByRole('button').click();
  await expect(person.heading).toHaveText(en.refusal.foreign.title);
  await expectFrame(person);
  await show('refusal');

  const key = rateLimitKey('sign-in/network', network);
  await sql`insert into rate_limits (key, policy, granted_at, granted)
    values (${key}, 'sign-in/network', array_fill(now(), array[50]), true)`;
  await person.signIn(email, password);
  await expect(person.notice).toContainText('Too many attempts.');
  await expect(person.notice).toBeFocused();
  await show('login-limited');
  await sql`delete from rate_limits where key = ${key}`;

  await person.signIn(email, password);
  await person.expectPage('/account', 'Your account');
  // No calendar can write this, so this person's page fails, and no one else's does.
  await sql`update audit_events set at = 'infinity' where user_id = (select id from users where canonical = ${email})`;
  await person.open('/account/activity');
  await expect(person.heading).toHaveText(en.broken.title);
  await expectFrame(person);
  await show('broken');
  await context.close();
});

test('the keyboard alone leads through a whole reset, and always shows where it is', async ({ person }) => {
  const { email } = await newUser();
  const { page } = person;
  await person.open('/login');
  await tabTo(page, 'Email address');
  await page.keyboard.type(email);
  await tabTo(page, 'Forgot password?');
  await page.keyboard.press('Enter');
  await person.expectPage('/forgot-password/sent', 'Check your inbox');
  await person.open(linkIn(await waitForEmail(email, subjects.reset)));
  await tabTo(page, 'New password');
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(person.field('password')).toBeFocused();
  await expect(person.refusal('password')).toContainText('too short');
  const next = newPassword();
  await page.keyboard.type(next);
  await tabTo(page, en.fields.showPassword);
  await page.keyboard.press('Space');
  await expect(person.field('password')).toHaveValue(next);
  await tabTo(page, 'Save new password');
  await page.keyboard.press('Space');
  await person.expectPage('/login', 'Sign in');
  await expect(person.field('password')).toBeFocused();
  await page.keyboard.type(next);
  await page.keyboard.press('Enter');
  await person.expectPage('/account', 'Your account');
});

test('a page that is swapped in by a script is read from its heading on', async ({ person }) => {
  await person.open('/login');
  for (const [link, heading] of [
    ['Create one', 'Create an account'],
    ['Sign in', 'Sign in'],
  ] as const) {
    await person.page.getByRole('link', { name: link, exact: true }).click();
    await expect(person.heading).toHaveText(heading);
    await expect(person.heading).toBeFocused();
  }
});

test('nothing moves for a user who prefers reduced motion', async ({ person }) => {
  await person.page.emulateMedia({ reducedMotion: 'reduce' });
  await person.open('/login');
  const moving = await person.page.evaluate(() =>
    [...document.querySelectorAll('*')].filter((node) => {
      const { transitionDuration, animationName } = getComputedStyle(node);
      return transitionDuration !== '0s' || animationName !== 'none';
    }),
  );
  expect(moving).toEqual([]);
});

test('the first stop of the keyboard skips to the content', async ({ person }) => {
  await person.open('/account/password');
  await person.page.keyboard.press('Tab');
  await expect(person.page.getByRole('link', { name: en.site.skip })).toBeFocused();
  await person.page.keyboard.press('Enter');
  await tabTo(person.page, 'Email address', 1);
});

/** The name of the site leads home, and its foot says where to get help. */
async function expectFrame({ page }: Person): Promise<void> {
  await expect(page.locator('header').getByRole('link', { name: brand.name })).toHaveAttribute('href', '/');
  const foot = page.locator('footer');
  await expect(foot).toContainText(`${en.site.help} ${brand.supportEmail}`);
  await expect(foot.getByRole('link')).toHaveAttribute('href', `mailto:${brand.supportEmail}`);
  const card = await page.locator('main section').first().boundingBox();
  const mark = await page.locator('header a').boundingBox();
  expect(card?.x).toBe(mark?.x);
}

/** Presses Tab until a control has the focus. Each stop on the way must be visible. */
async function tabTo(page: Page, name: string, atMost = 12): Promise<void> {
  const wanted = page.getByLabel(name, { exact: true }).or(page.getByRole('button', { name, exact: true }));
  for (let stops = 0; stops < atMost; stops++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline, `the focus on the way to "${name}"`).toBe('solid');
    if (await wanted.and(page.locator(':focus')).count()) return;
  }
  throw new Error(`"${name}" was not reached within ${atMost} stops on ${page.url()}`);
}

/** Goes on a tour: looks at the page that is shown, or at that of an address. */
function tour(person: Person): (state: string, address?: string) => Promise<void> {
  return async (state, address) => {
    if (address) await person.open(address);
    await look(person, state);
  };
}
