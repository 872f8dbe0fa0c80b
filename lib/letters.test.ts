import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { resets, letters as rows } from '@/db/schema';
import * as letters from './letters';
import * as outbox from './outbox';
import * as recovery from './recovery';
import { ask, createAccount, issueLink, mailLink, newAddress, newOrigin, newPassword, take } from './testing';

type Settled = Exclude<typeof rows.$inferSelect.state, 'queued' | 'sending'>;

/** A reset letter that was written and ended in a state. */
async function settled(state: Settled, reason: string | null = null) {
  const account = await createAccount();
  const letter = await ask(account.address);
  const { link, id } = await issueLink(letter);
  await db().update(rows).set({ state, lastError: reason, settledAt: sql`now()` }).where(eq(rows.id, letter.id));
  return { account, letter, link, resetId: id };
}

test('letters are counted by state, the states without one too', async () => {
  await settled('bounced');
  const counts = await letters.countByState();
  expect(counts.map(({ state }) => state)).toEqual(expect.arrayContaining(['queued', 'sent', 'bounced', 'failed']));
  expect(counts.find(({ state }) => state === 'bounced')?.count).toBeGreaterThan(0);
  expect(counts.find(({ state }) => state === 'complained')?.count).toBe(0);
});

test('letters are listed by state and by address, the newest first', async () => {
  const { account, letter } = await settled('failed', '550 no such user');
  await recovery.requestReset(account.address, randomUUID(), newOrigin());
  expect(await letters.list({ address: account.address, limit: 10 })).toMatchObject([
    { state: 'queued' },
    { id: letter.id },
  ]);
  expect(await letters.list({ address: account.address, state: 'failed', limit: 10 })).toMatchObject([
    { id: letter.id },
  ]);
  expect(await letters.list({ limit: 1 })).toHaveLength(1);
  expect(await letters.listUndeliverable(10)).toContainEqual(
    expect.objectContaining({ email: account.email, state: 'failed', lastError: '550 no such user' }),
  );
});

test.each(['failed', 'bounced', 'suppressed', 'complained', 'superseded'] as const)(
  'a letter that is %s is sent once more as a copy with the same link, and keeps its own history',
  async (state) => {
    const { account, letter, link } = await settled(state, 'why');
    const repeated = await letters.repeat(letter.id);
    if (repeated.outcome !== 'queued') throw new Error(repeated.outcome);
    expect(repeated.id).not.toBe(letter.id);
    const found = await letters.find(letter.id);
    expect(found).toMatchObject({ letter: { state, lastError: 'why' }, copies: [{ id: repeated.id }] });
    const copy = (await outbox.claim(1000)).find(({ id }) => id === repeated.id);
    expect(copy).toMatchObject({ email: account.email, attempts: 1 });
    if (copy) expect((await issueLink(copy)).link).toBe(link);
  },
);

test.each(['sent', 'delayed', 'delivered'] as const)(
  'a letter that is %s goes a second time by force only',
  async (state) => {
    const { letter } = await settled(state);
    expect(await letters.repeat(letter.id)).toEqual({ outcome: 'sent', state });
    expect(await letters.repeat(letter.id, { force: true })).toMatchObject({ outcome: 'queued' });
  },
);

test('a letter whose link is dead is not sent again, by force neither', async () => {
  const { letter, link, resetId } = await settled('bounced');
  await recovery.complete(link, resetId, newPassword(), newOrigin());
  expect(await letters.repeat(letter.id, { force: true })).toEqual({ outcome: 'dead' });
});

test('a link that has expired is renewed within six hours of the ask, as the worker does it, and not after', async () => {
  const { letter, resetId } = await settled('failed');
  await db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.id, resetId));
  expect(await letters.find(letter.id)).toMatchObject({ carries: 'alive' });
  await db().update(rows).set({ createdAt: sql`now() - interval '7 hours'` }).where(eq(rows.id, letter.id));
  expect(await letters.repeat(letter.id)).toEqual({ outcome: 'dead' });
});

test('a letter that waits, one for nobody and one that is not there are told apart', async () => {
  const { letter } = await settled('no-account');
  expect(await letters.repeat(letter.id)).toEqual({ outcome: 'nobody' });
  expect(await letters.repeat(randomUUID())).toEqual({ outcome: 'unknown' });
  const askId = randomUUID();
  const to = newAddress();
  await recovery.requestReset(to, askId, newOrigin());
  const [queued] = await letters.list({ address: to, limit: 1 });
  expect(await letters.repeat(queued?.id ?? '', { force: true })).toEqual({ outcome: 'under-way' });
  await take(askId);
});

test('a notice goes again while its alarm can be sounded', async () => {
  const account = await createAccount();
  const { link, id } = await mailLink(account.address);
  await recovery.complete(link, id, newPassword(), newOrigin());
  const [notice] = await letters.list({ address: account.address, limit: 1 });
  if (!notice) throw new Error('There is no notice.');
  expect(notice).toMatchObject({ kind: 'password-changed' });
  await db().update(rows).set({ state: 'bounced', settledAt: sql`now()` }).where(eq(rows.id, notice.id));
  expect(await letters.repeat(notice.id)).toMatchObject({ outcome: 'queued' });
  await db().execute(sql`update alarms set used_at = now() where id = ${notice.reference}`);
  expect(await letters.repeat(notice.id)).toEqual({ outcome: 'dead' });
});
