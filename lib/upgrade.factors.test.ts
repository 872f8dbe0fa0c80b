import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { TOTP } from 'otpauth';
import { afterAll, describe, expect, test } from 'vitest';
import { migrate } from '@/db/migrate';
import given from '@/db/upgrade/0.3.0.json';
import { SoftwareAuthenticator } from '@/e2e/support/authenticator';
import { countRows, restoreRelease } from '@/e2e/support/release';
import { code } from '@/lib/codes';
import { deliverDue } from '@/lib/delivery/deliver';
import { factorCode } from '@/lib/factors/factors';
import { assertion } from '@/lib/factors/passkey-answers';
import { requestOptions } from '@/lib/factors/passkey-options';
import { close } from '@/lib/mail/transport';
import * as codeAttempts from '@/lib/recovery/code-attempts';
import * as disavowals from '@/lib/recovery/disavowals';
import * as resetRequests from '@/lib/recovery/reset-requests';
import * as recovery from '@/lib/recovery/resets';
import * as addresses from '@/lib/users/address-changes';
import * as backups from '@/lib/users/backup-addresses';
import * as passkeySignIns from '@/lib/users/passkey-sign-ins';
import * as registrations from '@/lib/users/registrations';
import * as secondSteps from '@/lib/users/second-steps';
import * as sessions from '@/lib/users/sessions';
import * as waits from '@/lib/users/waits';
import { cookieName } from '@/lib/web/cookies';
import { findSessionId } from '@/lib/web/session-cookie';
import { address, type Password, password } from './fields';
import type { Requester } from './requester';

// A database filled by version 0.3.0, the first with second factors, and migrated to the current schema. Each test uses different people.
const { url, mailbox, mailedLink } = await restoreRelease('0.3.0');
const rowsBefore = await countRows();
await migrate(url);
const rowsAfter = await countRows();

afterAll(close);

const { links, people } = given;
type Person = keyof typeof people;
const addressOf = (who: Person) => address.parse(people[who].email);
const passwordOf = (who: Person) => password.parse(people[who].password);
const newPassword = () => password.parse(randomBytes(12).toString('base64'));
const tryPassword = (who: Person, secret: Password = passwordOf(who)) =>
  sessions.signIn(addressOf(who), secret, newRequester());
const signIn = async (who: Person, secret?: Password) => (await tryPassword(who, secret)).outcome;

test('every table keeps its rows', () => {
  expect(rowsBefore.size).toBe(18);
  expect([...rowsBefore.values()].every((count) => count > 0)).toBe(true);
  expect([...rowsBefore].map(([table]) => [table, rowsAfter.get(table)])).toEqual([...rowsBefore]);
});

test('a session is found by its cookie', async () => {
  const headers = { cookie: `${cookieName('session')}=${given.session.cookie}` };
  expect(await findSessionId(new Request('http://localhost:3000', { headers }))).toBe(given.session.id);
  expect(await sessions.find(given.session.id)).toMatchObject({ email: people.registered.email, name: 'Ada King' });
});

describe('signing in', () => {
  test('works with the password, where no factor is set up', async () => {
    expect(await signIn('registered', newPassword())).toBe('refused');
    expect(await signIn('registered')).toBe('signed-in');
  });

  test.each([
    ['the code of the app', () => new TOTP({ secret: given.app.secret }).generate()],
    ['a recovery code', () => given.app.codes[0] ?? ''],
  ])('needs the factor that was set up: %s', async (_, take) => {
    expect(await finishSignIn(take())).toBe('signed-in');
  });

  test('refuses a recovery code that was used before the upgrade', async () => {
    expect(await finishSignIn(given.app.codes[9] ?? '')).toBe('wrong-factor');
  });

  test('works with a passkey alone', async () => {
    const authenticator = new SoftwareAuthenticator('http://localhost:3000', 'localhost', given.passkey);
    const asker = { browser: randomUUID() };
    const answer = assertion.parse(authenticator.get(await requestOptions(asker)));
    const signedIn = await passkeySignIns.signIn(answer, asker, newRequester());
    expect(signedIn).toMatchObject({ outcome: 'signed-in', email: people.withPasskey.email });
  });

  test.each(['disabled', 'deleted'] as const)('is still refused for "%s"', async (who) => {
    expect(await signIn(who)).toBe('refused');
  });
});

