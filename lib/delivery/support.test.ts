import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { resets, outboxEmails as rows } from '@/db/schema';
import * as outbox from '@/lib/mail/outbox';
import * as resetRequests from '@/lib/recovery/reset-requests';
import * as recovery from '@/lib/recovery/resets';
import {
  createUser,
  issueLink,
  mailLink,
  newAddress,
  newPassword,
  newRequester,
  requestReset,
  take,
} from '@/lib/testing';
import * as outboxEmails from './support';

type Settled = Exclude<typeof rows.$inferSelect.state, 'queued' | 'sending'>;

/** A reset email that was written and ended in a state. */
async function settled(state: Settled, reason: string | null = null) {
  const user = await createUser();
  const outboxEmail = await requestReset(user.address);
  const { link, id } = await issueLink(outboxEmail);
  await db().update(rows).set({ state, lastError: reason, settledAt: sql`now()` }).where(eq(rows.id, outboxEmail.id));
  return { user, outboxEmail, link, resetId: id };
}

test('emails are counted by state, the states without one too', async () => {
  await settled('bounced');
  const counts = await outboxEmails.countByState();
  expect(counts.map(({ state }) => state)).toEqual(expect.arrayContaining(['queued', 'sent', 'bounced', 'failed']));
  expect(counts.find(({ state }) => state === 'bounced')?.count).toBeGreaterThan(0);
  expect(counts.find(({ state }) => state === 'complained')?.count).toBe(0);
});

test('emails are listed by state and by address, the newest first', async () => {
  const { user, outboxEmail } = await settled('failed', '550 no such user');
  await resetRequests.requestReset(user.address, randomUUID(), newRequester());
  expect(await outboxEmails.list({ address: user.address, limit: 10 })).toMatchObject([
    { state: 'queued' },
    { id: outboxEmail.id },
  ]);
  expect(await outboxEmails.list({ address: user.address, state: 'failed', limit: 10 })).toMatchObject([
    { id: outboxEmail.id },
  ]);
  expect(await outboxEmails.list({ limit: 1 })).toHaveLength(1);
  expect(await outboxEmails.listUndeliverable(10)).toContainEqual(
    expect.objectContaining({ email: user.email, state: 'failed', lastError: '550 no such user' }),
  );
});

test.each(['failed', 'bounced', 'suppressed', 'complained', 'superseded'] as const)(
  'an email that is %s is sent once more as a copy with the same link, and keeps its own history',
  async (state) => {
    const { user, outboxEmail, link } = await settled(state, 'why');
    const repeated = await outboxEmails.repeat(outboxEmail.id);
    if (repeated.outcome !== 'queued') throw new Error(repeated.outcome);
    expect(repeated.id).not.toBe(outboxEmail.id);
    const found = await outboxEmails.find(outboxEmail.id);
    expect(found).toMatchObject({ outboxEmail: { state, lastError: 'why' }, copies: [{ id: repeated.id }] });
    const copy = (await outbox.claim(1000)).find(({ id }) => id === repeated.id);
    expect(copy).toMatchObject({ email: user.email, attempts: 1 });
    if (copy) expect((await issueLink(copy)).link).toBe(link);
  },
);

test.each(['sent', 'delayed', 'delivered'] as const)(
  'an email that is %s goes a second time by force only',
  async (state) => {
    const { outboxEmail } = await settled(state);
    expect(await outboxEmails.repeat(outboxEmail.id)).toEqual({ outcome: 'sent', state });
    expect(await outboxEmails.repeat(outboxEmail.id, { force: true })).toMatchObject({ outcome: 'queued' });
  },
);

test('an email whose link no longer works is not sent again, even with force', async () => {
  const { outboxEmail, link, resetId } = await settled('bounced');
  await recovery.complete(link, resetId, newPassword(), newRequester());
  expect(await outboxEmails.repeat(outboxEmail.id, { force: true })).toEqual({ outcome: 'dead' });
});

test('a link that has expired is renewed within six hours of the request, as the worker does, and not after', async () => {
  const { outboxEmail, resetId } = await settled('failed');
  await db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.id, resetId));
  expect(await outboxEmails.find(outboxEmail.id)).toMatchObject({ carries: 'alive' });
  await db().update(rows).set({ createdAt: sql`now() - interval '7 hours'` }).where(eq(rows.id, outboxEmail.id));
  expect(await outboxEmails.repeat(outboxEmail.id)).toEqual({ outcome: 'dead' });
});

test('a queued email, one without an account and one that does not exist are told apart', async () => {
  const { outboxEmail } = await settled('no-account');
  expect(await outboxEmails.repeat(outboxEmail.id)).toEqual({ outcome: 'no-account' });
  expect(await outboxEmails.repeat(randomUUID())).toEqual({ outcome: 'unknown' });
  const requestId = randomUUID();
  const to = newAddress();
  await resetRequests.requestReset(to, requestId, newRequester());
  const [queued] = await outboxEmails.list({ address: to, limit: 1 });
  expect(await outboxEmails.repeat(queued?.id ?? '', { force: true })).toEqual({ outcome: 'under-way' });
  await take(requestId);
});

test('a notice can be sent again while its "not me" link works', async () => {
  const user = await createUser();
  const { link, id } = await mailLink(user.address);
  await recovery.complete(link, id, newPassword(), newRequester());
  const [notice] = await outboxEmails.list({ address: user.address, limit: 1 });
  if (!notice) throw new Error('There is no notice.');
  expect(notice).toMatchObject({ kind: 'password-changed' });
  await db().update(rows).set({ state: 'bounced', settledAt: sql`now()` }).where(eq(rows.id, notice.id));
  expect(await outboxEmails.repeat(notice.id)).toMatchObject({ outcome: 'queued' });
  await db().execute(sql`update disavowals set used_at = now() where id = ${notice.reference}`);
  expect(await outboxEmails.repeat(notice.id)).toEqual({ outcome: 'dead' });
});
