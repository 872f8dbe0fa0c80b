import { eq, ne, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { outboxEmails } from '@/db/schema';
import { digest } from '@/lib/rate-limits';
import * as resetRequests from '@/lib/recovery/reset-requests';
import { newAddress, newRequester } from '@/lib/testing';
import * as outbox from './outbox';
import { longestSendMs } from './transport';
import { provenTurn, registrationTurn } from './turns';

beforeEach(() => db().delete(outboxEmails));

/** Puts emails into the outbox, as visitors would. */
async function write(count = 1, sentMinutesAgo?: number): Promise<void> {
  const { network, device } = newRequester();
  const { typed, canonical } = newAddress();
  const outboxEmail = {
    kind: 'reset',
    email: typed,
    canonical,
    requestId: '',
    requester: { network, device },
    locale: 'en',
  } as const;
  const sent =
    sentMinutesAgo === undefined
      ? {}
      : {
          state: 'sent' as const,
          settledAt: sql`now() - make_interval(mins => ${sentMinutesAgo})`,
        };
  await db()
    .insert(outboxEmails)
    .values(Array.from({ length: count }, () => ({ ...outboxEmail, ...sent })));
}
async function claimOne(): Promise<outbox.OutboxEmail> {
  const [outboxEmail] = await outbox.claim(1);
  if (!outboxEmail) throw new Error('Nothing was due.');
  return outboxEmail;
}
const read = async ({ id }: { id: string }) =>
  (await db().select().from(outboxEmails).where(eq(outboxEmails.id, id)))[0];
/** Lets time pass for an email that waits or is being sent. */
const wait = ({ id }: { id: string }, seconds: number) =>
  db()
    .update(outboxEmails)
    .set({ dueAt: sql`${outboxEmails.dueAt} - make_interval(secs => ${seconds})` })
    .where(eq(outboxEmails.id, id));

test('no two workers get the same email, and none is left', async () => {
  await write(60);
  const claimed = await Promise.all(Array.from({ length: 8 }, () => outbox.claim(10)));
  const ids = claimed.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length + (await outbox.claim(100)).length).toBe(60);
});

test('a worker gets no more than it asked for, and what waits longest first', async () => {
  await write(3);
  const [first] = await db().select().from(outboxEmails);
  if (!first) throw new Error('Three were written.');
  await wait(first, 60);
  expect((await outbox.claim(1)).map(({ id }) => id)).toEqual([first.id]);
  expect(await outbox.claim(100)).toHaveLength(2);
});

describe('an email of a worker that crashed', () => {
  test('comes back when the lease has ended, and not before', async () => {
    await write();
    const outboxEmail = await claimOne();
    await wait(outboxEmail, 40);
    expect(await outbox.claim(10)).toEqual([]);
    await wait(outboxEmail, 5);
    expect(await claimOne()).toMatchObject({ id: outboxEmail.id, attempts: 2 });
  });

  test('can no longer be settled by that worker', async () => {
    await write();
    const late = await claimOne();
    await wait(late, 60);
    const current = await claimOne();
    expect(await outbox.settle(late, { state: 'failed', reason: 'too late' })).toBe(null);
    expect(await read(late)).toMatchObject({ state: 'sending' });
    expect(await outbox.settle(current, { state: 'sent', provider: 'smtp', providerId: 'x' })).toBe('sent');
    expect(await read(late)).toMatchObject({ state: 'sent', provider: 'smtp', providerId: 'x' });
  });
});

test('a lease outlasts the longest try, and a worker knows when its own is nearly over', async () => {
  await write();
  const outboxEmail = await claimOne();
  expect(outbox.isHeldFor(outboxEmail, longestSendMs)).toBe(true);
  expect(outbox.isHeldFor(outboxEmail, 45_000)).toBe(false);
  expect(outbox.isHeldFor({ ...outboxEmail, leaseEndsAtMs: outboxEmail.leaseEndsAtMs - 30_000 }, longestSendMs)).toBe(
    false,
  );
});

