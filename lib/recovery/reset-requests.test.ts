import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db, transact } from '@/db';
import { auditCounts, outboxEmails, rateLimits } from '@/db/schema';
import type { Address } from '@/lib/fields';
import { forgetDevices } from '@/lib/known-devices';
import { digest } from '@/lib/rate-limits';
import {
  ageRateLimits,
  createUser,
  databaseUrl,
  exhaust,
  mailLink,
  newAddress,
  newApplicant,
  newPassword,
  newRequester,
  onKnownDevice,
  watch,
} from '@/lib/testing';
import * as registrations from '@/lib/users/registrations';
import * as resetRequests from './reset-requests';
import * as recovery from './resets';

// Requests for an address with and without an account run the same statements, and run them as a database role that cannot read any
// table with accounts.
const blind = `blind_${new URL(databaseUrl).pathname.slice(1)}`;

beforeAll(async () => {
  await db().execute(sql.raw(`create role ${blind}`));
  await db().execute(sql.raw(`grant select, insert, update on rate_limits, audit_counts to ${blind}`));
  await db().execute(sql.raw(`grant insert on outbox_emails, transaction_outcomes to ${blind}`));
  await db().execute(sql.raw(`grant select on device_generations to ${blind}`));
  await db().execute(sql.raw(`grant insert, select (id) on registrations to ${blind}`));
});
afterAll(async () => {
  await db().execute(sql.raw(`drop owned by ${blind}`));
  await db().execute(sql.raw(`drop role ${blind}`));
});

const requestReset = (address: Address, requester = newRequester()) =>
  resetRequests.requestReset(address, 'request', requester);
const register = (address: Address) => registrations.request(newApplicant({ address }), 'request', newRequester());
const emailsTo = (address: Address) => db().$count(outboxEmails, eq(outboxEmails.canonical, address.canonical));

test('the database role of these tests cannot read users', async () => {
  const read = watch(() => db().execute(sql`select id from users`), blind);
  await expect(read).rejects.toMatchObject({ cause: { code: '42501' } });
});

describe('requesting a reset', () => {
  test('is one statement, the same for every address, that reads no user', async () => {
    const known = await createUser(newPassword());
    const forKnown = await watch(() => requestReset(known.address), blind);
    const forUnknown = await watch(() => requestReset(newAddress()), blind);
    expect(forKnown).toHaveLength(1);
    expect(forUnknown).toEqual(forKnown);
  });

  test('has the same statement and outcome when the limit is reached', async () => {
    const address = newAddress();
    const first = await watch(() => requestReset(address), blind);
    for (let i = 0; i < 3; i += 1) expect(await requestReset(address)).toEqual({ outcome: 'accepted' });
    expect(await watch(() => requestReset(address), blind)).toEqual(first);
    expect(await emailsTo(address)).toBe(3);
  });

  test('writes one email to the address as it was typed', async () => {
    const { address } = await createUser(newPassword());
    await requestReset(address);
    const found = await db().select().from(outboxEmails).where(eq(outboxEmails.canonical, address.canonical));
    expect(found).toMatchObject([{ kind: 'reset', email: address.typed, state: 'queued', reference: null }]);
  });

  test('many times at once when one email is left leads to one email', async () => {
    const address = newAddress();
    await requestReset(address);
    await requestReset(address);
    await Promise.all(Array.from({ length: 12 }, () => requestReset(address)));
    expect(await emailsTo(address)).toBe(3);
  });

  test('records that none was sent once after each email, and only by the limit of the address itself', async () => {
    const address = newAddress();
    const suppressed = async () => {
      const found = and(eq(auditCounts.subject, digest(address.canonical)), eq(auditCounts.name, 'reset.suppressed'));
      return (await db().select().from(auditCounts).where(found)).map(({ count }) => count);
    };
    for (let i = 0; i < 30; i += 1) await requestReset(address);
    expect(await suppressed()).toEqual([1]);
    await ageRateLimits(15);
    for (let i = 0; i < 30; i += 1) await requestReset(address);
    expect(await suppressed()).toEqual([2]);
    const crowded = newRequester();
    for (let i = 0; i < 20; i += 1) await requestReset(newAddress(), crowded);
    await ageRateLimits(10);
    for (let i = 0; i < 5; i += 1) await requestReset(address, crowded);
    expect(await suppressed()).toEqual([2]);
  });

  test('sends again after the window', async () => {
    const address = newAddress();
    for (let i = 0; i < 4; i += 1) await requestReset(address);
    await ageRateLimits(15);
    await requestReset(address);
    expect(await emailsTo(address)).toBe(4);
  });

  test('too often from one network is limited for every address alike and queues nothing', async () => {
    const requester = newRequester();
    const known = await createUser(newPassword());
    for (let i = 0; i < 20; i += 1) await requestReset(newAddress(), requester);
    const refusals = [await requestReset(known.address, requester), await requestReset(newAddress(), requester)];
    expect(refusals).toMatchObject([{ outcome: 'limited' }, { outcome: 'limited' }]);
    expect(await emailsTo(known.address)).toBe(0);
  });

  test('by strangers does not use up the emails that the owner gets on a known device', async () => {
    const { address } = await createUser(newPassword());
    for (let i = 0; i < 5; i += 1) await requestReset(address);
    await requestReset(address, onKnownDevice(address));
    expect(await emailsTo(address)).toBe(4);
  });
});

