import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { type App, codeOf, enrolApp, forgetLastCode } from '../support/factors';
import { newLink, newPassword, newUser, sql, storedHash } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import { look } from './looks';
import type { Person } from './person';

const { verify: words, problems } = en;

/** A user with an authenticator app and recovery codes, who is signed in nowhere in the browser. */
async function newOwner(): Promise<{ email: string; password: string; app: App }> {
  const { client, email, password } = await newUser();
  return { email, password, app: await enrolApp(client, password) };
}

withAndWithoutScripts((hasScripts) => {
  test('signing in asks for a code, says what is wrong with one, and goes on where one wanted to go', async ({
    person,
  }) => {
    const show = async (state: string) => hasScripts && look(person, state);
    const { email, password, app } = await newOwner();
    await person.open('/account/sessions');
    await person.fill({ email, password });
    await person.press(en.login.submit);
    await person.expectPage('/login/verify', words.title);
    await expect(person.field('code')).toHaveAttribute('autocomplete', 'one-time-code');
    await show('verify');
    await refuse(person, {
      '': problems.factor.missing,
      '12345': problems.factor.malformed,
      [codeOf(app.secret, -8)]: problems.factor.clock,
      [codeOf(app.secret, 30)]: problems.factor.wrong,
      ['0'.repeat(24)]: problems.factor.wrong,
    });
    await show('verify-refused');
    await person.expectSignedOut();
    await person.open('/login/verify?next=%2Faccount%2Fsessions');
    await person.fill({ code: await freshCode(email, app) });
    await person.press(words.submit);
    await person.expectPage('/account/sessions', en.account.sessions.title);
    await person.expectSignedIn(email);
  });

  test('a reset asks for a code before the new password, once, and changes nothing without it', async ({ person }) => {
    const show = async (state: string) => hasScripts && look(person, state);
    const { email, app } = await newOwner();
    const hash = await storedHash(email);
    const { link } = await newLink(email);
    await person.open(link);
    await show('reset-factor');
    expect(await person.press(en.reset.submit)).toBe(422);
    await expect(person.refusal('code')).toHaveText(problems.factor.missing);
    await expect(person.refusal('password')).toHaveText(problems.password.missing);
    await person.choose(newPassword());
    expect(await person.press(en.reset.submit)).toBe(422);
    await expect(person.refusal('code')).toHaveText(problems.factor.missing);
    await person.fill({ code: codeOf(app.secret, 30) });
    await person.choose(newPassword());
    expect(await person.press(en.reset.submit)).toBe(422);
    await expect(person.refusal('code')).toHaveText(problems.factor.wrong);
    await show('reset-factor-refused');
    expect(await storedHash(email)).toBe(hash);

    await person.fill({ code: await freshCode(email, app) });
    await person.choose('too short');
    expect(await person.press(en.reset.submit)).toBe(422);
    await expect(person.refusal('password')).toHaveText(problems.password.tooShort(15));
    await expect(person.field('code')).toHaveCount(0);
    await expect(person.notice).toHaveText(words.accepted);
    await show('reset-factor-accepted');
    const next = newPassword();
    await person.choose(next);
    await person.press(en.reset.submit);
    await person.expectPage('/login', en.login.title);
    await person.fill({ email, password: next });
    await person.press(en.login.submit);
    await person.expectPage('/login/verify', words.title);
    await person.fill({ code: await freshCode(email, app) });
    await person.press(words.submit);
    await person.expectSignedIn(email);
  });
});

test('a reset with a recovery code shows the new one before the sign-in, which takes it: the used one may have been the last', async ({
  person,
}) => {
  const { email, app } = await newOwner();
  const next = newPassword();
  const { newCode } = en.account.security;
  await person.open((await newLink(email)).link);
  await person.fill({ code: app.codes[0] ?? '' });
  await person.choose(next);
  await person.press(en.reset.submit);
  await person.expectPage('/reset-password/new-code', newCode.title);
  await look(person, 'reset-new-code');
  await sql`update recovery_codes set used_at = now() where used_at is null
    and user_id = (select id from users where canonical = ${email})`;
  const [code = ''] = await person.page.locator('.codes code').allInnerTexts();
  await person.press(newCode.submit);
  await person.expectPage('/login', en.login.title);
  // Someone else at this browser finds nothing there.
  await person.open('/reset-password/new-code');
  await person.expectPage('/login', en.login.title);
  await person.fill({ email, password: next });
  await person.press(en.login.submit);
  await person.expectPage('/login/verify', words.title);
  await person.fill({ code });
  await person.press(words.submit);
  await person.expectSignedIn(email);
});

