import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { accounts, letters } from '@/db/schema';
import { address } from '../fields';
import * as recovery from '../recovery';
import * as sessions from '../sessions';
import { createAccount, issueLink, mailLink, newAddress, newOrigin, newPassword, read, take } from '../testing';
import * as support from './support';

const signIn = async (account: Awaited<ReturnType<typeof createAccount>>, secret: ReturnType<typeof newPassword>) => {
  const signedIn = await sessions.signIn(account.address, secret, newOrigin());
  return signedIn.outcome === 'signed-in' ? signedIn.sessionId : null;
};
const namesOf = async (account: { address: Parameters<typeof support.find>[0] }) =>
  (await support.find(account.address))?.events.map(({ name, network }) => `${name} by ${network}`) ?? [];

test('an account is found as the forms find it, with its sessions and events, and without its hash', async () => {
  const secret = newPassword();
  const account = await createAccount(secret);
  await signIn(account, secret);
  const sight = await support.find(address.parse(` ${account.email.toUpperCase()} `));
  expect(sight).toMatchObject({ account: { id: account.id, status: 'active', password: 'set' }, sessions: [{}] });
  expect(sight?.events[0]).toMatchObject({ name: 'session.started' });
  expect(JSON.stringify(sight)).not.toMatch(/\$2|passwordHash/);
  expect(await support.find(newAddress())).toBeNull();
});

test('a reset goes through the outbox to the mailbox of the account, and the operator sees no link', async () => {
  const account = await createAccount();
  const sent = await support.sendReset(account.address);
  expect(sent).toEqual({ outcome: 'queued', letter: expect.any(String), to: account.email });
  const { link, id } = await issueLink(await take(''));
  expect(JSON.stringify(sent)).not.toContain(link);
  expect(await recovery.complete(link, id, newPassword(), newOrigin())).toMatchObject({ outcome: 'completed' });
  expect(await namesOf(account)).toEqual(expect.arrayContaining(['reset.requested by operator']));
  expect(await support.sendReset(newAddress())).toEqual({ outcome: 'no-account' });
});

test('sign-out ends every session and leaves the password', async () => {
  const secret = newPassword();
  const account = await createAccount(secret);
  const ids = [await signIn(account, secret), await signIn(account, secret)];
  expect(await support.signOut(account.address)).toEqual({ outcome: 'ended', sessions: 2 });
  for (const id of ids) expect(await sessions.find(id ?? '')).toBeNull();
  expect(await signIn(account, secret)).not.toBeNull();
  expect(await namesOf(account)).toContain('session.ended by operator');
});

describe('a disabled account', () => {
  test('has no session, no living link and no way in, and gets none by asking', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    const session = await signIn(account, secret);
    const { link, id } = await mailLink(account.address);
    expect(await support.disable(account.address)).toEqual({ outcome: 'disabled', sessions: 1 });
    expect(await support.disable(account.address)).toEqual({ outcome: 'already' });
    expect(await sessions.find(session ?? '')).toBeNull();
    expect(await signIn(account, secret)).toBeNull();
    expect(await recovery.complete(link, id, newPassword(), newOrigin())).toEqual({ outcome: 'dead' });
    expect(await support.sendReset(account.address)).toEqual({ outcome: 'disabled' });
    expect(await namesOf(account)).toContain('account.disabled by operator');
  });

  test('that is enabled has its password again, and none of its old links', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    const { link, id } = await mailLink(account.address);
    await support.disable(account.address);
    expect(await support.enable(account.address)).toEqual({ outcome: 'enabled', hasPassword: true });
    expect(await support.enable(account.address)).toEqual({ outcome: 'already' });
    expect(await recovery.complete(link, id, newPassword(), newOrigin())).toEqual({ outcome: 'dead' });
    expect(await signIn(account, secret)).not.toBeNull();
    expect(await namesOf(account)).toContain('account.enabled by operator');
  });

  test('that its owner had locked opens for the link alone, not for the password that was disowned', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    await db().update(accounts).set({ status: 'locked' }).where(eq(accounts.id, account.id));
    expect(await support.enable(account.address)).toEqual({ outcome: 'locked' });
    await support.disable(account.address);
    expect(await support.enable(account.address)).toEqual({ outcome: 'enabled', hasPassword: false });
    expect(await signIn(account, secret)).toBeNull();
  });

  test('loses a race against nobody: a sign-in under way ends in no session', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    await Promise.all([support.disable(account.address), signIn(account, secret), signIn(account, secret)]);
    expect(await read(account)).toMatchObject({ status: 'disabled' });
    expect(await sessions.list(account.id)).toEqual([]);
  });
});

test('an address without an account shows the letters that went to it', async () => {
  const to = newAddress();
  await recovery.requestReset(to, 'ask', newOrigin());
  expect(await support.listTraces(to)).toMatchObject({
    letters: [{ kind: 'reset', state: 'queued' }],
    registrations: 0,
  });
  await db().delete(letters);
});
