import { and, eq, gt, type SQL, sql } from 'drizzle-orm';
import { db, type Transaction } from '@/db';
import { addressChanges, disavowals, type NoticeDetail, registrations, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Password } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import * as passwords from '@/lib/passwords/passwords';
import { clear, type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as token from '@/lib/token';
import * as sessions from './sessions';

/** The "this was not me" of a notice works so long. */
export const disavowalLifetimeDays = 7;

export type User = typeof users.$inferSelect;

// Whatever remembers an older version is dead: reset links, address changes, sign-ins under way.
const raised = { credentialVersion: sql`${users.credentialVersion} + 1` };

export type Current = { outcome: 'correct'; user: User } | { outcome: 'wrong-current' } | Limited;

/**
 * Whether signed-in user knows the present password: asked before every change of the account (ASVS 6.2.3, 7.5.1).
 * Guesses are limited for the account and for the network.
 */
export async function verifyCurrentPassword(userId: string, current: Password, requester: Requester): Promise<Current> {
  const limited = await limitTries(userId, requester.network);
  if (limited) return limited;
  const user = await db().query.users.findFirst({ where: eq(users.id, userId) });
  if (user && (await passwords.isCorrect(current, user.passwordHash))) return { outcome: 'correct', user };
  await audit.record(db(), { name: 'password.refused', userId, requester });
  return { outcome: 'wrong-current' };
}

/**
 * Everything that a new password brings with it, within the caller's transaction, which must hold the account's row:
 * the hash, the credential version, the end of all sessions, of pending registrations and of address changes, the event,
 * the notice to the owner with its alarm, and the end of the count of failed sign-ins. A locked account is open again.
 * @returns how many sessions were ended
 */
export async function replacePassword(
  tx: Transaction,
  user: User,
  hash: string,
  by: 'reset' | 'self',
  requester: Requester,
): Promise<number> {
  const status = sql`case when ${users.status} = 'locked' then 'active' else ${users.status} end`;
  await tx
    .update(users)
    .set({ ...raised, passwordHash: hash, status })
    .where(eq(users.id, user.id));
  const ended = await endEverything(tx, user);
  const name = by === 'reset' ? 'reset.completed' : 'password.changed';
  await audit.record(tx, { name, userId: user.id, requester });
  // Whoever changes it while signed in goes on in a new session: their own is not among the ended.
  const sessionsEnded = by === 'reset' ? ended : Math.max(0, ended - 1);
  await notify(tx, user, 'password', { by, sessionsEnded }, requester);
  // Whoever forgot the password has often used up the tries of the very device that the new one is set on.
  await clear(tx, { policy: 'sign-in/address', subject: user.canonical }, sessions.signInAttempt(user, requester));
  return ended;
}

/**
 * Gives an account another address, within the caller's transaction, which must hold the account's row. The notice goes
 * to the address that it had, where its owner may be.
 */
export async function replaceAddress(
  tx: Transaction,
  user: User,
  next: { email: string; canonical: string },
  requester: Requester,
): Promise<void> {
  await tx
    .update(users)
    .set({ ...raised, ...next })
    .where(eq(users.id, user.id));
  await tx.delete(registrations).where(eq(registrations.canonical, next.canonical));
  await audit.record(tx, { name: 'address.changed', userId: user.id, requester });
  await notify(tx, user, 'address', { newEmail: next.email }, requester);
}

/**
 * Locks an account whose owner says that a change was not theirs, and sends a fresh reset link, which works on the locked
 * account and opens it. From the notice of an address change the address before it comes back first.
 * @param restored the address to restore; null to keep the present one
 */
export async function lock(
  tx: Transaction,
  user: User,
  restored: { email: string; canonical: string } | null,
  requester: Requester,
): Promise<void> {
  const address = restored ?? { email: user.email, canonical: user.canonical };
  await tx
    .update(users)
    .set({ ...raised, ...address, status: 'locked' })
    .where(eq(users.id, user.id));
  await endEverything(tx, { ...user, ...address });
  await audit.record(tx, { name: 'account.locked', userId: user.id, requester });
  await outbox.enqueueOwedReset(tx, address, requester);
}

/**
 * Closes an account until an operator opens it again: nobody signs in, every session ends, every link dies for good, since the
 * version is raised too. The password of a locked account is one that its owner has disowned. No status would tell so
 * after the account is opened again, so it goes: then only a reset link leads back in.
 */
export async function disable(tx: Transaction, user: User, requester: Requester): Promise<number> {
  const passwordHash = user.status === 'locked' ? null : user.passwordHash;
  await tx
    .update(users)
    .set({ ...raised, passwordHash, status: 'disabled' })
    .where(eq(users.id, user.id));
  const ended = await endEverything(tx, user);
  await audit.record(tx, { name: 'account.disabled', userId: user.id, requester });
  return ended;
}

/**
 * Whether an address may not be taken: an account has it, or had it until a change that its owner can still undo.
 * @param canonical names the column with its table; drizzle's own columns lose their table in a query on one table
 * @param by the account that wants it, if there is one: that may go back to an address of its own
 */
export function isReserved(canonical: SQL, by: SQL = sql`null::uuid`) {
  return sql<boolean>`(exists (select 1 from users where users.canonical = ${canonical} and users.id is distinct from ${by})
    or exists (select 1 from disavowals where disavowals.canonical = ${canonical} and disavowals.kind = 'address'
      and disavowals.user_id is distinct from ${by}
      and disavowals.used_at is null and disavowals.expires_at > now()))`;
}

async function endEverything(tx: Transaction, user: User): Promise<number> {
  const ended = await sessions.endAll(tx, user.id);
  await tx.delete(registrations).where(eq(registrations.canonical, user.canonical));
  await tx.delete(addressChanges).where(eq(addressChanges.userId, user.id));
  return ended;
}

async function notify(
  tx: Transaction,
  user: User,
  kind: 'password' | 'address',
  detail: NoticeDetail,
  requester: Requester,
): Promise<void> {
  const { id: userId, email, canonical } = user;
  const expiresAt = sql`now() + make_interval(days => ${disavowalLifetimeDays})`;
  const [disavowal] = await tx
    .insert(disavowals)
    .values({ userId, kind, email, canonical, keyId: token.currentKeyId(), expiresAt })
    .returning({ id: disavowals.id });
  if (!disavowal) throw new Error('The alarm of a notice was not written.');
  const emailKind = kind === 'password' ? 'password-changed' : 'address-changed';
  await outbox.enqueueNotice(tx, { kind: emailKind, email, canonical, reference: disavowal.id, detail }, requester);
}

/** Voids what was raised after an alarm: whoever made the change that the owner undoes got those notices. */
export async function voidLaterDisavowals(tx: Transaction, disavowal: { userId: string; id: string }): Promise<void> {
  // By the row's own moment: a Date has no microseconds, and by it an alarm is later than itself.
  const moment = sql`(select a.issued_at from disavowals a where a.id = ${disavowal.id})`;
  const later = and(eq(disavowals.userId, disavowal.userId), gt(disavowals.issuedAt, moment));
  await tx.delete(disavowals).where(later);
}
