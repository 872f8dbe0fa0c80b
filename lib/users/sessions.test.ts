import bcrypt from 'bcryptjs';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { db, transact } from '@/db';
import { sessions as rows, users } from '@/db/schema';
import type { Password } from '@/lib/fields';
import { hashing } from '@/lib/passwords/threads';
import { type Attempt, countAttempts, digest } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import {
  ageRateLimits,
  createUser,
  eventsOf,
  newAddress,
  newPassword,
  newRequester,
  onKnownDevice,
  read,
} from '@/lib/testing';
import { changePassword } from './account';
import * as credentials from './credentials';
import * as deletion from './deletion';
import { findStart } from './known-devices';
import * as sessions from './sessions';

type User = Awaited<ReturnType<typeof createUser>>;
const signIn = (user: Pick<User, 'address'>, secret = newPassword(), requester = newRequester()) =>
  sessions.signIn(user.address, secret, requester);
const fail = (times: number, user: Pick<User, 'address'>, requester?: Requester) =>
  Promise.all(Array.from({ length: times }, () => signIn(user, newPassword(), requester)));

/** Uses up some of a limit, without comparing passwords. */
const use = async (attempt: Attempt, times: number) => {
  for (let i = 0; i < times; i += 1) await countAttempts(attempt);
};
const countOn = (user: User, requester: Requester) => {
  const [device, all] = sessions.deviceAttempts(user, requester);
  return device && all && countAttempts(device, all);
};

async function start(user: User, secret: Password) {
  const signedIn = await signIn(user, secret);
  if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome);
  return signedIn.sessionId;
}

describe('signing in', () => {
  test('with address and password starts a session and records it', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const requester = newRequester();
    const signedIn = await signIn(user, secret, requester);
    expect(signedIn).toMatchObject({ outcome: 'signed-in', userId: user.id, owner: digest(user.canonical) });
    expect(await sessions.list(user.id)).toMatchObject([{ network: requester.network, device: requester.device }]);
    expect(await eventsOf(user)).toEqual(['session.started']);
  });

  test('is refused with the same outcome, whatever is wrong', async () => {
    const secret = newPassword();
    const [wrong, none, disabled, locked] = await Promise.all(
      [secret, null, secret, secret].map((password) => createUser(password)),
    );
    if (!wrong || !none || !disabled || !locked) throw new Error('Four users were not created.');
    await db().update(users).set({ status: 'disabled' }).where(eq(users.id, disabled.id));
    await db().update(users).set({ status: 'locked' }).where(eq(users.id, locked.id));
    const outcomes = await Promise.all([
      signIn({ address: newAddress() }, secret),
      signIn(wrong),
      signIn(none, secret),
      signIn(disabled, secret),
      signIn(locked, secret),
    ]);
    expect(outcomes).toEqual(outcomes.map(() => ({ outcome: 'refused' })));
    expect(await Promise.all([wrong, none, disabled, locked].map(eventsOf))).toEqual(
      [1, 2, 3, 4].map(() => ['session.refused']),
    );
  });

  test('upgrades an imported hash', async () => {
    const secret = newPassword();
    const user = await createUser(null);
    const imported = bcrypt.hashSync(secret, 4);
    await db().update(users).set({ passwordHash: imported }).where(eq(users.id, user.id));
    expect((await signIn(user)).outcome).toBe('refused');
    expect((await read(user))?.passwordHash).toBe(imported);
    await start(user, secret);
    expect((await read(user))?.passwordHash).toMatch(/^bcrypt-sha384:\$2b\$10\$/);
    expect((await signIn(user, secret)).outcome).toBe('signed-in');
  });

  test('ends the session that this browser had, also that of another account', async () => {
    const secret = newPassword();
    const [user, other] = [await createUser(secret), await createUser(secret)];
    const kept = await start(user, secret);
    for (const before of [await start(user, secret), await start(other, secret)]) {
      const here = { ...newRequester(), sessionId: before };
      expect((await signIn(user, newPassword(), here)).outcome).toBe('refused');
      expect(await sessions.find(before)).not.toBeNull();
      expect((await signIn(user, secret, here)).outcome).toBe('signed-in');
      expect(await sessions.find(before)).toBeNull();
    }
    expect(await sessions.find(kept)).not.toBeNull();
    expect(await eventsOf(other)).toEqual(['session.started', 'session.ended']);
  });

  test('starts a new session with a new id every time', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    expect(await start(user, secret)).not.toBe(await start(user, secret));
  });
});