describe('an email that could not leave', () => {
  test('waits at least as long as the other side asks', async () => {
    await write();
    await outbox.settle(await claimOne(), { state: 'deferred', reason: 'busy', retryAfterSeconds: 900 });
    const [row] = await db()
      .select({ waits: sql<number>`extract(epoch from ${outboxEmails.dueAt} - now())::float8` })
      .from(outboxEmails);
    expect(row?.waits).toBeGreaterThan(890);
  });

  test('waits longer after each try, but never more than about ten minutes', async () => {
    await write();
    const longest = [3, 5, 9, 17, 33, 65, 129, 257, 513, 601, 601, 601, 601];
    for (const [index, seconds] of longest.entries()) {
      const outboxEmail = await claimOne();
      expect(outboxEmail.attempts).toBe(index + 1);
      await outbox.settle(outboxEmail, { state: 'deferred', reason: 'busy' });
      expect(await outbox.claim(10)).toEqual([]);
      const [row] = await db()
        .select({
          waits: sql<number>`extract(epoch from ${outboxEmails.dueAt} - now())::float8`,
          state: outboxEmails.state,
        })
        .from(outboxEmails);
      expect(row).toMatchObject({ state: 'queued' });
      expect(row?.waits).toBeLessThanOrEqual(seconds);
      await wait(outboxEmail, 601);
    }
  });

  test('says why', async () => {
    await write();
    const outboxEmail = await claimOne();
    await outbox.settle(outboxEmail, { state: 'deferred', reason: 'busy' });
    expect(await read(outboxEmail)).toMatchObject({ state: 'queued', lastError: 'busy', settledAt: null });
  });

  test('is given up after twelve hours, visibly', async () => {
    await write();
    const age = (hours: number) =>
      db()
        .update(outboxEmails)
        .set({ createdAt: sql`${outboxEmails.createdAt} - make_interval(hours => ${hours})` });
    await age(11);
    const outboxEmail = await claimOne();
    await outbox.settle(outboxEmail, { state: 'deferred', reason: 'busy' });
    expect(await read(outboxEmail)).toMatchObject({ state: 'queued' });
    await age(1);
    await wait(outboxEmail, 601);
    await outbox.settle(await claimOne(), { state: 'deferred', reason: 'busy' });
    expect(await read(outboxEmail)).toMatchObject({ state: 'failed', lastError: 'busy', settledAt: expect.any(Date) });
    await wait(outboxEmail, 3600);
    expect(await outbox.claim(10)).toEqual([]);
  });
});

test.each([
  { state: 'sent', provider: 'smtp', providerId: null },
  { state: 'no-account' },
  { state: 'superseded' },
  { state: 'failed', reason: 'no such mailbox' },
] as const)('an email that is $state is never claimed again', async (settlement) => {
  await write();
  const outboxEmail = await claimOne();
  await outbox.settle(outboxEmail, settlement);
  expect(await read(outboxEmail)).toMatchObject({ state: settlement.state, settledAt: expect.any(Date) });
  await wait(outboxEmail, 100_000);
  expect(await outbox.claim(10)).toEqual([]);
});

test('an email that ends each process that takes it is given up after twelve hours, visibly', async () => {
  await write(2);
  const [poison] = await outbox.claim(1);
  await db()
    .update(outboxEmails)
    .set({ dueAt: sql`now() - interval '1 second'`, createdAt: sql`now() - interval '11.9 hours'` });
  expect(await outbox.giveUpAbandoned()).toBe(0);
  await db().update(outboxEmails).set({ createdAt: sql`now() - interval '12.1 hours'` });
  // One that is only late still gets its last try.
  expect((await outbox.claim(2)).map(({ id }) => id)).not.toContain(poison?.id);
  expect(await outbox.giveUpAbandoned()).toBe(1);
  const [row] = await db()
    .select()
    .from(outboxEmails)
    .where(eq(outboxEmails.id, poison?.id ?? ''));
  expect(row).toMatchObject({ state: 'failed', lastError: expect.stringContaining('twelve hours') });
});

test('an email that is given back untried is due at once, and the try does not count', async () => {
  await write(2);
  for (const outboxEmail of await outbox.claim(10)) await outbox.release(outboxEmail);
  expect((await outbox.claim(10)).map(({ attempts }) => attempts)).toEqual([1, 1]);
});

