import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as recovery from '@/lib/recovery/resets';
import {
  createUser,
  mailLink,
  newAddress,
  newApplicant,
  newPassword,
  newRequester,
  onKnownDevice,
  take,
} from '@/lib/testing';
import { changePassword } from '@/lib/users/account';
import * as registrations from '@/lib/users/registrations';
import * as sessions from '@/lib/users/sessions';
import { hashing, scoring } from './threads';

// What each flow asks of the two queues, and in whose share.
const pools = [hashing, scoring] as { run(job: unknown, share: string): Promise<unknown> }[];
const shares = () => pools.map((pool) => vi.mocked(pool.run).mock.calls.map(([, share]) => share));
beforeEach(() => {
  for (const pool of pools) vi.spyOn(pool, 'run');
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('a sign-in is hashed among strangers, whether or not the address has an account', async () => {
  const user = await createUser(newPassword());
  for (const address of [user.address, newAddress()]) await sessions.signIn(address, newPassword(), newRequester());
  expect(shares()).toEqual([['stranger', 'stranger'], []]);
});

test('signing in is proven on a known device, ten times at most', async () => {
  const user = await createUser(newPassword());
  const requester = onKnownDevice(user);
  for (let n = 0; n < 12; n += 1) await sessions.signIn(user.address, newPassword(), requester);
  expect(shares()[0]?.filter((share) => share === 'proven')).toHaveLength(10);
});

test('a right password is proof, for the hash that replaces an imported one', async () => {
  const secret = newPassword();
  const user = await createUser(secret);
  await sessions.signIn(user.address, secret, newRequester());
  expect(shares()[0]).toEqual(['stranger', 'proven']);
});

test('a new password is hashed among the proven, with a link and with the current password', async () => {
  const secret = newPassword();
  const user = await createUser(secret);
  const { link, id } = await mailLink(user.address);
  const fresh = newPassword();
  expect(await recovery.complete(link, id, fresh, newRequester())).toMatchObject({ outcome: 'completed' });
  expect(shares()).toEqual([['proven'], ['proven']]);
  expect(await changePassword(user.id, fresh, newPassword(), newRequester())).toMatchObject({ outcome: 'changed' });
  expect(shares()).toEqual([
    ['proven', 'proven', 'proven'],
    ['proven', 'proven'],
  ]);
});

test('registering is hashed among strangers, confirming among the proven', async () => {
  const applicant = newApplicant();
  const requestId = randomUUID();
  await registrations.request(applicant, requestId, newRequester());
  expect(shares()).toEqual([['stranger'], ['stranger']]);
  const issued = await registrations.issue(await take(requestId));
  const link = issued.outcome === 'free' ? (issued.url.split('/').at(-1) ?? '') : '';
  expect(await registrations.confirm(link, applicant.password, newRequester())).toMatchObject({ outcome: 'confirmed' });
  expect(shares()).toEqual([['stranger', 'proven'], ['stranger']]);
});

test('strangers who fill the queue keep out no one with proof', async () => {
  const user = await createUser(newPassword());
  const secret = newPassword();
  let isOver = false;
  let refused = 0;
  const keepFull = async () => {
    while (!isOver) {
      await hashing.run({ task: 'hash', password: 'some words', cost: 9 }, 'stranger').catch(() => {
        refused += 1;
      });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const strangers = Array.from({ length: 1000 }, keepFull);
  const { link, id } = await mailLink(user.address);
  const completed = await recovery.complete(link, id, secret, newRequester());
  // Known since the new password, as the browser that set it.
  const signedIn = await sessions.signIn(
    user.address,
    secret,
    onKnownDevice(user, { since: new Date(Date.now() + 60_000) }),
  );
  isOver = true;
  await Promise.all(strangers);
  expect([completed.outcome, signedIn.outcome]).toEqual(['completed', 'signed-in']);
  expect(refused).toBeGreaterThan(0);
});
