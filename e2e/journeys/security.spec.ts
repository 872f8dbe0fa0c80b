import { readFile } from 'node:fs/promises';
import { Secret, TOTP } from 'otpauth';
import { en } from '@/lib/words/en';
import { newUser, sql, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import { look } from './looks';
import type { Person } from './person';

const words = en.account.security;
const { app: problems, saved } = words.problems;

withAndWithoutScripts((hasScripts) => {
  test('an authenticator app with its recovery codes: set up, used, renewed, removed', async ({ person }) => {
    const show = async (state: string) => hasScripts && look(person, state);
    const { email, password } = await newUser();
    await person.signIn(email, password);
    await person.open('/account/security');
    await show('security');

    await follow(person, words.app.setUp);
    await person.press(words.begin.submit);
    await expect(person.refusal('currentPassword')).toHaveText(en.problems.password.missing);
    await show('security-app');
    await person.fill({ currentPassword: password });
    await person.press(words.begin.submit);
    await person.expectPage('/account/security/app', words.scan.title);
    await expect(person.page.getByRole('img', { name: words.scan.picture })).toBeVisible();
    const secret = (await person.page.locator('.key-of-app').innerText()).replaceAll(' ', '');
    const link = await person.page.getByRole('link', { name: words.scan.openHere }).getAttribute('href');
    expect(link).toContain(`secret=${secret}`);
    await refuse(person, words.scan.submit, {
      '': problems.missing,
      '12345': problems.malformed,
      [codeOf(secret, -8)]: en.problems.factor.clock,
    });
    await show('security-app-refused');
    await person.fill({ code: toFullWidth(codeOf(secret)) });
    await person.press(words.scan.submit);

    await person.expectPage('/account/security/codes', words.save.title);
    const codes = await person.page.locator('.codes code').allInnerTexts();
    expect(codes).toHaveLength(10);
    expect(await download(person)).toContain(codes.join('\n'));
    await expect(person.page.getByRole('button', { name: words.save.print })).toHaveCount(hasScripts ? 1 : 0);
    await refuse(person, words.save.submit, {
      '': saved.missing,
      '123456': saved.malformed,
      ['0'.repeat(24)]: saved.wrong,
    });
    await show('security-codes');
    // Nothing is enrolled yet: who leaves now still signs in with the password alone.
    expect(await enrolledBy(email)).toEqual({ apps: 0, codes: 0 });
    await person.fill({ code: typeSloppily(codes[4] ?? '') });
    await person.press(words.save.submit);
    await person.expectPage('/account/security', words.title);
    // The session in which the user registered has ended.
    await expect(person.notice).toContainText(en.outcomes['app-added'](1));
    await expect(person.page.getByRole('main')).toContainText(words.codes.left(10));
    expect(await enrolledBy(email)).toEqual({ apps: 1, codes: 10 });
    await waitForEmail(email, new RegExp(en.mail.security.authenticator.added.heading));
    await show('security-enrolled');

    await leave(person);
    await person.signIn(email, password);
    await person.expectPage('/login/verify', en.verify.title);
    await person.fill({ code: codes[0] ?? '' });
    await person.press(en.verify.submit);
    await person.expectPage('/account/security/new-code', words.newCode.title);
    await show('security-new-code');
    await person.press(words.newCode.submit);
    await person.expectPage('/account/security', words.title);
    await expect(person.notice).toContainText(en.outcomes['code-saved']());
    await expect(person.page.getByRole('main')).toContainText(words.codes.left(10));
    await follow(person, words.codes.renew);
    await show('security-codes-renew');
    await person.fill({ currentPassword: password });
    await person.press(words.renew.submit);
    await person.fill({ code: (await person.page.locator('.codes code').first().innerText()) ?? '' });
    await person.press(words.save.submit);
    await expect(person.notice).toContainText(en.outcomes['codes-renewed']());

    await follow(person, words.app.remove);
    await person.fill({ currentPassword: 'not the password at all' });
    await person.press(words.remove.submit);
    await expect(person.refusal('currentPassword')).toHaveText(en.problems.password.wrongCurrent);
    await show('security-app-remove');
    await person.fill({ currentPassword: password });
    await person.press(words.remove.submit);
    await expect(person.notice).toContainText(en.outcomes['app-removed'](0));
    expect(await enrolledBy(email)).toEqual({ apps: 0, codes: 0 });
    await leave(person);
    await person.signIn(email, password);
    await person.expectSignedIn(email);
  });
});

test('an app that was removed in another tab meanwhile is said to be gone', async ({ person }) => {
  const { email, password } = await newUser();
  await person.signIn(email, password);
  await enrol(person, password);
  await person.open('/account/security/app/remove');
  const other = await person.page.context().newPage();
  await other.goto('/account/security/app/remove');
  await other.getByLabel(en.account.password.current, { exact: true }).fill(password);
  await other.getByRole('button', { name: words.remove.submit }).click();
  await expect(other.getByText(en.outcomes['app-removed'](0))).toBeVisible();
  await person.fill({ currentPassword: password });
  await person.press(words.remove.submit);
  await expect(person.notice).toContainText(en.outcomes['factor-gone']());
});

/** Sets up an app and its recovery codes. */
async function enrol(person: Person, password: string): Promise<void> {
  await person.open('/account/security/app');
  await person.fill({ currentPassword: password });
  await person.press(words.begin.submit);
  const secret = (await person.page.locator('.key-of-app').innerText()).replaceAll(' ', '');
  await person.fill({ code: codeOf(secret) });
  await person.press(words.scan.submit);
  await person.fill({ code: await person.page.locator('.codes code').first().innerText() });
  await person.press(words.save.submit);
}

/** The code that an app shows, or showed some steps of 30 seconds ago. */
function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

function toFullWidth(digits: string): string {
  return digits.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
}

/** Lower case, spaces for hyphens, and the letters that look like 0 and 1. */
function typeSloppily(code: string): string {
  return ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`;
}

async function follow(person: Person, link: string): Promise<void> {
  const url = person.page.url();
  await person.page.getByRole('link', { name: link, exact: true }).click();
  await expect(person.page).not.toHaveURL(url);
  await person.settle();
}

async function refuse(person: Person, button: string, refusals: Record<string, string>): Promise<void> {
  for (const [code, sentence] of Object.entries(refusals)) {
    await person.fill({ code });
    expect(await person.press(button)).toBe(422);
    await expect(person.refusal('code')).toHaveText(sentence);
  }
}

async function download({ page }: Person): Promise<string> {
  const started = page.waitForEvent('download');
  await page.getByRole('link', { name: words.save.download }).click();
  return readFile(await (await started).path(), 'utf8');
}

async function leave(person: Person): Promise<void> {
  await person.open('/account');
  await person.press(en.account.signOut);
}

async function enrolledBy(email: string) {
  const [row] = await sql`select
    (select count(*)::int from authenticators a where a.user_id = users.id and a.removed_at is null) as apps,
    (select count(*)::int from recovery_codes c where c.user_id = users.id and c.removed_at is null) as codes
    from users where canonical = ${email}`;
  return row;
}
