import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db, transact } from '@/db';
import { outboxEmails } from '@/db/schema';
import { startMailbox } from '@/e2e/dev/mailbox';
import type { Address } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import { close } from '@/lib/mail/transport';
import { digest } from '@/lib/rate-limits';
import * as resetRequests from '@/lib/recovery/reset-requests';
import * as recovery from '@/lib/recovery/resets';
import { createUser, newAddress, newApplicant, newPassword, newRequester } from '@/lib/testing';
import * as registrations from '@/lib/users/registrations';
import { forgetPlaces } from './budget';
import { deliverDue } from './deliver';
import * as support from './support';

// The far end: a mail server, and its settings before anything reads them.
const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
vi.stubEnv('SMTP_URL', mailbox.smtpUrl);
vi.stubEnv('MAIL_HOURLY_BUDGET', '12');
afterAll(async () => {
  close();
  await mailbox.stop();
});
beforeEach(async () => {
  await db().delete(outboxEmails);
  forgetPlaces();
  mailbox.clear();
});

const requestReset = (address: Address) => resetRequests.requestReset(address, randomUUID(), newRequester());
const register = (address: Address) => registrations.request(newApplicant({ address }), randomUUID(), newRequester());
const statesOf = async (address: Address) => {
  const found = await db()
    .select()
    .from(outboxEmails)
    .where(eq(outboxEmails.canonical, address.canonical))
    .orderBy(outboxEmails.createdAt);
  return found.map(({ state }) => state);
};
const linksIn = (text: string, path: string) => text.match(new RegExp(`https?://\\S+/${path}/\\S+`, 'g')) ?? [];

test('a reset request leads to an email with one link, and the link sets a password', async () => {
  const user = await createUser(newPassword());
  await requestReset(user.address);
  expect(await deliverDue()).toEqual({ sent: 1 });
  expect(await statesOf(user.address)).toEqual(['sent']);
  const [content, ...more] = mailbox.messages(user.email);
  expect(more).toEqual([]);
  const [url = '', ...others] = linksIn(content?.text ?? '', 'reset-password');
  expect(others).toEqual([]);
  expect(content?.html).toContain(url);
  expect(`${content?.subject}`).not.toContain(url);
  const link = url.split('/').at(-1) ?? '';
  const standing = await recovery.open(link, newRequester());
  expect(standing).toMatchObject({ state: 'open', email: user.email });
  const id = standing.state === 'open' ? standing.id : '';
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toMatchObject({ outcome: 'completed' });

  await deliverDue();
  expect(await statesOf(user.address)).toEqual(['sent', 'sent']);
  const [notice] = mailbox.messages(user.email);
  expect(linksIn(notice?.text ?? '', 'reset-password')).toEqual([]);
});

test('an address without an account is settled as such, and gets nothing', async () => {
  const address = newAddress();
  await requestReset(address);
  await deliverDue();
  expect(await statesOf(address)).toEqual(['no-account']);
  expect(mailbox.messages()).toEqual([]);
});

test('registering a free address sends a confirmation link, and a taken one the ways to get in', async () => {
  const [free, taken] = [newAddress(), await createUser(newPassword())];
  await register(free);
  await register(taken.address);
  await deliverDue();
  expect(linksIn(mailbox.messages(free.typed)[0]?.text ?? '', 'confirm')).toHaveLength(1);
  const [content] = mailbox.messages(taken.email);
  expect(linksIn(content?.text ?? '', 'confirm')).toEqual([]);
  expect(content?.text).toContain('/forgot-password');
});

test('many workers at once send each email once', async () => {
  const owners = await Promise.all(Array.from({ length: 25 }, () => createUser(newPassword())));
  await Promise.all(owners.map(({ address }) => requestReset(address)));
  await Promise.all([deliverDue(), deliverDue(), deliverDue()]);
  for (const { email } of owners) expect(mailbox.messages(email)).toHaveLength(1);
});

