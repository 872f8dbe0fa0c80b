import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transact } from '@/db';
import { auditEvents, outboxEmails, registrations, users } from '@/db/schema';
import * as authenticators from '@/lib/factors/authenticators';
import * as recoveryCodes from '@/lib/factors/recovery-codes';
import { address } from '@/lib/fields';
import * as resetRequests from '@/lib/recovery/reset-requests';
import * as recovery from '@/lib/recovery/resets';
import { createUser, issueLink, mailLink, newAddress, newPassword, newRequester, read, take } from '@/lib/testing';
import * as sessions from './sessions';
import * as support from './support';

const signIn = async (user: Awaited<ReturnType<typeof createUser>>, secret: ReturnType<typeof newPassword>) => {
  const signedIn = await sessions.signIn(user.address, secret, newRequester());
  return signedIn.outcome === 'signed-in' ? signedIn.sessionId : null;
};
const namesOf = async (user: { address: Parameters<typeof support.find>[0] }) =>
  (await support.find(user.address))?.auditEvents.map(({ name, network }) => `${name} by ${network}`) ?? [];

test('an account is found by its address in any case, with its sessions and events, and without its hash', async () => {
  const secret = newPassword();
  const user = await createUser(secret);
  await signIn(user, secret);
  const details = await support.find(address.parse(` ${user.email.toUpperCase()} `));
  expect(details).toMatchObject({ user: { id: user.id, status: 'active', password: 'set' }, sessions: [{}] });
  expect(details?.auditEvents[0]).toMatchObject({ name: 'session.started' });
  expect(JSON.stringify(details)).not.toMatch(/\$2|passwordHash/);
  expect(await support.find(newAddress())).toBeNull();
});

test('a reset link goes through the outbox to the mailbox of the account, and the operator does not see it', async () => {
  const user = await createUser();
  const sent = await support.sendReset(user.address);
  expect(sent).toEqual({ outcome: 'queued', outboxEmail: expect.any(String), to: user.email });
  const { link, id } = await issueLink(await take(''));
  expect(JSON.stringify(sent)).not.toContain(link);
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toMatchObject({ outcome: 'completed' });
  expect((await support.find(user.address))?.auditCounts).toMatchObject([
    { name: 'reset.requested', count: 1, network: 'operator' },
  ]);
  expect(await support.sendReset(newAddress())).toEqual({ outcome: 'no-account' });
});

test('an operator sees what is enrolled as counts, never a secret or a code, and opens a waiting period once', async () => {
  const user = await createUser(newPassword());
  expect(await support.startWait(user.address)).toEqual({ outcome: 'needless' });
  const [secret, codes] = [authenticators.createSecret(), recoveryCodes.createCodes()];
  await transact(async (tx) => {
    await authenticators.add(tx, user.id, secret, 0);
    await recoveryCodes.replaceAll(tx, user.id, codes);
  });
  const started = await support.startWait(user.address);
  expect(started).toEqual({ outcome: 'started', endsAt: expect.any(Date) });
  expect(await support.startWait(user.address)).toEqual({ outcome: 'already' });
  const details = await support.find(user.address);
  expect(details?.ways).toMatchObject({
    authenticator: true,
    passkeys: 0,
    codesLeft: 10,
    backupAddresses: 0,
    wait: { isOver: false },
  });
  for (const hidden of [secret, ...codes]) expect(JSON.stringify(details)).not.toContain(hidden);
  expect(await namesOf(user)).toContain('wait.started by operator');
  expect(await support.startWait(newAddress())).toEqual({ outcome: 'no-account' });
});

test('sign-out ends every session and keeps the password', async () => {
  const secret = newPassword();
  const user = await createUser(secret);
  const ids = [await signIn(user, secret), await signIn(user, secret)];
  expect(await support.signOut(user.address)).toEqual({ outcome: 'ended', sessions: 2 });
  for (const id of ids) expect(await sessions.find(id ?? '')).toBeNull();
  expect(await signIn(user, secret)).not.toBeNull();
  expect(await namesOf(user)).toContain('session.ended by operator');
});

