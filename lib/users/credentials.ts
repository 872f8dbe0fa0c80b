import { eq, sql } from 'drizzle-orm';
import { db, type Transaction } from '@/db';
import { addressChanges, registrations, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Password } from '@/lib/fields';
import { forgetDevices } from '@/lib/known-devices';
import * as outbox from '@/lib/mail/outbox';
import * as passwords from '@/lib/passwords/passwords';
import { clear, type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { notify } from './notices';
import * as sessions from './sessions';
import * as waits from './waits';

export type User = typeof users.$inferSelect;

/** Whether no link and no password leads into the account: disabled by an operator, or deleted and not yet erased. */
export function isClosed({ status }: Pick<User, 'status'>): boolean {
  return status === 'disabled' || status === 'deleted';
}

/**
 * Locks the row of a user before a change, so that two changes of one account come one after the other.
 * @returns null when the account is closed
 */
export async function lockUser(tx: Transaction, userId: string): Promise<User | null> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
  return user && !isClosed(user) ? user : null;
}

/** Invalidates everything that stored the previous version: reset links, address changes, sign-ins in progress. */
export const nextVersion = { credentialVersion: sql`${users.credentialVersion} + 1` };

export type CurrentPasswordCheck =
  /** `factorAt`: when the second factor was given in this session; null without one. */
  | { outcome: 'correct'; user: User; factorAt: Date | null }
  | { outcome: 'wrong-current' }
  /** A second factor is enrolled, and was not given in this session in the last ten minutes. Nothing was compared. */
  | { outcome: 'factor-needed' }
  /** There is no password to give, and the user was not authenticated in the last ten minutes: a new sign-in takes its place. */
  | { outcome: 'sign-in-needed' }
  | Limited;
/** Why a change of the account is not made: the person has not proven to own it, or may not try now. */
export type Unproven = Exclude<CurrentPasswordCheck, { outcome: 'correct' }>;

/**
 * Verifies the current password of a signed-in user, and that a second factor was given lately if there is one, before every change of
 * the account (ASVS 6.2.3, 7.5.1; NIST SP 800-63B-4, 4.1.2.1).
 * Attempts are limited for the user, and not for the network: the session has proven something. A user without a password, who signs in
 * with a provider or a passkey, has to have been authenticated lately instead.
 * @param current null when none was given
 * @param requester with the session's id: without it nothing counts as given
 */
export async function verifyCurrentPassword(
  userId: string,
  current: Password | null,
  requester: Requester,
): Promise<CurrentPasswordCheck> {
  const { isNeeded, factorAt, isFresh } = await sessions.findFactor(userId, requester.sessionId ?? null);
  if (isNeeded) return { outcome: 'factor-needed' };
  const user = await db().query.users.findFirst({ where: eq(users.id, userId) });
  if (user?.passwordHash === null)
    return isFresh ? { outcome: 'correct', user, factorAt } : { outcome: 'sign-in-needed' };
  const limited = await limitTries(userId);
  if (limited) return limited;
  if (user && current !== null && (await passwords.isCorrect(current, user.passwordHash, 'proven')))
    return { outcome: 'correct', user, factorAt };
  await audit.record(db(), { name: 'password.refused', userId, requester });
  return { outcome: 'wrong-current' };
}

/** What a page asks for before a change of the account, so that `verifyCurrentPassword` will let it pass. */
export async function findProof(userId: string, sessionId: string): Promise<'password' | 'sign-in' | 'nothing'> {
  const [{ isFresh }, user] = await Promise.all([
    sessions.findFactor(userId, sessionId),
    db().query.users.findFirst({ where: eq(users.id, userId) }),
  ]);
  if (user?.passwordHash !== null) return 'password';
  return isFresh ? 'nothing' : 'sign-in';
}

/**
 * Sets a new password and does everything that must go with it: raises the credential version, ends all sessions, deletes pending
 * registrations and address changes, forgets the known devices, records the event, and queues the notice with its disavowal. A locked
 * account becomes active. Failed sign-ins of strangers stay counted: cleared, they would tell that there is an owner, and when.
 * @param tx must hold a lock on the user's row
 * @returns how many sessions were ended, and from when a device is known again
 */
