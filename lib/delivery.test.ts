import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { letters } from '@/db/schema';
import { startMailbox } from '@/e2e/mailbox';
import { deliverDue } from './delivery';
import { type Address, personName } from './fields';
import * as recovery from './recovery';
import * as registrations from './registrations';
import { createAccount, newAddress, newOrigin, newPassword } from './testing';
import { close } from './transport';

// The far end: a mail server, and its settings before anybody reads them.
const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
vi.stubEnv('SMTP_URL', mailbox.smtpUrl);
vi.stubEnv('MAIL_HOURLY_BUDGET', '30');
afterAll(async () => {
  close();
  await mailbox.stop();
});
beforeEach(async () => {
  await db().delete(letters);
  mailbox.clear();
});

const ask = (address: Address) => recovery.requestReset(address, randomUUID(), newOrigin());
const register = (address: Address) =>
  registrations.request(
    { name: personName.parse('Grace'), address, password: newPassword() },
    randomUUID(),
    newOrigin(),
  );
const statesOf = async (address: Address) => {
  const found = await db()
    .select()
    .from(letters)
    .where(eq(letters.canonical, address.canonical))
    .orderBy(letters.createdAt);
  return found.map(({ state }) => state);
};
const linksIn = (text: string, path: string) => text.match(new RegExp(`https?://\\S+/${path}/\\S+`, 'g')) ?? [];

test('who asks for a reset gets a mail with one link, and the link sets a password', async () => {
  const account = await createAccount(newPassword());
  await ask(account.address);
  expect(await deliverDue()).toEqual({ sent: 1 });
  expect(await statesOf(account.address)).toEqual(['sent']);
  const [mail, ...more] = mailbox.mails(account.email);
  expect(more).toEqual([]);
  const [url = '', ...others] = linksIn(mail?.text ?? '', 'reset-password');
  expect(others).toEqual([]);
  expect(mail?.html).toContain(url);
  expect(`${mail?.subject}`).not.toContain(url);
  const link = url.split('/').at(-1) ?? '';
  const standing = await recovery.find(link, newOrigin());
  expect(standing).toMatchObject({ state: 'open', email: account.email });
  const id = standing.state === 'open' ? standing.id : '';
  expect(await recovery.complete(link, id, newPassword(), newOrigin())).toMatchObject({ outcome: 'completed' });

  await deliverDue();
  expect(await statesOf(account.address)).toEqual(['sent', 'sent']);
  const [notice] = mailbox.mails(account.email);
  expect(linksIn(notice?.text ?? '', 'reset-password')).toEqual([]);
});

test('an address without an account is settled as such, and gets nothing', async () => {
  const address = newAddress();
  await ask(address);
  await deliverDue();
  expect(await statesOf(address)).toEqual(['no-account']);
  expect(mailbox.mails()).toEqual([]);
});

test('who registers gets a confirm link for a free address, and the ways in for a taken one', async () => {
  const [free, taken] = [newAddress(), await createAccount(newPassword())];
  await register(free);
  await register(taken.address);
  await deliverDue();
  expect(linksIn(mailbox.mails(free.typed)[0]?.text ?? '', 'confirm')).toHaveLength(1);
  const [mail] = mailbox.mails(taken.email);
  expect(linksIn(mail?.text ?? '', 'confirm')).toEqual([]);
  expect(mail?.text).toContain('/forgot-password');
});

test('many workers at once send each mail once', async () => {
  const owners = await Promise.all(Array.from({ length: 25 }, () => createAccount(newPassword())));
  await Promise.all(owners.map(({ address }) => ask(address)));
  await Promise.all([deliverDue(), deliverDue(), deliverDue()]);
  for (const { email } of owners) expect(mailbox.mails(email)).toHaveLength(1);
});

test('a letter that cannot be written does not hold up the others', async () => {
  const owners = await Promise.all([1, 2, 3].map(() => createAccount(newPassword())));
  for (const { address } of owners) await ask(address);
  const [poisoned, ...others] = owners;
  if (!poisoned) throw new Error('Three accounts were made.');
  const broken = { origin: sql`'null'::jsonb` };
  await db().update(letters).set(broken).where(eq(letters.canonical, poisoned.canonical));
  await deliverDue();
  for (const { email } of others) expect(mailbox.mails(email)).toHaveLength(1);
  const [letter] = await db().select().from(letters).where(eq(letters.canonical, poisoned.canonical));
  expect(letter).toMatchObject({ state: 'queued', attempts: 1, lastError: expect.stringMatching(/./) });
  expect(mailbox.mails(poisoned.email)).toEqual([]);
});

test('a worker that is asked to stop takes nothing more, and what it has taken goes back untried', async () => {
  const account = await createAccount(newPassword());
  await ask(account.address);
  expect(await deliverDue(() => true)).toEqual({});
  let questions = 0;
  await deliverDue(() => {
    questions += 1;
    return questions > 1;
  });
  expect(mailbox.mails()).toEqual([]);
  const [letter] = await db().select().from(letters);
  expect(letter).toMatchObject({ state: 'queued', attempts: 0 });
});

describe('when the budget of the hour is used up', () => {
  test('letters wait, and what the house owes goes out', async () => {
    const [waiting, owed] = [await createAccount(newPassword()), await createAccount(newPassword())];
    const { address } = await createAccount(newPassword());
    await ask(address);
    await db().update(letters).set({ state: 'sent', settledAt: sql`now()` });
    const [sent] = await db().select().from(letters);
    if (!sent) throw new Error('One was written.');
    const { id: _, ...same } = sent;
    await db()
      .insert(letters)
      .values(Array.from({ length: 29 }, () => same));
    await ask(waiting.address);
    await ask(owed.address);
    await db().update(letters).set({ owed: true }).where(eq(letters.canonical, owed.canonical));
    await deliverDue();
    expect([await statesOf(waiting.address), await statesOf(owed.address)]).toEqual([['queued'], ['sent']]);
    expect(mailbox.mails().map(({ to }) => to)).toEqual([[owed.email]]);
  });
});
