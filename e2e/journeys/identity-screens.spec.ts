import type { Browser } from '@playwright/test';
import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { type OpenId, providerName, startOpenId } from '../support/openid';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newPassword, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import { look } from './looks';
import { Person } from './person';

// Signing in with another service, as people meet it: the build under test with the settings of a real OpenID provider.

const { account, identity, outcomes, problems } = en;
const name = 'Ada Lovelace';
let provider: OpenId;
let site: SecondSite;

test.beforeAll(async () => {
  provider = await startOpenId();
  site = await startSecondSite({ settings: provider.settings });
});

test.afterAll(async () => {
  await site.stop();
  await provider.stop();
});

const base = () => `http://localhost:${site.port}`;

async function arrive(browser: Browser, hasScripts: boolean): Promise<Person> {
  const extraHTTPHeaders = { 'X-Forwarded-For': new Client().network };
  const context = await browser.newContext({ baseURL: base(), javaScriptEnabled: hasScripts, extraHTTPHeaders });
  return new Person(await context.newPage(), hasScripts);
}

/** Presses a button that leads to the service, signs in there, and comes back. */
async function goThrough({ page, ...person }: Person, button: string, subject: string | null): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(`${provider.issuer}/**`);
  if (subject) await page.getByLabel('Account').fill(subject);
  await page.getByRole('button', { name: subject ? 'Continue' : 'Cancel' }).click();
  await page.waitForURL(`${base()}/**`);
  await new Person(page, person.hasScripts).settle();
}

/** Someone whom the service knows. */
function newSubject(email: string, isVerified = true): string {
  provider.accounts.set(email, { name, email, email_verified: isVerified });
  return email;
}

/** An account with a password. */
async function newOwner(): Promise<{ email: string; password: string }> {
  const [client, email, password] = [new Client(undefined, base()), newAddress(), newPassword()];
  await client.register({ email, password });
  await client.open(linkIn(await waitForEmail(email, subjects.confirm)));
  await client.submit({});
  return { email, password };
}

withAndWithoutScripts((hasScripts) => {
  test('someone registers with a service, signs in again where others enter their password, and sets one', async ({
    browser,
  }) => {
    const person = await arrive(browser, hasScripts);
    const email = newAddress();
    await person.open('/register');
    await goThrough(person, identity.proceed(providerName), newSubject(email));
    await person.expectPage('/account', account.overview.title);
    await expect(person.notice).toHaveText(outcomes['account-confirmed'](0, name));

    await person.open('/account/delete');
    await expect(person.field('currentPassword')).toHaveCount(0);
    await expect(person.page.getByRole('button', { name: account.remove.submit })).toHaveCount(0);
    await look(person, 'delete-sign-in-again');
    await goThrough(person, identity.again.submit(providerName), null);
    await expect(person.notice).toHaveText(outcomes['provider-canceled'](0, providerName));
    await goThrough(person, identity.again.submit(providerName), email);
    await person.expectPage('/account/delete', account.remove.title);
    await expect(person.page.getByRole('button', { name: account.remove.submit })).toBeVisible();
    await expect(person.field('currentPassword')).toHaveCount(0);

    await person.open('/account/password');
    await expect(person.heading).toHaveText(account.password.first.title);
    const password = newPassword();
    await person.choose(password);
    await person.press(account.password.first.submit);
    await person.expectPage('/account', account.overview.title);
    await expect(person.notice).toHaveText(outcomes['password-set-here'](0));
    await waitForEmail(email, new RegExp(en.mail.passwordSet.subject(brand.name)));
    await person.press(account.signOut);
    await person.signIn(email, password);
    await person.expectPage('/account', account.overview.title);
  });

  test('an owner signs in once, connects a service, signs in with it, and disconnects it', async ({ browser }) => {
    const person = await arrive(browser, hasScripts);
    const { email, password } = await newOwner();
    await person.open('/login');
    await goThrough(person, identity.proceed(providerName), newSubject(email));
    await person.expectPage('/login', en.login.title);
    await expect(person.notice).toHaveText(identity.pending.known(providerName, email));
    await look(person, 'login-to-connect');
    await expect(person.field('email')).toHaveValue(email);
    await person.fill({ password });
    await person.press(en.login.submit);
    await person.expectPage('/account/identities', identity.connect.title(providerName));
    await look(person, 'connect');
    await person.press(identity.connect.submit(providerName));
    await person.expectPage('/account/identities', identity.title);
    await expect(person.notice).toHaveText(outcomes['identity-connected'](1, providerName));
    await look(person, 'identities');

    await person.press(account.signOut);
    // The service still knows them, and asks for nothing.
    await person.page.getByRole('button', { name: identity.proceed(providerName) }).click();
    await person.expectPage('/account', account.overview.title);
    await person.open('/account/identities');
    await person.page.getByRole('link', { name: identity.disconnect.link }).click();
    await person.expectPage('/account/identities/[0-9a-f-]+', identity.disconnect.title(providerName));
    await person.fill({ currentPassword: newPassword() });
    await person.press(identity.disconnect.submit);
    await expect(person.refusal('currentPassword')).toHaveText(problems.password.wrongCurrent);
    await person.fill({ currentPassword: password });
    await person.press(identity.disconnect.submit);
    await person.expectPage('/account/identities', identity.title);
    await expect(person.notice).toHaveText(outcomes['identity-disconnected'](0, providerName));
    await waitForEmail(email, new RegExp(en.mail.security.identity.removed.heading));
  });
});