test('a recovery code used for a reset and another one for the sign-in are replaced by two, on one page', async ({
  person,
}) => {
  const { email, app } = await newOwner();
  const [next, { newCode }] = [newPassword(), en.account.security];
  await person.open((await newLink(email)).link);
  await person.fill({ code: app.codes[0] ?? '' });
  await person.choose(next);
  await person.press(en.reset.submit);
  await person.page.getByRole('link', { name: newCode.skip, exact: true }).click();
  await person.expectPage('/login', en.login.title);
  await person.fill({ email, password: next });
  await person.press(en.login.submit);
  await person.fill({ code: app.codes[1] ?? '' });
  await person.press(words.submit);
  await person.expectPage('/account/security/new-code', newCode.several.title);
  await expect(person.page.locator('.codes code')).toHaveCount(2);
  await expect(person.page).toHaveTitle(new RegExp(newCode.several.title));
  await person.press(newCode.several.submit);
  await person.expectPage('/account/security', en.account.security.title);
});

test('pages that change how one signs in ask for a code again after ten minutes, before their form', async ({
  person,
}) => {
  const { email, password, app } = await newOwner();
  await person.signIn(email, password);
  await person.fill({ code: await freshCode(email, app) });
  await person.press(words.submit);
  for (const page of ['password', 'email', 'delete']) {
    await person.open(`/account/${page}`);
    await expect(person.page).toHaveURL(new RegExp(`/account/${page}$`));
    await sql`update sessions set factor_at = factor_at - interval '10 minutes'
      where user_id = (select id from users where canonical = ${email})`;
    await person.open(`/account/${page}`);
    await person.expectPage('/login/verify', words.title);
    await expect(person.page.getByText(words.toChange)).toBeVisible();
    await person.fill({ code: await freshCode(email, app) });
    await person.press(words.submit);
    await expect(person.page).toHaveURL(new RegExp(`/account/${page}$`));
  }
  await person.expectSignedIn(email);
});

test('whose ten minutes are over is asked to sign in again', async ({ person }) => {
  await person.open('/login/verify?next=%2Faccount%2Fsessions');
  await person.expectPage('/login/verify', words.again.title);
  await look(person, 'verify-again');
  await person.page.getByRole('link', { name: words.again.submit }).click();
  await expect(person.page).toHaveURL(/\/login\?next=%2Faccount%2Fsessions$/);
});

test('programs that call the routes of next-auth get no session without the code either', async () => {
  const { email, password, app } = await newOwner();
  const client = new Client();
  const isSignedIn = async () => (await client.me()) === email;
  await call(client, 'password', { email, password });
  expect(await isSignedIn()).toBe(false);
  for (const code of ['', codeOf(app.secret, 30), '0'.repeat(24)]) {
    await call(client, 'second-factor', { code });
    expect(await isSignedIn()).toBe(false);
  }
  const code = await freshCode(email, app);
  await call(new Client(), 'second-factor', { code });
  await call(client, 'second-factor', { code });
  expect(await isSignedIn()).toBe(true);
});

/** Calls the route of a provider as a program does, in JSON. */
async function call(client: Client, provider: string, fields: Record<string, string>): Promise<void> {
  const { csrfToken } = JSON.parse((await client.send('GET', '/api/auth/csrf')).body);
  const body = JSON.stringify({ csrfToken, ...fields });
  const headers = { Origin: client.base, 'Content-Type': 'application/json' };
  await client.send('POST', `/api/auth/callback/${provider}`, { headers, body });
}

/** The code that the app shows now, which counts although one of the same half minute was given before. */
async function freshCode(email: string, { secret }: App): Promise<string> {
  await forgetLastCode(email);
  return codeOf(secret);
}

async function refuse(person: Person, refusals: Record<string, string>): Promise<void> {
  for (const [code, sentence] of Object.entries(refusals)) {
    await person.fill({ code });
    expect(await person.press(words.submit)).toBe(422);
    await expect(person.refusal('code')).toHaveText(sentence);
  }
}
