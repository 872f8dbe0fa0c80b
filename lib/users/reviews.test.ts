import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transact } from '@/db';
import { backupAddresses, passkeys, users } from '@/db/schema';
import * as apps from '@/lib/factors/authenticators';
import * as codes from '@/lib/factors/recovery-codes';
import * as recovery from '@/lib/recovery/resets';
import { createUser, mailLink, newAddress, newPassword, newRequester } from '@/lib/testing';
import * as account from './account';
import * as reviews from './reviews';
import * as sessions from './sessions';

type User = Awaited<ReturnType<typeof createUser>>;

/** Resets the password, then signs in with the new one. */
async function recover(user: User) {
  const { link, id } = await mailLink(user.address);
  const next = newPassword();
  await recovery.complete(link, id, next, newRequester());
  return signIn(user, next);
}

async function signIn({ address }: User, secret: ReturnType<typeof newPassword>) {
  const signedIn = await sessions.signIn(address, secret, newRequester());
  if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome);
  return signedIn.sessionId;
}

const isRecovered = async (sessionId: string) => (await sessions.find(sessionId))?.isRecovered;

test('after a reset the owner is asked to look through the account, until it is done or a month has passed', async () => {
  const user = await createUser();
  const sessionId = await recover(user);
  expect(await isRecovered(sessionId)).toBe(true);
  await reviews.finish(user.id);
  expect(await isRecovered(sessionId)).toBe(false);
  const recoveredAt = (interval: string) => sql.raw(`now() - interval '${interval}'`);
  for (const [interval, is] of [['29 days 23 hours', true] as const, ['30 days 1 hour', false] as const]) {
    await db()
      .update(users)
      .set({ recoveredAt: recoveredAt(interval) })
      .where(eq(users.id, user.id));
    expect(await isRecovered(sessionId)).toBe(is);
  }
});

test('after a change of the password while signed in nothing is asked', async () => {
  const secret = newPassword();
  const user = await createUser(secret);
  const sessionId = await signIn(user, secret);
  const changed = await account.changePassword(user.id, secret, newPassword(), { ...newRequester(), sessionId });
  expect(await isRecovered(changed.outcome === 'changed' ? changed.sessionId : '')).toBe(false);
});

test('a review lists what leads into the account, and nothing that was removed', async () => {
  const user = await createUser();
  const bare = await reviews.find(user.id);
  const nothing = { authenticator: false, passkeys: [], codesLeft: 0, identities: [], backup: null };
  expect(bare).toEqual({ ...nothing, offersPasskey: true });
  expect(reviews.hasAnything(bare)).toBe(false);
  await transact((tx) => apps.add(tx, user.id, apps.createSecret(), 1));
  await transact((tx) => codes.add(tx, user.id, codes.createCodes()));
  const key = { userId: user.id, publicKey: '', counter: 0, transports: [], isBackedUp: true };
  await db()
    .insert(passkeys)
    .values([
      { ...key, credentialId: `${user.id} 1`, name: 'phone' },
      { ...key, credentialId: `${user.id} 2`, name: 'gone', removedAt: sql`now()` },
    ]);
  const { typed: email, canonical } = newAddress();
  const row = { userId: user.id, email, canonical, credentialVersion: 1, expiresAt: sql`now()` };
  await db()
    .insert(backupAddresses)
    .values([row, { ...row, confirmedAt: sql`now()` }]);
  const review = await reviews.find(user.id);
  expect(review).toMatchObject({ authenticator: true, codesLeft: 10, backup: email, offersPasskey: false });
  expect(review.passkeys.map(({ name }) => name)).toEqual(['phone']);
});

test('an offer of a passkey that was declined is never made again', async () => {
  const user = await createUser();
  await reviews.declinePasskey(user.id);
  await recover(user);
  expect(await reviews.find(user.id)).toMatchObject({ offersPasskey: false });
});
