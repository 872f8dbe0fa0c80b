import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { authenticators, backupAddresses, outboxEmails, resets } from '@/db/schema';
import * as codes from '@/lib/codes';
import { type Address, mask } from '@/lib/fields';
import { digest } from '@/lib/rate-limits';
import {
  createUser,
  issueLink,
  mailLink,
  newAddress,
  newPassword,
  newRequester,
  onKnownDevice,
  read,
  requestReset,
  take,
  watch,
} from '@/lib/testing';
import * as addresses from '@/lib/users/address-changes';
import * as backups from '@/lib/users/backup-addresses';
import * as sessions from '@/lib/users/sessions';
import { checkCode } from './code-attempts';
import * as declines from './declines';
import * as resetLinks from './reset-links';
import * as resetRequests from './reset-requests';
import * as recovery from './resets';

/** A user with a backup address that was confirmed so long ago; null for one that is not confirmed. */
async function createOwner(age: string | null = '8 days') {
  const secret = newPassword();
  const user = await createUser(secret);
  const backup = newAddress();
  const confirmedAt = age === null ? null : sql.raw(`now() - interval '${age}'`);
  const values = { userId: user.id, email: backup.typed, canonical: backup.canonical, credentialVersion: 1 };
  await db()
    .insert(backupAddresses)
    .values({ ...values, expiresAt: sql`now() + interval '1 hour'`, confirmedAt });
  return { user, secret, backup };
}

const issue = async (to: Address) => resetLinks.issue(await requestReset(to));
const complete = async ({ link, id }: { link: string; id: string }, password = newPassword()) =>
  recovery.complete(link, id, password, newRequester());
const open = (link: string) => recovery.open(link, newRequester());
const noticesTo = (canonical: string) =>
  db()
    .select()
    .from(outboxEmails)
    .where(and(eq(outboxEmails.canonical, canonical), sql`kind <> 'reset'`));

describe('a reset requested with the backup address', () => {
  test('goes to that mailbox alone, and the one with the main address to the main one', async () => {
    const { user, backup } = await createOwner();
    expect(await issue(backup)).toMatchObject({ to: backup.typed, userId: user.id, backupOf: mask(user.email) });
    expect(await issue(user.address)).toMatchObject({ to: user.email, userId: user.id, backupOf: undefined });
  });

  test('that is tried again goes to the same mailbox with the same link', async () => {
    const { backup } = await createOwner();
    const outboxEmail = await requestReset(backup);
    const first = await resetLinks.issue(outboxEmail);
    const [row] = await db().select().from(outboxEmails).where(eq(outboxEmails.id, outboxEmail.id));
    expect(await resetLinks.issue({ ...outboxEmail, reference: row?.reference ?? null })).toEqual(first);
  });

  test('sets the password of the account, makes its browser known for it, and is told to both mailboxes', async () => {
    const { user, backup, secret } = await createOwner();
    const next = newPassword();
    const done = await complete(await mailLink(backup), next);
    expect(done).toMatchObject({
      outcome: 'completed',
      email: user.email,
      device: { owner: digest(user.canonical) },
    });
    const kinds = async (canonical: string) => (await noticesTo(canonical)).map(({ kind }) => kind);
    expect(await kinds(user.canonical)).toEqual(['password-changed']);
    expect(await kinds(backup.canonical)).toEqual(['password-changed']);
    expect((await sessions.signIn(user.address, next, newRequester())).outcome).toBe('signed-in');
    expect((await sessions.signIn(user.address, secret, newRequester())).outcome).toBe('refused');
    expect((await sessions.signIn(backup, next, newRequester())).outcome).toBe('refused');
  });

  test('shows the main address masked, whatever becomes of the link', async () => {
    const { user, backup } = await createOwner();
    const named = { email: mask(user.email), isMasked: true };
    expect(named.email).not.toBe(user.email);
    const { link, id } = await mailLink(backup);
    expect(await open(link)).toMatchObject({ state: 'open', ...named });
    const other = await mailLink(user.address);
    expect(await open(other.link)).toMatchObject({ state: 'open', email: user.email, isMasked: false });
    await complete({ link, id });
    expect(await open(link)).toEqual({ state: 'used', ...named });
    expect(await open(other.link)).toMatchObject({ state: 'replaced', email: user.email });
  });

  test('asks for the second factor too', async () => {
    const { user, backup } = await createOwner();
    await db().insert(authenticators).values({ userId: user.id, secret: '', keyId: '', lastStep: 0 });
    const mailed = await mailLink(backup);
    const before = await read(user);
    expect(await complete(mailed)).toEqual({ outcome: 'factor-needed' });
    expect(await read(user)).toEqual(before);
    expect(await open(mailed.link)).toMatchObject({ state: 'open', needsFactor: true });
  });

  test('is declined by the address that its email went to, and by no other', async () => {
    const { user, backup } = await createOwner();
    const issued = await issue(backup);
    const deny = issued.outcome === 'issued' ? (issued.declineUrl.split('/').at(-1) ?? '') : '';
    const decline = (address: Address) => declines.decline(deny, address, newRequester());
    expect(await decline(user.address)).toEqual({ outcome: 'refused' });
    expect(await decline(backup)).toEqual({ outcome: 'declined' });
  });

  test('has a code that works in the browser that requested it', async () => {
    const { user, backup } = await createOwner();
    const outboxEmail = await requestReset(backup);
    const { id } = await issueLink(outboxEmail);
    const [row] = await db().select().from(resets).where(eq(resets.id, id));
    if (!row) throw new Error('There is no reset.');
    const request = { id: outboxEmail.requestId, canonical: backup.canonical };
    const checked = await checkCode(request, codes.code.parse(codes.derive(row)), newRequester());
    expect(checked.outcome === 'right' && (await open(checked.link))).toMatchObject({ state: 'open', userId: user.id });
  });
});

