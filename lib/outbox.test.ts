import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { letters } from '@/db/schema';
import * as outbox from './outbox';
import { newAddress, newOrigin } from './testing';
import { longestSendMs } from './transport';

beforeEach(() => db().delete(letters));

/** Puts letters into the outbox, as visitors would. */
async function write(count = 1, sentMinutesAgo?: number): Promise<void> {
  const { network, device } = newOrigin();
  const { typed, canonical } = newAddress();
  const letter = {
    kind: 'reset',
    email: typed,
    canonical,
    askId: '',
    origin: { network, device },
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
    .insert(letters)
    .values(Array.from({ length: count }, () => ({ ...letter, ...sent })));
}
async function claimOne(): Promise<outbox.Letter> {
  const [letter] = await outbox.claim(1);
  if (!letter) throw new Error('Nothing was due.');
  return letter;
}
const read = async ({ id }: { id: string }) => (await db().select().from(letters).where(eq(letters.id, id)))[0];
/** Lets time pass for a letter that waits or is being sent. */
const wait = ({ id }: { id: string }, seconds: number) =>
  db()
    .update(letters)
    .set({ dueAt: sql`${letters.dueAt} - make_interval(secs => ${seconds})` })
    .where(eq(letters.id, id));

test('no two workers get the same letter, and none is left', async () => {
  await write(60);
  const claimed = await Promise.all(Array.from({ length: 8 }, () => outbox.claim(10)));
  const ids = claimed.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length + (await outbox.claim(100)).length).toBe(60);
});

test('a worker gets no more than it asked for, and what waits longest first', async () => {
  await write(3);
  const [first] = await db().select().from(letters);
  if (!first) throw new Error('Three were written.');
  await wait(first, 60);
  expect((await outbox.claim(1)).map(({ id }) => id)).toEqual([first.id]);
  expect(await outbox.claim(100)).toHaveLength(2);
});

describe('a letter of a worker that crashed', () => {
  test('comes back when the lease has ended, and not before', async () => {
    await write();
    const letter = await claimOne();
    await wait(letter, 40);
    expect(await outbox.claim(10)).toEqual([]);
    await wait(letter, 5);
    expect(await claimOne()).toMatchObject({ id: letter.id, attempts: 2 });
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
  const letter = await claimOne();
  expect(outbox.isHeldFor(letter, longestSendMs)).toBe(true);
  expect(outbox.isHeldFor(letter, 45_000)).toBe(false);
  expect(outbox.isHeldFor({ ...letter, leaseEndsAtMs: letter.leaseEndsAtMs - 30_000 }, longestSendMs)).toBe(false);
});

describe('a letter that could not leave', () => {
  test('waits at least as long as the other side asks', async () => {
    await write();
    await outbox.settle(await claimOne(), { state: 'deferred', reason: 'busy', retryAfterSeconds: 900 });
    const [row] = await db()
      .select({ waits: sql<number>`extract(epoch from ${letters.dueAt} - now())::float8` })
      .from(letters);
    expect(row?.waits).toBeGreaterThan(890);
  });

  test('waits longer after each try, but never more than about ten minutes', async () => {
    await write();
    const longest = [3, 5, 9, 17, 33, 65, 129, 257, 513, 601, 601, 601, 601];
    for (const [index, seconds] of longest.entries()) {
      const letter = await claimOne();
      expect(letter.attempts).toBe(index + 1);
      await outbox.settle(letter, { state: 'deferred', reason: 'busy' });
      expect(await outbox.claim(10)).toEqual([]);
      const [row] = await db()
        .select({ waits: sql<number>`extract(epoch from ${letters.dueAt} - now())::float8`, state: letters.state })
        .from(letters);
      expect(row).toMatchObject({ state: 'queued' });
      expect(row?.waits).toBeLessThanOrEqual(seconds);
      await wait(letter, 601);
    }
  });

  test('says why', async () => {
    await write();
    const letter = await claimOne();
    await outbox.settle(letter, { state: 'deferred', reason: 'busy' });
    expect(await read(letter)).toMatchObject({ state: 'queued', lastError: 'busy', settledAt: null });
  });

  test('is given up after twelve hours, visibly', async () => {
    await write();
    const age = (hours: number) =>
      db()
        .update(letters)
        .set({ createdAt: sql`${letters.createdAt} - make_interval(hours => ${hours})` });
    await age(11);
    const letter = await claimOne();
    await outbox.settle(letter, { state: 'deferred', reason: 'busy' });
    expect(await read(letter)).toMatchObject({ state: 'queued' });
    await age(1);
    await wait(letter, 601);
    await outbox.settle(await claimOne(), { state: 'deferred', reason: 'busy' });
    expect(await read(letter)).toMatchObject({ state: 'failed', lastError: 'busy', settledAt: expect.any(Date) });
    await wait(letter, 3600);
    expect(await outbox.claim(10)).toEqual([]);
  });
});

test.each([
  { state: 'sent', provider: 'smtp', providerId: null },
  { state: 'no-account' },
  { state: 'superseded' },
  { state: 'failed', reason: 'no such mailbox' },
] as const)('a letter that is $state is never claimed again', async (settlement) => {
  await write();
  const letter = await claimOne();
  await outbox.settle(letter, settlement);
  expect(await read(letter)).toMatchObject({ state: settlement.state, settledAt: expect.any(Date) });
  await wait(letter, 100_000);
  expect(await outbox.claim(10)).toEqual([]);
});

test('a letter that ends each process that takes it is given up after twelve hours, visibly', async () => {
  await write(2);
  const [poison] = await outbox.claim(1);
  await db()
    .update(letters)
    .set({ dueAt: sql`now() - interval '1 second'`, createdAt: sql`now() - interval '11.9 hours'` });
  expect(await outbox.giveUpForsaken()).toBe(0);
  await db().update(letters).set({ createdAt: sql`now() - interval '12.1 hours'` });
  // One that is only late still gets its last try.
  expect((await outbox.claim(2)).map(({ id }) => id)).not.toContain(poison?.id);
  expect(await outbox.giveUpForsaken()).toBe(1);
  const [row] = await db()
    .select()
    .from(letters)
    .where(eq(letters.id, poison?.id ?? ''));
  expect(row).toMatchObject({ state: 'failed', lastError: expect.stringContaining('twelve hours') });
});

test('a letter that is given back untried is due at once, and the try does not count', async () => {
  await write(2);
  for (const letter of await outbox.claim(10)) await outbox.release(letter);
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
  await db().update(letters).set({ owed: true });
  expect(await outbox.remainingBudget(10)).toBe(10);
});
