import bcrypt from 'bcryptjs';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { accounts, events, sessions as rows } from '@/db/schema';
import type { Password } from './fields';
import type { Origin } from './origin';
import * as sessions from './sessions';
import { ageThrottles, createAccount, newAddress, newOrigin, newPassword, read } from './testing';
import { admit, digest } from './throttle';

type Account = Awaited<ReturnType<typeof createAccount>>;
const signIn = (account: Pick<Account, 'address'>, secret = newPassword(), origin = newOrigin()) =>
  sessions.signIn(account.address, secret, origin);
const fail = (times: number, account: Pick<Account, 'address'>, origin?: Origin) =>
  Promise.all(Array.from({ length: times }, () => signIn(account, newPassword(), origin)));

async function start(account: Account, secret: Password) {
  const signedIn = await signIn(account, secret);
  if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome);
  return signedIn.sessionId;
}

describe('signing in', () => {
  test('with address and password starts a session, and writes it down', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    const origin = newOrigin();
    const signedIn = await signIn(account, secret, origin);
    expect(signedIn).toMatchObject({ outcome: 'signed-in', accountId: account.id, owner: digest(account.canonical) });
    expect(await sessions.list(account.id)).toMatchObject([{ network: origin.network, device: origin.device }]);
    expect(await eventsOf(account)).toEqual(['session.started']);
  });

  test('is refused in one and the same way, whatever is wrong', async () => {
    const secret = newPassword();
    const [wrong, none, disabled, locked] = await Promise.all(
      [secret, null, secret, secret].map((one) => createAccount(one)),
    );
    if (!wrong || !none || !disabled || !locked) throw new Error('Four accounts were made.');
    await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, disabled.id));
    await db().update(accounts).set({ status: 'locked' }).where(eq(accounts.id, locked.id));
    const answers = await Promise.all([
      signIn({ address: newAddress() }, secret),
      signIn(wrong),
      signIn(none, secret),
      signIn(disabled, secret),
      signIn(locked, secret),
    ]);
    expect(answers).toEqual(answers.map(() => ({ outcome: 'refused' })));
    expect(await Promise.all([wrong, none, disabled, locked].map(eventsOf))).toEqual(
      [1, 2, 3, 4].map(() => ['session.refused']),
    );
  });

  test('gives a hash that was brought along today’s form', async () => {
    const secret = newPassword();
    const account = await createAccount(null);
    const imported = bcrypt.hashSync(secret, 4);
    await db().update(accounts).set({ passwordHash: imported }).where(eq(accounts.id, account.id));
    expect((await signIn(account)).outcome).toBe('refused');
    expect((await read(account))?.passwordHash).toBe(imported);
    await start(account, secret);
    expect((await read(account))?.passwordHash).toMatch(/^bcrypt-sha384:\$2b\$10\$/);
    expect((await signIn(account, secret)).outcome).toBe('signed-in');
  });

  test('takes no session that somebody else has planted: each has a new id', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    expect(await start(account, secret)).not.toBe(await start(account, secret));
  });
});

describe('failed sign-ins', () => {
  test('ten for an address: the right password gets the same answer too, and works again after 15 minutes', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    await fail(10, account);
    expect(await signIn(account, secret)).toEqual({ outcome: 'refused' });
    await ageThrottles(15);
    expect((await signIn(account, secret)).outcome).toBe('signed-in');
  });

  test('of an unknown address are counted and answered like those of a known one', async () => {
    const [known, unknown] = [await createAccount(newPassword()), { address: newAddress() }];
    expect(await fail(12, known)).toEqual(await fail(12, unknown));
  });

  test('are forgotten after a sign-in that worked', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    for (let round = 0; round < 2; round += 1) {
      await fail(9, account);
      expect((await signIn(account, secret)).outcome).toBe('signed-in');
    }
  });

  test('of strangers do not lock out the owner on a device that has signed in before', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    const known = { ...newOrigin(), knownDevice: { id: 'laptop', owner: digest(account.canonical) } };
    await fail(10, account);
    expect((await signIn(account, secret, known)).outcome).toBe('signed-in');
  });

  test('on a device that is known for somebody else count for the address', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    const other = { ...newOrigin(), knownDevice: { id: 'theirs', owner: digest(newAddress().canonical) } };
    await fail(10, account, other);
    expect((await signIn(account, secret)).outcome).toBe('refused');
  });

  test('fifty from one network: it has to wait, for whatever address', async () => {
    const secret = newPassword();
    const account = await createAccount(secret);
    const origin = newOrigin();
    for (let i = 0; i < 50; i += 1) await admit({ policy: 'sign-in/network', subject: origin.network });
    expect(await signIn(account, secret, origin)).toMatchObject({ outcome: 'limited' });
    expect((await signIn(account, secret)).outcome).toBe('signed-in');
  });
});

