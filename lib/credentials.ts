import { and, eq, gt, type SQL, sql } from 'drizzle-orm';
import { db, type Transaction } from '@/db';
import { accounts, addressChanges, alarms, type NoticeDetail, registrations } from '@/db/schema';
import * as events from './events';
import type { Password } from './fields';
import type { Origin } from './origin';
import * as outbox from './outbox';
import * as passwords from './password';
import * as sessions from './sessions';
import { clear, type Limited, limitTries } from './throttle';
import * as token from './token';

/** The "this was not me" of a notice works so long. */
export const alarmLifetimeDays = 7;

export type Account = typeof accounts.$inferSelect;

// Whatever remembers an older version is dead: reset links, address changes, sign-ins under way.
const raised = { credentialVersion: sql`${accounts.credentialVersion} + 1` };

export type Current = { outcome: 'correct'; account: Account } | { outcome: 'wrong-current' } | Limited;

/**
 * Whether somebody who is signed in knows the present password: asked before every change of the account (ASVS 6.2.3, 7.5.1).
 * Guesses are limited for the account and for the network.
 */
export async function askForCurrent(accountId: string, current: Password, origin: Origin): Promise<Current> {
  const limited = await limitTries(accountId, origin.network);
  if (limited) return limited;
  const account = await db().query.accounts.findFirst({ where: eq(accounts.id, accountId) });
  if (account && (await passwords.isCorrect(current, account.passwordHash))) return { outcome: 'correct', account };
  await events.record(db(), { name: 'password.refused', accountId, origin });
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
  account: Account,
  hash: string,
  by: 'reset' | 'self',
  origin: Origin,
): Promise<number> {
  const status = sql`case when ${accounts.status} = 'locked' then 'active' else ${accounts.status} end`;
  await tx
    .update(accounts)
    .set({ ...raised, passwordHash: hash, status })
    .where(eq(accounts.id, account.id));
  const ended = await endEverything(tx, account);
  const name = by === 'reset' ? 'reset.completed' : 'password.changed';
  await events.record(tx, { name, accountId: account.id, origin });
  // Whoever changes it while signed in goes on in a new session: their own is not among the ended.
  const sessionsEnded = by === 'reset' ? ended : Math.max(0, ended - 1);
  await notify(tx, account, 'password', { by, sessionsEnded }, origin);
  // Whoever forgot the password has often used up the tries of the very device that the new one is set on.
  await clear(tx, { policy: 'sign-in/address', subject: account.canonical }, sessions.signInAttempt(account, origin));
  return ended;
}

/**
 * Gives an account another address, within the caller's transaction, which must hold the account's row. The notice goes
 * to the address that it had, where its owner may be.
 */
export async function replaceAddress(
  tx: Transaction,
  account: Account,
  next: { email: string; canonical: string },
  origin: Origin,
): Promise<void> {
  await tx
    .update(accounts)
    .set({ ...raised, ...next })
    .where(eq(accounts.id, account.id));
  await tx.delete(registrations).where(eq(registrations.canonical, next.canonical));
  await events.record(tx, { name: 'address.changed', accountId: account.id, origin });
  await notify(tx, account, 'address', { newEmail: next.email }, origin);
}

/**
 * Locks an account whose owner says that a change was not theirs, and sends a fresh reset link, which works on the locked
 * account and opens it. From the notice of an address change the address before it comes back first.
 * @param restored the address to restore; null to keep the present one
 */
export async function lock(
  tx: Transaction,
  account: Account,
  restored: { email: string; canonical: string } | null,
  origin: Origin,
): Promise<void> {
  const address = restored ?? { email: account.email, canonical: account.canonical };
  await tx
    .update(accounts)
    .set({ ...raised, ...address, status: 'locked' })
    .where(eq(accounts.id, account.id));
  await endEverything(tx, { ...account, ...address });
  await events.record(tx, { name: 'account.locked', accountId: account.id, origin });
  await outbox.enqueueOwedReset(tx, address, origin);
}

/**
 * Closes an account until an operator opens it again: nobody signs in, every session ends, every link dies for good, since the
 * version is raised too. The password of a locked account is one that its owner has disowned. No status would tell so
 * after the account is opened again, so it goes: then only a reset link leads back in.
 */
export async function disable(tx: Transaction, account: Account, origin: Origin): Promise<number> {
  const passwordHash = account.status === 'locked' ? null : account.passwordHash;
  await tx
    .update(accounts)
    .set({ ...raised, passwordHash, status: 'disabled' })
    .where(eq(accounts.id, account.id));
  const ended = await endEverything(tx, account);
  await events.record(tx, { name: 'account.disabled', accountId: account.id, origin });
  return ended;
}

/**
 * Whether an address may not be taken: an account has it, or had it until a change that its owner can still undo.
 * @param canonical names the column with its table; drizzle's own columns lose their table in a query on one table
 * @param by the account that wants it, if there is one: that may go back to an address of its own
 */
export function isReserved(canonical: SQL, by: SQL = sql`null::uuid`) {
  return sql<boolean>`(exists (select 1 from accounts where accounts.canonical = ${canonical} and accounts.id is distinct from ${by})
    or exists (select 1 from alarms where alarms.canonical = ${canonical} and alarms.kind = 'address'
      and alarms.account_id is distinct from ${by}
      and alarms.used_at is null and alarms.expires_at > now()))`;
}

async function endEverything(tx: Transaction, account: Account): Promise<number> {
  const ended = await sessions.endAll(tx, account.id);
  await tx.delete(registrations).where(eq(registrations.canonical, account.canonical));
  await tx.delete(addressChanges).where(eq(addressChanges.accountId, account.id));
  return ended;
}

async function notify(
  tx: Transaction,
  account: Account,
  kind: 'password' | 'address',
  detail: NoticeDetail,
  origin: Origin,
): Promise<void> {
  const { id: accountId, email, canonical } = account;
  const expiresAt = sql`now() + make_interval(days => ${alarmLifetimeDays})`;
  const [alarm] = await tx
    .insert(alarms)
    .values({ accountId, kind, email, canonical, keyId: token.currentKeyId(), expiresAt })
    .returning({ id: alarms.id });
  if (!alarm) throw new Error('The alarm of a notice was not written.');
  const letterKind = kind === 'password' ? 'password-changed' : 'address-changed';
  await outbox.enqueueNotice(tx, { kind: letterKind, email, canonical, reference: alarm.id, detail }, origin);
}

/** Voids what was raised after an alarm: whoever made the change that the owner undoes got those notices. */
export async function voidLaterAlarms(tx: Transaction, alarm: { accountId: string; id: string }): Promise<void> {
  // By the row's own moment: a Date has no microseconds, and by it an alarm is later than itself.
  const moment = sql`(select a.issued_at from alarms a where a.id = ${alarm.id})`;
  const later = and(eq(alarms.accountId, alarm.accountId), gt(alarms.issuedAt, moment));
  await tx.delete(alarms).where(later);
}