describe('failed sign-ins', () => {
  test('ten for an address: even the right password is refused, until 15 minutes later', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    await fail(10, user);
    expect(await signIn(user, secret)).toEqual({ outcome: 'refused' });
    await ageRateLimits(15);
    expect((await signIn(user, secret)).outcome).toBe('signed-in');
  });

  test('for an unknown address have the same outcomes as for a known one', async () => {
    const [known, unknown] = [await createUser(newPassword()), { address: newAddress() }];
    expect(await fail(12, known)).toEqual(await fail(12, unknown));
  });

  test('stay counted after a successful sign-in, which takes back only itself', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    await use({ policy: 'sign-in/address', subject: user.canonical }, 9);
    for (let i = 0; i < 3; i += 1) expect((await signIn(user, secret)).outcome).toBe('signed-in');
    await fail(1, user);
    expect((await signIn(user, secret)).outcome).toBe('refused');
  });

  test('are not the right ones: any number of people behind one router sign in', async () => {
    const secret = newPassword();
    const [user, requester] = [await createUser(secret), newRequester()];
    await use({ policy: 'sign-in/network', subject: requester.network }, 49);
    for (let i = 0; i < 3; i += 1) expect((await signIn(user, secret, requester)).outcome).toBe('signed-in');
    await fail(1, user, requester);
    expect(await signIn(user, secret, requester)).toMatchObject({ outcome: 'limited' });
  });

  test('are not counted with successful ones, of which an account has sixty in 15 minutes', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    await use({ policy: 'sign-in/user', subject: user.id }, 60);
    expect(await signIn(user, secret)).toMatchObject({ outcome: 'limited' });
    expect((await signIn(user)).outcome).toBe('refused');
    expect(await sessions.list(user.id)).toEqual([]);
  });

  test('by strangers do not lock out the owner on a device that has signed in before', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const known = onKnownDevice(user);
    await use({ policy: 'sign-in/address', subject: user.canonical }, 10);
    expect((await signIn(user, secret, known)).outcome).toBe('signed-in');
  });

  test('on a device known for another address count for the address', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const other = onKnownDevice(newAddress());
    await use({ policy: 'sign-in/address', subject: user.canonical }, 9);
    await fail(1, user, other);
    expect((await signIn(user, secret)).outcome).toBe('refused');
  });

  test('are ten for a known device, and thirty for all of an owner together', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const devices = Array.from({ length: 4 }, () => onKnownDevice(user));
    for (const device of devices.slice(0, 3)) {
      expect((await signIn(user, secret, device)).outcome).toBe('signed-in');
      for (let i = 0; i < 10; i += 1) await countOn(user, device);
      expect((await signIn(user, secret, device)).outcome).toBe('refused');
    }
    expect((await signIn(user, secret, devices[3])).outcome).toBe('refused');
    // The address is not touched.
    expect((await signIn(user, secret)).outcome).toBe('signed-in');
  });

  const endings: [string, (user: User, secret: Password) => Promise<unknown>][] = [
    ['a change of the password', (user, secret) => changePassword(user.id, secret, newPassword(), newRequester())],
    ['a lock', (user) => transact((tx) => credentials.lockAccount(tx, user, null, newRequester()))],
    ['disabling', (user) => transact((tx) => credentials.disable(tx, user, newRequester()))],
    ['deletion', (user, secret) => deletion.begin(user.id, secret, newRequester())],
    [
      'a change of the address',
      (user) => transact((tx) => credentials.replaceAddress(tx, user, newUserAddress(), newRequester())),
    ],
  ];
  test.each(endings)('on known devices count for strangers after %s', async (_, end) => {
    const secret = newPassword();
    const user = await createUser(secret);
    const devices = Array.from({ length: 5 }, () => onKnownDevice(user));
    await end(user, secret);
    await use({ policy: 'sign-in/address', subject: user.canonical }, 10);
    const run = vi.spyOn(hashing, 'run');
    for (const device of devices) expect((await signIn(user, secret, device)).outcome).toBe('refused');
    expect(run).not.toHaveBeenCalled();
    run.mockRestore();
  });

  test('of a session that has ended cannot make its browser known', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const sessionId = await start(user, secret);
    expect(await findStart(sessionId)).toBeInstanceOf(Date);
    await transact((tx) => credentials.lockAccount(tx, user, null, newRequester()));
    expect(await findStart(sessionId)).toBeNull();
  });

  test('a new password keeps the browser that chose it known', async () => {
    const [old, fresh] = [newPassword(), newPassword()];
    const user = await createUser(old);
    const changed = await changePassword(user.id, old, fresh, newRequester());
    if (changed.outcome !== 'changed') throw new Error(changed.outcome);
    await use({ policy: 'sign-in/address', subject: user.canonical }, 10);
    const since = await findStart(changed.sessionId);
    const requester = onKnownDevice(user, { since: since ?? new Date(0) });
    expect((await signIn(user, fresh, requester)).outcome).toBe('signed-in');
  });

  test('of strangers in the network do not stop a right password on a known device', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const requester = onKnownDevice(user);
    await use({ policy: 'sign-in/network', subject: requester.network }, 50);
    expect(await signIn(user, secret, { ...requester, knownDevice: null })).toMatchObject({ outcome: 'limited' });
    expect((await signIn(user, secret, requester)).outcome).toBe('signed-in');
  });

  test('fifty from one network: the network has to wait, whatever the address', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const requester = newRequester();
    await use({ policy: 'sign-in/network', subject: requester.network }, 50);
    expect(await signIn(user, secret, requester)).toMatchObject({ outcome: 'limited' });
    expect((await signIn(user, secret)).outcome).toBe('signed-in');
  });
});

