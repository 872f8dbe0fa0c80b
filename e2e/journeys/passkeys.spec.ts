import { en } from '@/lib/words/en';
import { VirtualAuthenticator } from '../support/virtual-authenticator';
import { events, newLink, newPassword, newUser, sql } from '../support/world';
import { expect, test } from './fixture';
import { look } from './looks';
import type { Person } from './person';

const challenge = '**/api/passkeys/challenge';

test.describe('passkeys', () => {
  test('a user adds one, is offered it by the browser, signs in with it alone, renames and removes it', async ({
    person,
  }) => {
    const { email, password } = await newUser();
    const authenticator = await VirtualAuthenticator.plugInto(person.page);
    const code = await enrol(person, email, password);
    await expect(person.notice).toHaveText(en.outcomes['passkey-added'](1));
    await look(person, 'security-passkey');
    expect(await authenticator.list()).toMatchObject([{ userName: email, isResidentCredential: true }]);

    await signOut(person, authenticator);
    await person.open('/login?next=%2Faccount%2Fsecurity');
    await person.expectPage('/account/security', en.account.security.title);
    await expect(person.page.locator('.entries')).toContainText(en.passkey.used);

    await person.page.getByRole('link', { name: en.passkey.change }).click();
    await person.fill({ name: 'Red key' });
    await look(person, 'passkey-change');
    await person.press(en.passkey.save);
    await expect(person.page.locator('.entries h3')).toHaveText('Red key');

    await person.page.getByRole('link', { name: en.passkey.change }).click();
    await person.fill({ currentPassword: password });
    await person.press(en.passkey.remove.submit);
    await person.expectPage('/account/security', en.account.security.title);
    await expect(person.notice).toHaveText(en.outcomes['passkey-removed'](0));
    await expect(person.page.locator('.entries')).toHaveCount(0);
    // The browser was told that it no longer works.
    await expect.poll(() => authenticator.list()).toEqual([]);
    expect(code).toMatch(/^(\w{4}-){5}\w{4}$/);
  });

  test('one that was removed meanwhile is refused with a sentence, and a canceled prompt says nothing', async ({
    person,
  }) => {
    const { email, password } = await newUser();
    const authenticator = await VirtualAuthenticator.plugInto(person.page);
    await enrol(person, email, password);
    await signOut(person, authenticator);
    await sql`update passkeys set removed_at = now() where user_id = (select id from users where email = ${email})`;
    // This authenticator says yes whenever it is asked, so the page gets one challenge only.
    let asked = 0;
    await person.page.route(challenge, (route) => (asked++ === 0 ? route.continue() : route.fulfill({ status: 204 })));
    await person.open('/login');
    await expect(person.notice).toHaveText(en.problems.form.passkeyRefused);
    await person.fill({ email, password });
    await person.press(en.login.submit);
    await person.expectSignedIn(email);
  });

  test('it does for the second step, and a copy of it does not', async ({ person }) => {
    const { email, password } = await newUser();
    const authenticator = await VirtualAuthenticator.plugInto(person.page);
    const code = await enrol(person, email, password);
    await signOut(person, authenticator);
    await person.page.route(challenge, (route) => route.fulfill({ status: 204 }));
    await person.signIn(email, password);
    await person.expectPage('/login/verify', en.verify.title);
    await look(person, 'verify-passkey');
    await person.page.unroute(challenge);
    await person.press(en.passkey.use);
    await person.expectPage('/account', en.account.overview.title);

    await authenticator.answer(false);
    await signOut(person, authenticator);
    await authenticator.rewind(1);
    await person.page.route(challenge, (route) => route.fulfill({ status: 204 }));
    await person.signIn(email, password);
    await person.page.unroute(challenge);
    await person.press(en.passkey.use);
    await expect(person.refusal('code')).toHaveText(en.problems.factor.passkey);
    expect(await events(email)).toContain('passkey.suspect');
    await person.fill({ code });
    await person.press(en.verify.submit);
    await person.open('/account/security');
    await expect(person.page.locator('.entries')).toContainText(en.passkey.suspect);
    await look(person, 'security-suspect');
  });

  test('it does for a reset, which leaves it as it is', async ({ person }) => {
    const { email, password } = await newUser();
    const authenticator = await VirtualAuthenticator.plugInto(person.page);
    await enrol(person, email, password);
    await signOut(person, authenticator);
    const { link } = await newLink(email);
    await person.open(link);
    await look(person, 'reset-passkey');
    const next = newPassword();
    await person.fill({ password: next });
    await person.press(en.reset.submit);
    await expect(person.refusal('code')).toHaveText(en.problems.factor.missing);
    await person.press(en.passkey.use);
    await expect(person.notice).toHaveText(en.verify.accepted);
    await authenticator.answer(false);
    await person.fill({ password: next });
    await person.press(en.reset.submit);
    await person.expectPage('/login', en.login.title);
    await expect(person.notice).toHaveText(en.outcomes['password-changed']());
    await authenticator.answer(true);
    await person.open('/login');
    await person.expectPage('/account', en.account.overview.title);
  });

  test('the prompt that fails leaves everything as it was', async ({ person }) => {
    const { email, password } = await newUser();
    const authenticator = await VirtualAuthenticator.plugInto(person.page);
    await begin(person, email, password);
    await authenticator.verify(false);
    await person.page.getByRole('button', { name: en.passkey.create.submit }).click();
    await expect(person.page.getByRole('button', { name: en.passkey.create.submit })).toBeEnabled();
    await expect(person.notice).toHaveCount(0);
    expect(await authenticator.list()).toEqual([]);
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('passkeys are offered nowhere', async ({ person }) => {
    const { email, password } = await newUser();
    await person.signIn(email, password);
    await person.open('/account/security');
    await expect(person.page.getByRole('link', { name: en.passkey.add })).toHaveCount(0);
    await person.open('/account/security/passkeys/new');
    await expect(person.page.locator('noscript .notice')).toBeVisible();
  });
});

/** Signs in with the password, and goes on to where a passkey is created. */
async function begin(person: Person, email: string, password: string): Promise<void> {
  await person.signIn(email, password);
  await person.open('/account/security');
  await person.page.getByRole('link', { name: en.passkey.add }).click();
  await person.fill({ currentPassword: password });
  await person.press(en.passkey.create.next);
  await expect(person.page.locator('main')).toContainText(en.passkey.create.lead);
}

/** Enrolls a passkey as the first factor. @returns a recovery code */
async function enrol(person: Person, email: string, password: string): Promise<string> {
  await begin(person, email, password);
  await person.press(en.passkey.create.submit);
  await person.expectPage('/account/security/codes', en.account.security.save.title);
  const code = (await person.page.locator('.codes code').first().textContent()) ?? '';
  await person.fill({ code });
  await person.press(en.account.security.save.submit);
  await person.expectPage('/account/security', en.account.security.title);
  return code;
}

/** Signs out without being signed in again at once: this authenticator says yes whenever it is asked. */
async function signOut(person: Person, authenticator: VirtualAuthenticator): Promise<void> {
  await authenticator.answer(false);
  await person.open('/account');
  await person.press(en.account.signOut);
  await person.open('/');
  await authenticator.answer(true);
}
