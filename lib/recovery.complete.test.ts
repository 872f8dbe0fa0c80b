import { eq, sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { accounts, events, letters, registrations, resets } from '@/db/schema';
import { password, personName } from './fields';
import { hashing } from './password/threads';
import * as recovery from './recovery';
import * as registering from './registrations';
import * as sessions from './sessions';
import { ageThrottles, createAccount, mailLink, newOrigin, newPassword, read } from './testing';
import * as token from './token';

const stateOf = async (link: string) => (await recovery.find(link, newOrigin())).state;
const complete = ({ link, id }: { link: string; id: string }, secret = newPassword()) =>
  recovery.complete(link, id, secret, newOrigin());
const signIn = (account: Awaited<ReturnType<typeof createAccount>>, secret = newPassword()) =>
  sessions.signIn(account.address, secret, newOrigin());

describe('a good password', () => {
  test('is set by the link: it signs in, and the old one no longer does', async () => {
    const [old, fresh] = [newPassword(), newPassword()];
    const account = await createAccount(old);
    const done = await complete(await mailLink(account.address), fresh);
    expect(done).toEqual({ outcome: 'completed', email: account.email, sessionsEnded: 0 });
    expect((await signIn(account, old)).outcome).toBe('refused');
    expect((await signIn(account, fresh)).outcome).toBe('signed-in');
  });

  test('ends every session of the account, and none of anybody else', async () => {
    const secret = newPassword();
    const [account, stranger] = [await createAccount(secret), await createAccount(secret)];
    for (const owner of [account, account, account, stranger]) await signIn(owner, secret);
    expect(await complete(await mailLink(account.address))).toMatchObject({ sessionsEnded: 3 });
    expect(await sessions.list(account.id)).toEqual([]);
    expect(await sessions.list(stranger.id)).toHaveLength(1);
  });

  test('queues one notice to the owner, and writes one event', async () => {
    const account = await createAccount(newPassword());
    await complete(await mailLink(account.address));
    const notices = (await lettersTo(account.canonical)).filter(({ kind }) => kind === 'password-changed');
    expect(notices).toMatchObject([
      { state: 'queued', email: account.email, detail: { by: 'reset', sessionsEnded: 0 } },
    ]);
    expect(await eventsOf(account.id)).toEqual(['reset.requested', 'reset.completed']);
  });

  test('removes what strangers have registered for the address', async () => {
    const account = await createAccount(newPassword());
    const who = { name: personName.parse('Eve'), address: account.address, password: newPassword() };
    await registering.request(who, 'ask', newOrigin());
    const pending = () => db().select().from(registrations).where(eq(registrations.canonical, account.canonical));
    expect(await pending()).toHaveLength(1);
    await complete(await mailLink(account.address));
    expect(await pending()).toEqual([]);
  });

  test('is given to an account that never had one', async () => {
    const account = await createAccount(null);
    const fresh = newPassword();
    expect(await complete(await mailLink(account.address), fresh)).toMatchObject({ outcome: 'completed' });
    expect((await signIn(account, fresh)).outcome).toBe('signed-in');
  });

  test('unlocks an account that is locked', async () => {
    const account = await createAccount(newPassword());
    const mailed = await mailLink(account.address);
    await db().update(accounts).set({ status: 'locked' }).where(eq(accounts.id, account.id));
    const fresh = newPassword();
    expect(await complete(mailed, fresh)).toMatchObject({ outcome: 'completed' });
    expect((await signIn(account, fresh)).outcome).toBe('signed-in');
  });

  test('clears the failed sign-ins of the address', async () => {
    const [old, fresh] = [newPassword(), newPassword()];
    const account = await createAccount(old);
    await Promise.all(Array.from({ length: 10 }, () => signIn(account)));
    expect((await signIn(account, old)).outcome).toBe('refused');
    await complete(await mailLink(account.address), fresh);
    expect((await signIn(account, fresh)).outcome).toBe('signed-in');
  });

  test('clears the failed sign-ins of the device that it was set on', async () => {
    const [old, fresh] = [newPassword(), newPassword()];
    const account = await createAccount(old);
    const first = await signIn(account, old);
    if (first.outcome !== 'signed-in') throw new Error(first.outcome);
    const origin = { ...newOrigin(), knownDevice: { id: 'laptop', owner: first.owner } };
    const tries = Array.from({ length: 10 }, () => sessions.signIn(account.address, newPassword(), origin));
    await Promise.all(tries);
    const { link, id } = await mailLink(account.address);
    await recovery.complete(link, id, fresh, origin);
    expect((await sessions.signIn(account.address, fresh, origin)).outcome).toBe('signed-in');
  });
});

test('the present password may be set again: its owner is back in', async () => {
  const present = newPassword();
  const account = await createAccount(present);
  await signIn(account, present);
  expect(await complete(await mailLink(account.address), present)).toMatchObject({
    outcome: 'completed',
    sessionsEnded: 1,
  });
  expect((await signIn(account, present)).outcome).toBe('signed-in');
});

test('a new password costs one hash, and one that is refused at sight none', async () => {
  const account = await createAccount(newPassword());
  const mailed = await mailLink(account.address);
  const run = vi.spyOn(hashing, 'run');
  await complete(mailed, password.parse('too short'));
  expect(run).not.toHaveBeenCalled();
  expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
  expect(run).toHaveBeenCalledTimes(1);
  run.mockRestore();
});

describe('a refused password leaves the link alive', () => {
  const present = newPassword();
  const cases: [string, string][] = [
    ['tooShort', 'only 14 signs.'],
    ['tooLong', 'tell me more '.repeat(20)],
    ['characters', 'a zero in the\0middle'],
    ['containsSite', 'my returnkey is lost'],
    ['containsName', 'countess lovelace 1815'],
    ['weak', 'aaaaaaaaaaaaaaaaaaaa'],
  ];
  test.each(cases)('%s', async (problem, text) => {
    const account = await createAccount(present);
    const mailed = await mailLink(account.address);
    expect(await complete(mailed, password.parse(text))).toEqual({ outcome: 'refused', problem });
    expect((await read(account))?.passwordHash).toBe(account.passwordHash);
    expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
  });

  test('containsEmail', async () => {
    const account = await createAccount(present);
    const mailed = await mailLink(account.address);
    const own = password.parse(`it is ${account.email}`);
    expect(await complete(mailed, own)).toEqual({ outcome: 'refused', problem: 'containsEmail' });
    expect(await stateOf(mailed.link)).toBe('open');
  });

  test('too many of them: the link has to wait and is alive afterwards', async () => {
    const account = await createAccount(newPassword());
    const mailed = await mailLink(account.address);
    for (let i = 0; i < 10; i += 1) await complete(mailed, password.parse('short'));
    expect(await complete(mailed)).toMatchObject({ outcome: 'limited' });
    expect(await stateOf(mailed.link)).toBe('open');
    await ageThrottles(15);
    expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
  });
});

describe('what the link is not for', () => {
  test('a form that was opened with another link changes nothing', async () => {
    const account = await createAccount(newPassword());
    const { link, id } = await mailLink(account.address);
    const other = await mailLink((await createAccount(newPassword())).address);
    expect(await complete({ link, id: other.id })).toEqual({ outcome: 'other-link' });
    expect(await complete({ link, id })).toMatchObject({ outcome: 'completed' });
  });

  test('a signed token that names the reset of one account and the id of another opens nothing', async () => {
    const [account, victim] = [await createAccount(newPassword()), await createAccount(newPassword())];
    const { id } = await mailLink(victim.address);
    const forged = await token.issue('reset', { subject: account.id, id }, 1800);
    expect(await stateOf(forged)).toBe('invalid');
    expect(await complete({ link: forged, id })).toEqual({ outcome: 'dead' });
  });
});

test('opening a link, however often, spends nothing and is noted once', async () => {
  const account = await createAccount(newPassword());
  const mailed = await mailLink(account.address);
  const looks = await Promise.all(Array.from({ length: 20 }, () => recovery.find(mailed.link, newOrigin())));
  expect(new Set(looks.map(({ state }) => state))).toEqual(new Set(['open']));
  expect((await eventsOf(account.id)).filter((name) => name === 'reset.opened')).toHaveLength(1);
  expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
});

test('the row decides how long a link lives, not the times in its token', async () => {
  const account = await createAccount(newPassword());
  const { id } = await mailLink(account.address);
  const claims = { subject: account.id, id };
  const old = await token.issue('reset', claims, 1800, { issuedAt: new Date(Date.now() - 7_200_000) });
  const young = await token.issue('reset', claims, 1_000_000);
  expect(await stateOf(old)).toBe('open');
  await db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.id, id));
  expect(await stateOf(young)).toBe('expired');
});

const lettersTo = (canonical: string) => db().select().from(letters).where(eq(letters.canonical, canonical));

async function eventsOf(accountId: string): Promise<string[]> {
  const rows = await db().select().from(events).where(eq(events.accountId, accountId)).orderBy(events.id);
  return rows.map(({ name }) => name);
}