describe('a reset link', () => {
  test('is reached by its code, and sets a password', async () => {
    const request = { id: given.code.request, canonical: addressOf('recovering').canonical };
    const right = await codeAttempts.checkCode(request, code.parse(given.code.code), newRequester());
    if (right.outcome !== 'right') throw new Error(right.outcome);
    // The expiry that the token names is later, because the dump says so; the reset is the same.
    expect(await recovery.open(right.link, newRequester())).toEqual(
      await recovery.open(links.resetOpen, newRequester()),
    );
    const secret = newPassword();
    expect(await complete(links.resetOpen, secret)).toBe('completed');
    expect(await signIn('recovering', secret)).toBe('signed-in');
  });

  test('that was used stays used', async () => {
    expect(await recovery.open(links.resetUsed, newRequester())).toMatchObject({ state: 'used' });
  });

  test('can be sent to a backup address that was confirmed before the upgrade', async () => {
    await resetRequests.requestReset(address.parse('dora.backup@example.test'), randomUUID(), newRequester());
    await deliverDue();
    const secret = newPassword();
    expect(await complete(mailedLink('dora.backup@example.test', 'reset-password'), secret)).toBe('completed');
    expect(await signIn('withBackup', secret)).toBe('signed-in');
  });
});

describe('a link that confirms', () => {
  test('a registration creates the account', async () => {
    const confirmed = await registrations.confirm(links.confirmOpen, passwordOf('registering'), newRequester());
    expect(confirmed.outcome).toBe('confirmed');
  });

  test('another address changes it', async () => {
    const changed = await addresses.confirmChange(
      links.addressOpen,
      { password: passwordOf('moving') },
      newRequester(),
    );
    expect(changed).toMatchObject({ outcome: 'changed', email: people.movingTo.email });
  });

  test('a backup address adds it', async () => {
    const proof = { password: passwordOf('addingBackup') };
    expect(await backups.confirm(links.backupOpen, proof, newRequester())).toEqual({ outcome: 'added' });
  });
});

describe('"this was not me"', () => {
  test('removes an authenticator app that was added before the upgrade', async () => {
    expect((await tryPassword('alarmed')).outcome).toBe('second-factor');
    const secret = await reportAndReset('alarmed', links.notMeFactor);
    expect(await signIn('alarmed', secret)).toBe('signed-in');
  });

  test('takes back a new password', async () => {
    const secret = await reportAndReset('recovered', links.notMePassword);
    expect([await signIn('recovered'), await signIn('recovered', secret)]).toEqual(['refused', 'signed-in']);
  });

  test('gives a deleted account back', async () => {
    const secret = await reportAndReset('deleted', links.notMeDeleted);
    expect(await signIn('deleted', secret)).toBe('signed-in');
  });
});

describe('a waiting period', () => {
  test('that is over sends its link, which removes the factors', async () => {
    await deliverDue();
    const secret = newPassword();
    expect(await complete(mailedLink(people.waited.email, 'reset-password'), secret)).toBe('completed');
    expect(await signIn('waited', secret)).toBe('signed-in');
  });

  test('that is not over goes on', async () => {
    const userId = (await tryPassword('waiting')) as { userId: string };
    expect(await waits.find(userId.userId)).toMatchObject({ isOver: false });
  });
});

test('every queued email is sent', async () => {
  await deliverDue();
  const to = ['forgetful', 'enrolling'] as const;
  const waiting = [...to.map((who) => people[who].email), 'otto.backup@example.test', 'rosa@example.test'];
  expect(waiting.filter((email) => mailbox.messages(email).length === 0)).toEqual([]);
  expect(await complete(mailedLink(people.forgetful.email, 'reset-password'), newPassword())).toBe('completed');
});

/** Gives the right password and then this factor. */
async function finishSignIn(factor: string): Promise<string> {
  const first = await tryPassword('withApp');
  if (first.outcome !== 'second-factor') throw new Error(first.outcome);
  const step = await secondSteps.begin(first);
  return (await secondSteps.finish(step, factorCode.parse(factor), newRequester())).outcome;
}

/** Disavows a change, and follows the link of the email that comes then. @returns the new password */
async function reportAndReset(who: Person, link: string): Promise<Password> {
  const reported = await disavowals.reportNotMe(link, addressOf(who), newRequester());
  expect(reported).toMatchObject({ outcome: 'locked', email: people[who].email });
  await deliverDue();
  const secret = newPassword();
  expect(await complete(mailedLink(people[who].email, 'reset-password'), secret)).toBe('completed');
  return secret;
}

async function complete(link: string, secret: Password): Promise<string> {
  const standing = await recovery.open(link, newRequester());
  if (standing.state !== 'open') return standing.state;
  return (await recovery.complete(link, standing.id, secret, newRequester())).outcome;
}

/** A requester from a network that no other test uses. */
function newRequester(): Requester {
  const network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  return { network, device: 'Firefox on Linux', locale: 'en', knownDevice: null };
}
