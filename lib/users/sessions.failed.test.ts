import { describe, expect, test, vi } from 'vitest';
import { transact } from '@/db';
import type { Password } from '@/lib/fields';
import { hashing } from '@/lib/passwords/threads';
import { countAttempts } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import {
  ageRateLimits,
  createUser,
  exhaust,
  newAddress,
  newPassword,
  newRequester,
  onKnownDevice,
} from '@/lib/testing';
import { changePassword } from './account';
import * as credentials from './credentials';
import * as deletion from './deletion';
import { findStart } from './device-start';
import * as sessions from './sessions';

type User = Awaited<ReturnType<typeof createUser>>;
const signIn = (user: Pick<User, 'address'>, secret = newPassword(), requester = newRequester()) =>
  sessions.signIn(user.address, secret, requester);
// One after the other: strangers at once fill their part of the queue of hashes on a busy machine.
async function fail(times: number, user: Pick<User, 'address'>, requester?: Requester): Promise<sessions.SignIn[]> {
  const ends: sessions.SignIn[] = [];
  while (ends.length < times) ends.push(await signIn(user, newPassword(), requester));
  return ends;
}

const countOn = (user: User, requester: Requester) => {
  const [device, all] = sessions.deviceAttempts(user, requester);
  return device && all && countAttempts(device, all);
};

async function start(user: User, secret: Password) {
  const signedIn = await signIn(user, secret);
  if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome);
  return signedIn.sessionId;
}

const newUserAddress = () => {
  const { typed: email, canonical } = newAddress();
  return { email, canonical };
};

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
    await exhaust({ policy: 'sign-in/address', subject: user.canonical }, 9);
    for (let i = 0; i < 3; i += 1) expect((await signIn(user, secret)).outcome).toBe('signed-in');
    await fail(1, user);
    expect((await signIn(user, secret)).outcome).toBe('refused');
  });

  test('are not the right ones: any number of people behind one router sign in', async () => {
    const secret = newPassword();
    const [user, requester] = [await createUser(secret), newRequester()];
    await exhaust({ policy: 'sign-in/network', subject: requester.network }, 49);
    for (let i = 0; i < 3; i += 1) expect((await signIn(user, secret, requester)).outcome).toBe('signed-in');
    await fail(1, user, requester);
    expect(await signIn(user, secret, requester)).toMatchObject({ outcome: 'limited' });
  });

  test('are not counted with successful ones, of which an account has sixty in 15 minutes', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    await exhaust({ policy: 'sign-in/user', subject: user.id }, 60);
    expect(await signIn(user, secret)).toMatchObject({ outcome: 'limited' });
    expect((await signIn(user)).outcome).toBe('refused');
    expect(await sessions.list(user.id)).toEqual([]);
  });

  test('by strangers do not lock out the owner on a device that has signed in before', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const known = onKnownDevice(user);
    await exhaust({ policy: 'sign-in/address', subject: user.canonical }, 10);
    expect((await signIn(user, secret, known)).outcome).toBe('signed-in');
  });

  test('on a device known for another address count for the address', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const other = onKnownDevice(newAddress());
    await exhaust({ policy: 'sign-in/address', subject: user.canonical }, 9);
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
    await exhaust({ policy: 'sign-in/address', subject: user.canonical }, 10);
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
    await exhaust({ policy: 'sign-in/address', subject: user.canonical }, 10);
    const since = await findStart(changed.sessionId);
    const requester = onKnownDevice(user, { since: since ?? new Date(0) });
    expect((await signIn(user, fresh, requester)).outcome).toBe('signed-in');
  });

  test('of strangers in the network do not stop a right password on a known device', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const requester = onKnownDevice(user);
    await exhaust({ policy: 'sign-in/network', subject: requester.network }, 50);
    expect(await signIn(user, secret, { ...requester, knownDevice: null })).toMatchObject({ outcome: 'limited' });
    expect((await signIn(user, secret, requester)).outcome).toBe('signed-in');
  });

  test('fifty from one network: the network has to wait, whatever the address', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const requester = newRequester();
    await exhaust({ policy: 'sign-in/network', subject: requester.network }, 50);
    expect(await signIn(user, secret, requester)).toMatchObject({ outcome: 'limited' });
    expect((await signIn(user, secret)).outcome).toBe('signed-in');
  });
});