describe('a disabled account', () => {
  test('has no session and no working link, cannot sign in, and gets no new link', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const session = await signIn(user, secret);
    const { link, id } = await mailLink(user.address);
    expect(await support.disable(user.address)).toEqual({ outcome: 'disabled', sessions: 1 });
    expect(await support.disable(user.address)).toEqual({ outcome: 'already' });
    expect(await sessions.find(session ?? '')).toBeNull();
    expect(await signIn(user, secret)).toBeNull();
    expect(await recovery.complete(link, id, newPassword(), newRequester())).toEqual({ outcome: 'dead' });
    expect(await support.sendReset(user.address)).toEqual({ outcome: 'disabled' });
    expect(await namesOf(user)).toContain('account.disabled by operator');
  });

  test('that is enabled has its password again, and none of its old links', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const { link, id } = await mailLink(user.address);
    await support.disable(user.address);
    expect(await support.enable(user.address)).toEqual({ outcome: 'enabled', hasPassword: true, isLocked: false });
    expect(await support.enable(user.address)).toEqual({ outcome: 'already' });
    expect(await recovery.complete(link, id, newPassword(), newRequester())).toEqual({ outcome: 'dead' });
    expect(await signIn(user, secret)).not.toBeNull();
    expect(await namesOf(user)).toContain('account.enabled by operator');
  });

  test('that its owner had locked is locked again after enabling, and accepts only a reset link', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    await db().update(users).set({ status: 'locked' }).where(eq(users.id, user.id));
    expect(await support.enable(user.address)).toEqual({ outcome: 'locked' });
    await support.disable(user.address);
    expect(await support.enable(user.address)).toEqual({ outcome: 'enabled', hasPassword: false, isLocked: true });
    expect(await signIn(user, secret)).toBeNull();
    expect(await support.enable(user.address)).toEqual({ outcome: 'locked' });
    const { link, id } = await mailLink(user.address);
    const [next, here] = [newPassword(), newRequester()];
    expect(await recovery.complete(link, id, next, here)).toMatchObject({ outcome: 'completed' });
    expect(await signIn(user, next)).not.toBeNull();
  });

  test('without a password is active again after enabling, unless nothing tells whether it was locked', async () => {
    const user = await createUser(newPassword());
    await db().update(users).set({ passwordHash: null }).where(eq(users.id, user.id));
    const enabled = { outcome: 'enabled', hasPassword: false };
    await support.disable(user.address);
    expect(await support.enable(user.address)).toEqual({ ...enabled, isLocked: false });
    await support.disable(user.address);
    await db().delete(auditEvents).where(eq(auditEvents.userId, user.id));
    expect(await support.enable(user.address)).toEqual({ ...enabled, isLocked: true });
  });

  test('gets no session from a sign-in in progress', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    await Promise.all([support.disable(user.address), signIn(user, secret), signIn(user, secret)]);
    expect(await read(user)).toMatchObject({ status: 'disabled' });
    expect(await sessions.list(user.id)).toEqual([]);
  });
});

test('a registration counts until it is confirmed, or can no longer be', async () => {
  const { address } = await createUser(newPassword());
  const count = async () => (await support.listTraces(address)).registrations;
  const [past, future] = [sql`now() - interval '1 minute'`, sql`now() + interval '1 minute'`];
  const values = { name: '', email: address.typed, canonical: address.canonical, passwordHash: '' };
  await db()
    .insert(registrations)
    .values([
      { ...values, expiresAt: future, confirmedAt: past },
      { ...values, expiresAt: past },
    ]);
  expect(await count()).toBe(0);
  await db()
    .insert(registrations)
    .values({ ...values, expiresAt: future });
  expect(await count()).toBe(1);
});

test('an address without an account shows the emails that went to it', async () => {
  const to = newAddress();
  await resetRequests.requestReset(to, 'request', newRequester());
  expect(await support.listTraces(to)).toMatchObject({
    outboxEmails: [{ kind: 'reset', state: 'queued' }],
    registrations: 0,
  });
  await db().delete(outboxEmails);
});
