import { randomBytes, randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { migrate } from '@/db/migrate';
import { auditCounts } from '@/db/schema';
import given from '@/db/upgrade/0.1.0.json';
import { countRows, restoreRelease } from '@/e2e/support/release';
import { code } from '@/lib/codes';
import { deliverDue } from '@/lib/delivery/deliver';
import { close } from '@/lib/mail/transport';
import * as codeAttempts from '@/lib/recovery/code-attempts';
import * as declines from '@/lib/recovery/declines';
import * as disavowals from '@/lib/recovery/disavowals';
import * as recovery from '@/lib/recovery/resets';
import * as addresses from '@/lib/users/address-changes';
import * as registrations from '@/lib/users/registrations';
import * as sessions from '@/lib/users/sessions';
import * as auditTrail from './audit-trail';
import { address, type Password, password } from './fields';
import type { Requester } from './requester';
import * as token from './token';

// A database filled by version 0.1.0 and migrated to the current schema. Its links were mailed, its sessions started and its emails
// queued before the upgrade. Each test uses different people.
const { url, mailbox, mailedLink: linkTo } = await restoreRelease('0.1.0');
const rowsBefore = await countRows();
const rowsOfEvents = await countEvents();
await migrate(url);
const rowsAfter = await countRows();

afterAll(close);

const { links, ids } = given;
type Person = keyof typeof given.people;
const addressOf = (who: Person) => address.parse(given.people[who].email);
const passwordOf = (who: Person) => password.parse(given.people[who].password);
const signIn = async (who: Person, secret: Password = passwordOf(who)) =>
  (await sessions.signIn(addressOf(who), secret, newRequester())).outcome;
const mailedLink = (who: Person, path: string) => linkTo(given.people[who].email, path);
const stateOf = async (link: string) => (await recovery.open(link, newRequester())).state;

test('every table keeps its rows', () => {
  expect(rowsBefore.size).toBe(9);
  expect([...rowsBefore.values()].every((count) => count > 0)).toBe(true);
  const others = [...rowsBefore].filter(([table]) => table !== rowsOfEvents.table);
  expect(others.map(([table]) => [table, rowsAfter.get(table)])).toEqual(others);
});

test('every event of an account is still listed, or counted', async () => {
  const [counted] = await db().select({ events: sql<number>`sum(count)::int` }).from(auditCounts);
  expect((rowsAfter.get(rowsOfEvents.table) ?? 0) + (counted?.events ?? 0)).toBe(rowsOfEvents.ofUsers);
});

describe('signing in', () => {
  const owners: [Person, string][] = [
    ['registered', 'a hash of 0.1.0'],
    ['imported', 'an imported hash that has not been used yet'],
    ['reported', 'an imported hash of a low cost'],
    ['quickTo', 'an address that was changed'],
    ['busy', 'a password that was changed'],
  ];
  test.each(owners)('works for "%s", with %s, and again after its hash has been upgraded', async (who) => {
    expect(await signIn(who, newPassword())).toBe('refused');
    expect(await signIn(who)).toBe('signed-in');
    expect(await signIn(who)).toBe('signed-in');
  });

  test.each(['locked', 'disabled', 'quick', 'limited'] as const)('is still refused for "%s"', async (who) => {
    expect(await signIn(who)).toBe('refused');
  });

  test('still works on a known device after strangers have used up the limit of the address', async () => {
    const claims = await token.findClaims('device', given.devices.limited.cookie);
    expect(claims?.subject).toBe(given.devices.limited.owner);
    const knownDevice = { id: claims?.id ?? '', owner: claims?.subject ?? '', since: new Date(0) };
    const signedIn = await sessions.signIn(addressOf('limited'), passwordOf('limited'), {
      ...newRequester(),
      knownDevice,
    });
    expect(signedIn.outcome).toBe('signed-in');
  });
});

describe('a session', () => {
  test('that was active is found by its cookie and listed; an expired one is not', async () => {
    const owner = await find(given.sessions.living.cookie);
    expect(owner).toMatchObject({ email: given.people.registered.email, name: 'Ada King' });
    expect(await find(given.sessions.expired.cookie)).toBeNull();
    const listed = await sessions.list(owner?.userId ?? '');
    expect(listed.map(({ id }) => id)).toEqual(
      expect.arrayContaining([given.sessions.living.id, given.sessions.second.id]),
    );
    expect(listed.map(({ id }) => id)).not.toContain(given.sessions.expired.id);
    // Someone without a password signs in again before a change, however young the session is.
    expect(await sessions.findFactor(owner?.userId ?? '', given.sessions.living.id)).toMatchObject({ isFresh: false });
  });

  test('belongs to a user whose activity can still be read', async () => {
    const owner = await sessions.find(given.sessions.second.id);
    const { events } = await auditTrail.list(owner?.userId ?? '');
    const names = events.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['account.confirmed', 'account.renamed']));
  });
});