describe('requesting a reset on a known device', () => {
  test('is one statement that reads no user, also after its owner has forgotten it', async () => {
    const user = await createUser(newPassword());
    const requester = onKnownDevice(user);
    const known = await watch(() => requestReset(user.address, requester), blind);
    await transact((tx) => forgetDevices(tx, user.canonical));
    expect(await watch(() => requestReset(user.address, requester), blind)).toEqual(known);
    expect(known).toHaveLength(1);
  });

  test('passes where strangers of the same network have used up its limit', async () => {
    const { address } = await createUser(newPassword());
    const requester = onKnownDevice(address);
    await exhaust({ policy: 'reset/network', subject: requester.network });
    expect(await requestReset(address, { ...requester, knownDevice: null })).toMatchObject({ outcome: 'limited' });
    expect(await requestReset(address, requester)).toEqual({ outcome: 'accepted' });
    expect(await emailsTo(address)).toBe(1);
  });

  test('leads to nine emails for all devices of an owner', async () => {
    const { address } = await createUser(newPassword());
    for (const device of Array.from({ length: 5 }, () => onKnownDevice(address)))
      for (let i = 0; i < 4; i += 1) await requestReset(address, device);
    expect(await emailsTo(address)).toBe(9);
  });

  test('counts for the address after a new password: five old devices get no more than strangers', async () => {
    const user = await createUser(newPassword());
    const devices = Array.from({ length: 5 }, () => onKnownDevice(user));
    const { link, id } = await mailLink(user.address);
    await recovery.complete(link, id, newPassword(), newRequester());
    const resets = () =>
      db().$count(outboxEmails, and(eq(outboxEmails.canonical, user.canonical), eq(outboxEmails.kind, 'reset')));
    for (const device of devices) for (let i = 0; i < 4; i += 1) await requestReset(user.address, device);
    expect(await resets()).toBe(3);
  });
});

describe('registering', () => {
  test('runs the same statements for a free and a taken address, and reads no user', async () => {
    const taken = await createUser(newPassword());
    const forTaken = await watch(() => register(taken.address), blind);
    const forFree = await watch(() => register(newAddress()), blind);
    expect(forTaken.join()).toContain('insert into "registrations"');
    expect(forFree).toEqual(forTaken);
  });

  test('and requesting its email again runs the same statements for a free and a taken address, and reads no user', async () => {
    const taken = await createUser(newPassword());
    const resend = async (address: Address) => {
      const asked = await register(address);
      if (asked.outcome !== 'accepted') throw new Error(asked.outcome);
      return watch(() => registrations.resend(asked.held, newRequester()), blind);
    };
    const forTaken = await resend(taken.address);
    expect(forTaken.join()).toContain('insert into "registrations"');
    expect(await resend(newAddress())).toEqual(forTaken);
    expect(await emailsTo(taken.address)).toBe(2);
  });

  test('too often for one address queues no further email, and the outcome stays the same', async () => {
    const address = newAddress();
    const results = [];
    for (let i = 0; i < 4; i += 1) results.push(await register(address));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
    expect(await emailsTo(address)).toBe(3);
  });
});

test('the rate limits contain no address and no network', async () => {
  const address = newAddress();
  const requester = newRequester();
  await requestReset(address, requester);
  await register(address);
  const rows = JSON.stringify(await db().select().from(rateLimits));
  for (const secret of [address.typed, address.typed.split('@')[0] ?? '', requester.network])
    expect(rows).not.toContain(secret);
});