test('someone whose service does not vouch for the address registers here, and may connect it or not', async ({
  browser,
}) => {
  const person = await arrive(browser, true);
  const email = newAddress();
  await person.open('/login');
  await goThrough(person, identity.proceed(providerName), newSubject(email, false));
  await person.expectPage('/register', en.register.title);
  await expect(person.notice).toHaveText(identity.pending.unconfirmed(providerName));
  await look(person, 'register-unconfirmed');
  await expect(person.field('name')).toHaveValue(name);
  await expect(person.field('email')).toHaveValue(email);
  await person.choose(newPassword());
  await person.press(en.register.submit);
  await person.open(linkIn(await waitForEmail(email, subjects.confirm)));
  await person.press(en.confirm.submit);
  await person.expectPage('/account', account.overview.title);
  await person.page.getByRole('link', { name: identity.connect.submit(providerName) }).click();
  await person.expectPage('/account/identities', identity.connect.title(providerName));
  await person.press(identity.connect.skip);
  await person.expectPage('/account', account.overview.title);
  await person.open('/account/identities');
  await expect(person.heading).toHaveText(identity.title);
});

test('the only way to sign in is not disconnected, the page leads to a password, and so does a reset email', async ({
  browser,
}) => {
  const person = await arrive(browser, true);
  const email = newAddress();
  await person.open('/login');
  await goThrough(person, identity.proceed(providerName), newSubject(email));
  await person.open('/account/identities');
  await person.page.getByRole('link', { name: identity.disconnect.link }).click();
  await person.expectPage('/account/identities/[0-9a-f-]+', identity.disconnect.title(providerName));
  await goThrough(person, identity.again.submit(providerName), email);
  expect(await person.press(identity.disconnect.submit)).toBe(422);
  await expect(person.notice).toHaveText(identity.disconnect.lastWay(providerName));
  await look(person, 'disconnect-refused');
  await person.page.getByRole('link', { name: identity.disconnect.setPassword }).click();
  await person.expectPage('/account/password', account.password.first.title);
  await person.open('/forgot-password');
  await person.press(en.forgot.submit);
  const sent = await waitForEmail(email, subjects.reset);
  expect(sent.text.replace(/\s+/g, ' ')).toContain(en.mail.reset.passwordless(providerName));
});