const newUserAddress = () => {
  const { typed: email, canonical } = newAddress();
  return { email, canonical };
};

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
    const user = await createUser(secret);
    const sessionId = await start(user, secret);
    await age(sessionId, column, before);
    expect(await sessions.list(user.id)).toHaveLength(1);
    await age(sessionId, column, more);
    expect(await sessions.find(sessionId)).toBeNull();
    expect(await sessions.list(user.id)).toEqual([]);
  });

  test('is extended by every use', async () => {
    const secret = newPassword();
    const sessionId = await start(await createUser(secret), secret);
    await age(sessionId, 'lastSeenAt', '13 days');
    expect(await sessions.find(sessionId)).not.toBeNull();
    await age(sessionId, 'lastSeenAt', '13 days');
    expect(await sessions.find(sessionId)).not.toBeNull();
  });

  test.each(['disabled', 'locked'] as const)('of a %s account is not found', async (status) => {
    const secret = newPassword();
    const user = await createUser(secret);
    const sessionId = await start(user, secret);
    await db().update(users).set({ status }).where(eq(users.id, user.id));
    expect(await sessions.find(sessionId)).toBeNull();
  });

  test('is ended by its owner, once, and by no one else', async () => {
    const secret = newPassword();
    const [user, stranger] = [await createUser(secret), await createUser(secret)];
    const sessionId = await start(user, secret);
    expect(await sessions.end(stranger.id, sessionId, newRequester())).toBe(false);
    expect(await sessions.find(sessionId)).toMatchObject({ userId: user.id });
    expect(await sessions.end(user.id, sessionId, newRequester())).toBe(true);
    expect(await sessions.end(user.id, sessionId, newRequester())).toBe(false);
    expect(await sessions.find(sessionId)).toBeNull();
  });

  test('is kept when all others of its user are ended, and so are those of other users', async () => {
    const secret = newPassword();
    const [user, stranger] = [await createUser(secret), await createUser(secret)];
    const theirs = await start(stranger, secret);
    const [kept = '', ...others] = [await start(user, secret), await start(user, secret), await start(user, secret)];
    expect(await sessions.endOthers(user.id, kept, newRequester())).toBe(2);
    expect((await sessions.list(user.id)).map(({ id }) => id)).toEqual([kept]);
    expect(await Promise.all(others.map(sessions.find))).toEqual([null, null]);
    expect(await sessions.find(theirs)).not.toBeNull();
  });
});
