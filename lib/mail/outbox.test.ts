import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { outboxEmails } from '@/db/schema';
import { newAddress, newRequester } from '@/lib/testing';
import * as outbox from './outbox';
import { longestSendMs } from './transport';

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

  test('is no longer that worker’s to settle', async () => {
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

test('the budget of an hour counts what was sent in it or is being sent, but not what is owed', async () => {
  await write(3, 59);
  await write(5, 61);
  await write(2);
  expect(await outbox.remainingBudget(10)).toBe(7);
  expect(await outbox.remainingBudget(2)).toBe(-1);
  await outbox.claim(1);
  expect(await outbox.remainingBudget(10)).toBe(6);
  await db().update(outboxEmails).set({ owed: true });
  expect(await outbox.remainingBudget(10)).toBe(10);
});