describe('what strangers repeat', () => {
  const ids = (emails: { id: string }[]) => emails.map(({ id }) => id);
  /** Puts one email of each turn into the outbox, in this order. @returns their ids */
  async function writeTurns(turns: readonly number[]): Promise<string[]> {
    await write(turns.length);
    const rows = await db().select().from(outboxEmails);
    for (const [index, turn] of turns.entries()) {
      const dueAt = sql`now() - interval '1 minute' + make_interval(secs => ${index})`;
      await db()
        .update(outboxEmails)
        .set({ turn, dueAt })
        .where(eq(outboxEmails.id, rows[index]?.id ?? ''));
    }
    return ids(rows);
  }
  const claimedOf = async (all: string[], ...claim: Parameters<typeof outbox.claim>) =>
    ids(await outbox.claim(...claim))
      .map((id) => all.indexOf(id))
      .sort((one, other) => one - other);

  test('waits behind what is proven, and behind the first requests of other networks', async () => {
    const all = await writeTurns([registrationTurn, 40, 8, 2, provenTurn]);
    for (const expected of [4, 3, 2, 1, 0]) expect(await claimedOf(all, 1)).toEqual([expected]);
  });

  test('takes places of its own share, and the rest waits in the queue without an attempt', async () => {
    const all = await writeTurns([registrationTurn, registrationTurn, 8, 8, 2, provenTurn]);
    expect(await claimedOf(all, 100, { resets: 1, registrations: 0 })).toEqual([2, 4, 5]);
    expect(await claimedOf(all, 100, { resets: -1, registrations: 1 })).toEqual([0]);
    expect(await claimedOf(all, 100)).toEqual([1, 3]);
    expect((await db().select().from(outboxEmails)).map(({ attempts }) => attempts)).toEqual(all.map(() => 1));
  });

  test('goes before new emails of its kind after a failed attempt, and not before others', async () => {
    const all = await writeTurns([8, 8, 2]);
    await db()
      .update(outboxEmails)
      .set({ dueAt: sql`now() + interval '1 hour'` })
      .where(ne(outboxEmails.id, all[1] ?? ''));
    for (const outboxEmail of await outbox.claim(1))
      await outbox.settle(outboxEmail, { state: 'deferred', reason: 'busy' });
    await db().update(outboxEmails).set({ dueAt: sql`now()` });
    for (const expected of [2, 1, 0]) expect(await claimedOf(all, 1)).toEqual([expected]);
  });

  test('takes its place when it leaves, whether or not an account has the address, for an hour', async () => {
    await writeTurns([registrationTurn, 8, 8, 8, 2, provenTurn]);
    const claimed = await outbox.claim(100);
    expect(await outbox.countLeft()).toEqual({ resets: 0, registrations: 0 });
    const resets = claimed.filter(({ turn }) => turn === 8);
    for (const [index, settlement] of settlements.entries()) {
      const outboxEmail = resets[index];
      if (outboxEmail) await outbox.settle(outboxEmail, settlement);
    }
    expect(await outbox.countLeft()).toEqual({ resets: 2, registrations: 0 });
    await db()
      .update(outboxEmails)
      .set({ settledAt: sql`${outboxEmails.settledAt} - interval '61 minutes'` });
    expect(await outbox.countLeft()).toEqual({ resets: 0, registrations: 0 });
  });
  const settlements = [
    { state: 'sent', provider: 'smtp', providerId: null },
    { state: 'no-account' },
    { state: 'superseded' },
  ] as const;

  test('has a turn that follows from what its network has requested, but not on a known device', async () => {
    const requester = newRequester();
    const turns = async () =>
      (await db().select().from(outboxEmails).orderBy(outboxEmails.createdAt)).map(({ turn }) => turn);
    for (let n = 0; n < 4; n += 1) await resetRequests.requestReset(newAddress(), '', requester);
    await resetRequests.requestReset(newAddress(), '', newRequester());
    expect(await turns()).toEqual([2, 4, 6, 8, 2]);
    await db().delete(outboxEmails);
    const address = newAddress();
    const knownDevice = { id: 'laptop', owner: digest(address.canonical), since: new Date() };
    await resetRequests.requestReset(address, '', { ...requester, knownDevice });
    await resetRequests.requestReset(newAddress(), '', { ...requester, knownDevice });
    expect(await turns()).toEqual([provenTurn, 10]);
  });
});