test('an email that cannot be written does not hold up the others', async () => {
  const owners = await Promise.all([1, 2, 3].map(() => createUser(newPassword())));
  for (const { address } of owners) await requestReset(address);
  const [poisoned, ...others] = owners;
  if (!poisoned) throw new Error('Three accounts were made.');
  const broken = { requester: sql`'null'::jsonb` };
  await db().update(outboxEmails).set(broken).where(eq(outboxEmails.canonical, poisoned.canonical));
  await deliverDue();
  for (const { email } of others) expect(mailbox.messages(email)).toHaveLength(1);
  const [outboxEmail] = await db().select().from(outboxEmails).where(eq(outboxEmails.canonical, poisoned.canonical));
  expect(outboxEmail).toMatchObject({ state: 'queued', attempts: 1, lastError: expect.stringMatching(/./) });
  expect(mailbox.messages(poisoned.email)).toEqual([]);
});

test('a worker that is asked to stop claims nothing more, and returns what it has not tried', async () => {
  const user = await createUser(newPassword());
  await requestReset(user.address);
  expect(await deliverDue(() => true)).toEqual({});
  let questions = 0;
  await deliverDue(() => {
    questions += 1;
    return questions > 1;
  });
  expect(mailbox.messages()).toEqual([]);
  const [outboxEmail] = await db().select().from(outboxEmails);
  expect(outboxEmail).toMatchObject({ state: 'queued', attempts: 0 });
});

describe('when the hourly budget is used up', () => {
  const many = (count: number) => Array.from({ length: count });

  test('by registrations, a reset leaves at once, and registrations wait without an attempt', async () => {
    const owner = await createUser(newPassword());
    for (const _ of many(16)) await register(newAddress());
    await requestReset(owner.address);
    expect(await deliverDue()).toEqual({ sent: 7 });
    expect(await statesOf(owner.address)).toEqual(['sent']);
    const waiting = await db().select().from(outboxEmails).where(eq(outboxEmails.state, 'queued'));
    expect(waiting.map(({ attempts }) => attempts)).toEqual(many(10).map(() => 0));
  });

  test('by resets that one network repeats, those of others, of known devices and owed emails leave', async () => {
    const crowd = newRequester();
    const requestFrom = (address: Address, requester = crowd) =>
      resetRequests.requestReset(address, randomUUID(), requester);
    const users = await Promise.all(many(4).map(() => createUser(newPassword())));
    const [late, elsewhere, known, owed] = users as [
      (typeof users)[0],
      (typeof users)[0],
      (typeof users)[0],
      (typeof users)[0],
    ];
    for (const _ of many(9)) await requestFrom(newAddress());
    // The first three of the network took no place, six did.
    expect(await deliverDue()).toEqual({ 'no-account': 9 });
    await requestFrom(late.address);
    await requestFrom(elsewhere.address, newRequester());
    await requestFrom(known.address, {
      ...crowd,
      knownDevice: { id: 'laptop', owner: digest(known.canonical), since: new Date() },
    });
    await transact((tx) => outbox.enqueueOwedReset(tx, owed, crowd));
    expect(await deliverDue()).toEqual({ sent: 3 });
    expect(await Promise.all(users.map(({ address }) => statesOf(address)))).toEqual([
      ['queued'],
      ['sent'],
      ['sent'],
      ['sent'],
    ]);
    const [details] = await support.list({ address: late.address, limit: 1 });
    expect(details).toMatchObject({ attempts: 0, lastError: 'MAIL_HOURLY_BUDGET is used up' });
  });

  test.each(['with', 'without'])(
    'nobody can tell by the last place that an address is one %s an account',
    async (kind) => {
      const crowd = newRequester();
      for (const _ of many(8)) await resetRequests.requestReset(newAddress(), randomUUID(), crowd);
      await deliverDue();
      const [probed, own] = [
        kind === 'with' ? (await createUser()).address : newAddress(),
        (await createUser()).address,
      ];
      await resetRequests.requestReset(probed, randomUUID(), crowd);
      await resetRequests.requestReset(own, randomUUID(), crowd);
      await deliverDue();
      expect(await statesOf(own)).toEqual(['queued']);
    },
  );
});