export async function replacePassword(
  tx: Transaction,
  user: User,
  hash: string,
  by: 'reset' | 'self',
  requester: Requester,
): Promise<{ ended: number; knownSince: Date }> {
  const status = sql`case when ${users.status} = 'locked' then 'active' else ${users.status} end`;
  await tx
    .update(users)
    .set({ ...nextVersion, passwordHash: hash, status, ...(by === 'reset' ? { recoveredAt: sql`now()` } : {}) })
    .where(eq(users.id, user.id));
  const { ended, knownSince } = await revokeAccess(tx, user, requester);
  const name = by === 'reset' ? 'reset.completed' : 'password.changed';
  await audit.record(tx, { name, userId: user.id, requester });
  // A signed-in user continues in a new session, so the notice does not count their own among those ended.
  const isFirst = user.passwordHash === null ? { isFirst: true } : {};
  const detail = by === 'reset' ? { by } : { by, sessionsEnded: Math.max(0, ended - 1), ...isFirst };
  await notify(tx, user, 'password', detail, requester);
  // Someone who forgot their password has often used up the sign-in attempts on this device.
  await clear(tx, ...sessions.deviceAttempts(user, requester));
  return { ended, knownSince };
}

/**
 * Replaces a user's address. The notice goes to the previous address, in case the owner did not make the change.
 * @param tx must hold a lock on the user's row
 */
export async function replaceAddress(
  tx: Transaction,
  user: User,
  next: { email: string; canonical: string },
  requester: Requester,
): Promise<void> {
  await tx
    .update(users)
    .set({ ...nextVersion, ...next })
    .where(eq(users.id, user.id));
  const claimed = sql`delete from ${registrations} where ${registrations.canonical} = ${next.canonical}`;
  // The wait's link would go to the previous address.
  await waits.closeWith(tx, user.id, requester, claimed);
  await audit.releaseAddresses(tx, [next.canonical]);
  await forgetDevices(tx, user.canonical);
  await audit.record(tx, { name: 'address.changed', userId: user.id, requester });
  await notify(tx, user, 'address', { newEmail: next.email }, requester);
}

/**
 * Locks the account of an owner who disavowed a change, and queues a reset link, which unlocks it. A deleted account is back.
 * @param tx must hold a lock on the user's row
 * @param restored the previous address, after a disavowed address change; null to keep the current one
 */
export async function lockAccount(
  tx: Transaction,
  user: User,
  restored: { email: string; canonical: string } | null,
  requester: Requester,
): Promise<void> {
  const address = restored ?? { email: user.email, canonical: user.canonical };
  await tx
    .update(users)
    .set({ ...nextVersion, ...address, status: 'locked', deletedAt: null })
    .where(eq(users.id, user.id));
  await revokeAccess(tx, { ...user, ...address }, requester);
  if (restored) await audit.releaseAddresses(tx, [restored.canonical]);
  await audit.record(tx, { name: 'account.locked', userId: user.id, requester });
  await outbox.enqueueOwedReset(tx, address, requester);
}

/**
 * Disables an account until an operator enables it again: no one can sign in, all sessions end, and all links stop working for good,
 * because the version is raised. A locked account also loses its password, which its owner has disavowed, and is locked again once it is
 * enabled: only a reset link may lead back in.
 * @param tx must hold a lock on the user's row
 * @returns how many sessions were ended
 */
export async function disable(tx: Transaction, user: User, requester: Requester): Promise<number> {
  const passwordHash = user.status === 'locked' ? null : user.passwordHash;
  await tx
    .update(users)
    .set({ ...nextVersion, passwordHash, status: 'disabled' })
    .where(eq(users.id, user.id));
  const { ended } = await revokeAccess(tx, user, requester);
  await audit.record(tx, { name: 'account.disabled', userId: user.id, requester, reason: `was ${user.status}` });
  return ended;
}

/** Ends what a user has open, as a step of a larger change. @returns how many sessions were ended, and from when a device is known again */
export async function revokeAccess(
  tx: Transaction,
  user: User,
  requester: Requester,
): Promise<{ ended: number; knownSince: Date }> {
  const ended = await sessions.endAll(tx, user.id);
  await tx.delete(registrations).where(eq(registrations.canonical, user.canonical));
  const changes = sql`delete from ${addressChanges} where ${addressChanges.userId} = ${user.id}`;
  await waits.closeWith(tx, user.id, requester, changes);
  return { ended, knownSince: await forgetDevices(tx, user.canonical) };
}