describe('a backup address recovers nothing', () => {
  test.each([
    ['in the first seven days', '6.99 days'],
    ['before it is confirmed', null],
  ])('%s', async (_, age) => {
    const { backup } = await createOwner(age);
    expect(await issue(backup)).toMatchObject({ outcome: 'issued', to: null, userId: null });
    expect(await db().$count(resets, eq(resets.email, backup.typed))).toBe(0);
  });

  test('after it was removed, nor does a link that went to it', async () => {
    const { user, secret, backup } = await createOwner('7.01 days');
    const mailed = await mailLink(backup);
    const meanwhile = await mailLink(user.address);
    expect(await backups.remove(user.id, secret, newRequester())).toEqual({ outcome: 'removed' });
    expect(await issue(backup)).toMatchObject({ to: null });
    expect(await complete(mailed)).toEqual({ outcome: 'dead' });
    expect(await open(mailed.link)).toMatchObject({ state: 'removed' });
    expect(await open(meanwhile.link)).toMatchObject({ state: 'open' });
    expect((await noticesTo(backup.canonical)).map(({ detail }) => detail)).toEqual([
      { backupAddress: 'removed', address: backup.typed },
    ]);
  });

  test('of an account that is disabled or deleted', async () => {
    for (const status of ['disabled', 'deleted']) {
      const { user, backup } = await createOwner();
      const mailed = await mailLink(backup);
      await db().execute(sql`update users set status = ${status} where id = ${user.id}`);
      expect(await issue(backup)).toMatchObject({ to: null });
      expect(await open(mailed.link)).toEqual({ state: 'invalid' });
    }
  });
});

describe('requesting and issuing a reset', () => {
  test('run the same statements for a main address, a backup address and any other', async () => {
    const { user, backup } = await createOwner();
    const all = [user.address, backup, newAddress()];
    const requested: string[][] = [];
    const issued: string[][] = [];
    for (const address of all) {
      const id = randomUUID();
      requested.push(await watch(() => resetRequests.requestReset(address, id, newRequester())));
      const outboxEmail = await take(id);
      issued.push(await watch(() => resetLinks.issue(outboxEmail)));
    }
    expect(new Set(requested.map(String)).size).toBe(1);
    expect(new Set(issued.map(String)).size).toBe(1);
    expect([requested[0]?.length, issued[0]?.length]).toEqual([1, 1]);
  });

  test('for a backup address in a browser that is known for the account counts for the backup address', async () => {
    const { user, backup } = await createOwner();
    for (let i = 0; i < 4; i += 1) await resetRequests.requestReset(backup, randomUUID(), onKnownDevice(user));
    expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, backup.canonical))).toBe(3);
    await resetRequests.requestReset(user.address, randomUUID(), newRequester());
    expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, user.canonical))).toBe(1);
  });
});

test('after a reset by the backup address it can become the main one; the old mailbox is told, and no backup is left', async () => {
  const { user, backup } = await createOwner();
  const next = newPassword();
  await complete(await mailLink(backup), next);
  const requestId = randomUUID();
  await addresses.requestChange(user.id, backup, next, requestId, newRequester());
  const change = await addresses.issue(await take(requestId));
  if (change.outcome !== 'free') throw new Error(change.outcome);
  const link = change.url.split('/').at(-1) ?? '';
  expect(await addresses.confirmChange(link, { signedIn: user.id }, newRequester())).toMatchObject({
    outcome: 'changed',
  });
  expect(await read(user)).toMatchObject({ canonical: backup.canonical });
  expect(await backups.findOf(user.id)).toBeNull();
  const told = await noticesTo(user.canonical);
  expect(told.map(({ kind }) => kind)).toEqual(['password-changed', 'address-changed']);
  expect(await issue(backup)).toMatchObject({ to: backup.typed, backupOf: undefined });
});