describe('a reset link', () => {
  test('that is open sets a password', async () => {
    const secret = newPassword();
    expect(await stateOf(links.resetWithoutPassword)).toBe('open');
    expect(await complete(links.resetWithoutPassword, ids.resetWithoutPassword, secret)).toBe('completed');
    expect(await signIn('withoutPassword', secret)).toBe('signed-in');
    expect(await stateOf(links.resetWithoutPassword)).toBe('used');
  });

  test('of a locked account unlocks it', async () => {
    const secret = newPassword();
    expect(await complete(links.resetLocked, ids.resetLocked, secret)).toBe('completed');
    expect(await signIn('locked', secret)).toBe('signed-in');
  });

  test('is also reached by its code', async () => {
    const request = { id: given.codes.resetOpen.request, canonical: addressOf('recovering').canonical };
    const wrong = await codeAttempts.checkCode(request, code.parse('00000000'), newRequester());
    expect(wrong).toEqual({ outcome: 'wrong', left: 4 });
    const right = await codeAttempts.checkCode(request, code.parse(given.codes.resetOpen.code), newRequester());
    expect(right).toEqual({ outcome: 'right', link: links.resetOpen });
  });

  test.each([
    ['used', links.resetUsed],
    ['replaced', links.resetReplaced],
    ['moved', links.resetMoved],
    ['expired', links.resetExpired],
    ['invalid', links.resetDeclined],
    ['invalid', links.resetDisabled],
  ])('that no longer works is "%s"', async (state, link) => {
    expect(await stateOf(link)).toBe(state);
  });

  test('is invalidated by the "I did not ask for this" link of its email', async () => {
    expect(await declines.find(links.declineReported)).toBe('open');
    const declined = await declines.decline(links.declineReported, addressOf('reported'), newRequester());
    expect(declined.outcome).toBe('declined');
    expect(await stateOf(links.resetReported)).toBe('invalid');
  });
});

describe('a link that confirms', () => {
  test('a registration creates the account, once', async () => {
    expect(await registrations.find(links.confirmUsed)).toMatchObject({ state: 'used' });
    expect(await registrations.find(links.confirmOpen)).toMatchObject({ state: 'open' });
    const confirmed = await registrations.confirm(links.confirmOpen, passwordOf('registering'), newRequester());
    expect(confirmed.outcome).toBe('confirmed');
    expect(await signIn('registering')).toBe('signed-in');
    expect(await registrations.find(links.confirmOpen)).toMatchObject({ state: 'used' });
  });

  test('another address changes it, once', async () => {
    expect(await addresses.find(links.addressUsed)).toMatchObject({ state: 'used' });
    const proof = { password: passwordOf('moving') };
    const changed = await addresses.confirmChange(links.addressOpen, proof, newRequester());
    expect(changed).toMatchObject({ outcome: 'changed', email: given.people.movingTo.email });
    expect([await signIn('moving'), await signIn('movingTo')]).toEqual(['refused', 'signed-in']);
  });
});

describe('"this was not me"', () => {
  test('after a new password locks the account and emails a new link', async () => {
    expect(await disavowals.find(links.notMePassword)).toEqual({ state: 'open', kind: 'password' });
    const locked = await disavowals.reportNotMe(links.notMePassword, addressOf('recovered'), newRequester());
    expect(locked).toMatchObject({ outcome: 'locked', email: given.people.recovered.email });
    expect(await signIn('recovered')).toBe('refused');
    await deliverDue();
    expect(await stateOf(mailedLink('recovered', 'reset-password'))).toBe('open');
  });

  test('after a new address restores the old one', async () => {
    const locked = await disavowals.reportNotMe(links.notMeAddress, addressOf('moved'), newRequester());
    expect(locked).toMatchObject({ outcome: 'locked', email: given.people.moved.email });
    await deliverDue();
    expect(await stateOf(mailedLink('moved', 'reset-password'))).toBe('open');
  });

  test('works once', async () => {
    expect(await disavowals.find(links.notMeUsed)).toEqual({ state: 'used' });
  });
});

test('every queued email is sent, and a repeated one carries the link of the first', async () => {
  await deliverDue();
  const waiting = [
    'imported',
    'withoutPassword',
    'declining',
    'fresh',
    'busy',
    'busyTo',
    'waiting',
    'reported',
  ] as const;
  expect(waiting.filter((who) => mailbox.messages(given.people[who].email).length === 0)).toEqual([]);
  expect(mailedLink('waiting', 'reset-password')).toBe(links.resetDeferred);
  expect(mailedLink('reported', 'reset-password')).toBe(links.resetBounced);
  expect(await stateOf(mailedLink('imported', 'reset-password'))).toBe('open');
  expect(await registrations.find(mailedLink('fresh', 'confirm'))).toMatchObject({ state: 'open' });
  expect(await addresses.find(mailedLink('busyTo', 'confirm-email'))).toMatchObject({ state: 'open' });
  expect(await disavowals.find(mailedLink('busy', 'not-me'))).toMatchObject({ state: 'open', kind: 'password' });
  expect(await disavowals.find(mailedLink('quick', 'not-me'))).toMatchObject({ state: 'open', kind: 'address' });
  expect(mailbox.messages().map(({ to }) => to)).not.toContain('nobody.else@example.test');
});

async function complete(link: string, id: string, secret: Password): Promise<string> {
  return (await recovery.complete(link, id, secret, newRequester())).outcome;
}

async function find(cookie: string) {
  const claims = await token.findClaims('session', cookie);
  return sessions.find(claims?.id ?? '');
}

function newPassword(): Password {
  return password.parse(randomBytes(12).toString('base64'));
}

/** A requester from a network that no other test uses. */
function newRequester(): Requester {
  const network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  return { network, device: 'Firefox on Linux', locale: 'en', knownDevice: null };
}

/** The table of events, and how many of them are about a user, or an email that was sent again. */
async function countEvents() {
  const [row] = await db()
    .select({ table: sql<string>`'events'::regclass::oid::text`, ofUsers: sql<number>`count(*)::int` })
    .from(sql`events`)
    .where(sql`account_id is not null or name = 'letter.repeated'`);
  if (!row) throw new Error('The events were not counted.');
  return row;
}