describe('a session', () => {
  const age = (sessionId: string, column: 'lastSeenAt' | 'createdAt', interval: string) =>
    db()
      .update(rows)
      .set({ [column]: sql`${rows[column]} - ${interval}::interval` })
      .where(eq(rows.id, sessionId));

  test.each([
    ['lastSeenAt', '13 days 23 hours', '1 hour'],
    ['createdAt', '29 days 23 hours', '1 hour'],
  ] as const)('ends when its %s is older than %s and %s', async (column, before, more) => {
    const secret = newPassword();
    const account = await createAccount(secret);
    const sessionId = await start(account, secret);
    await age(sessionId, column, before);
    expect(await sessions.list(account.id)).toHaveLength(1);
    await age(sessionId, column, more);
    expect(await sessions.find(sessionId)).toBeNull();
    expect(await sessions.list(account.id)).toEqual([]);
  });

  test('lives on with every visit', async () => {
    const secret = newPassword();
    const sessionId = await start(await createAccount(secret), secret);
    await age(sessionId, 'lastSeenAt', '13 days');
    expect(await sessions.find(sessionId)).not.toBeNull();
    await age(sessionId, 'lastSeenAt', '13 days');
    expect(await sessions.find(sessionId)).not.toBeNull();
  });

  test.each(['disabled', 'locked'] as const)('of an account that is %s counts for nothing', async (status) => {
    const secret = newPassword();
    const account = await createAccount(secret);
    const sessionId = await start(account, secret);
    await db().update(accounts).set({ status }).where(eq(accounts.id, account.id));
    expect(await sessions.find(sessionId)).toBeNull();
  });

  test('is ended by its owner, once, and by nobody else', async () => {
    const secret = newPassword();
    const [account, stranger] = [await createAccount(secret), await createAccount(secret)];
    const sessionId = await start(account, secret);
    expect(await sessions.end(stranger.id, sessionId, newOrigin())).toBe(false);
    expect(await sessions.find(sessionId)).toMatchObject({ accountId: account.id });
    expect(await sessions.end(account.id, sessionId, newOrigin())).toBe(true);
    expect(await sessions.end(account.id, sessionId, newOrigin())).toBe(false);
    expect(await sessions.find(sessionId)).toBeNull();
  });

  test('is kept when all others of its account are ended, and so are those of other accounts', async () => {
    const secret = newPassword();
    const [account, stranger] = [await createAccount(secret), await createAccount(secret)];
    const theirs = await start(stranger, secret);
    const [kept = '', ...others] = [
      await start(account, secret),
      await start(account, secret),
      await start(account, secret),
    ];
    expect(await sessions.endOthers(account.id, kept, newOrigin())).toBe(2);
    expect((await sessions.list(account.id)).map(({ id }) => id)).toEqual([kept]);
    expect(await Promise.all(others.map(sessions.find))).toEqual([null, null]);
    expect(await sessions.find(theirs)).not.toBeNull();
  });
});

async function eventsOf({ id }: { id: string }): Promise<string[]> {
  const found = await db().select().from(events).where(eq(events.accountId, id)).orderBy(events.id);
  return found.map(({ name }) => name);
}
