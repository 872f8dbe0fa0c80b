import { eq, sql } from 'drizzle-orm';
import { type Transaction, transact } from '@/db';
import { sessions as sessionRows, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import * as apps from '@/lib/factors/authenticators';
import * as factors from '@/lib/factors/factors';
import * as passkeys from '@/lib/factors/passkeys';
import * as recoveryCodes from '@/lib/factors/recovery-codes';
import type { Password } from '@/lib/fields';
import { type Limited, limit } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { type Unproven, type User, verifyCurrentPassword } from './credentials';
import { notifyAll } from './notices';
import { hasOtherWay } from './other-ways';
import * as sessions from './sessions';

// The second factors of a signed-in user. Each change is one transaction with the end of the other sessions, its event and its notices.

/** A factor that its owner has shown to work. `step`: of the app's code, which is refused from now on. */
export type NewFactor =
  | { kind: 'authenticator'; secret: string; step: number }
  | { kind: 'passkey'; passkey: passkeys.NamedPasskey };

export type Refused =
  /** The session has ended. */
  | { outcome: 'signed-out' }
  /** A second factor is enrolled, and was not given in this session in the last ten minutes. */
  | { outcome: 'factor-needed' }
  | Limited;

export type Addition =
  | { outcome: 'added'; sessionsEnded: number }
  /** There is an app already, or this passkey is enrolled. */
  | { outcome: 'exists' }
  /** No recovery code is left, and none came along. */
  | { outcome: 'codes-needed' }
  | Refused;

/**
 * Adds a factor for a signed-in user whose current password was verified. This session goes on, with the factor given; all others end
 * (ASVS 7.4.3).
 * @param codes a new set of recovery codes, one of which the owner typed back; null to keep those that are left
 * @param requester with the session's id
 */
export function addFactor(
  userId: string,
  factor: NewFactor,
  codes: readonly string[] | null,
  requester: Requester,
): Promise<Addition> {
  return change(userId, requester, async (tx, user, sessionId) => {
    const { codesLeft } = await factors.find(userId, tx);
    if (!codes && codesLeft === 0) return { outcome: 'codes-needed' };
    if (!(await insert(tx, userId, factor))) return { outcome: 'exists' };
    if (codes) await recoveryCodes.replaceAll(tx, userId, codes);
    await tx.update(sessionRows).set({ factorAt: sql`clock_timestamp()` }).where(eq(sessionRows.id, sessionId));
    const sessionsEnded = await sessions.endOthers(userId, sessionId, requester, tx);
    await audit.record(tx, { name: 'factor.added', userId, requester, reason: factor.kind });
    const name = factor.kind === 'passkey' ? { name: factor.passkey.name } : {};
    await notifyAll(tx, user, { factor: factor.kind, change: 'added', ...name }, requester);
    return { outcome: 'added', sessionsEnded };
  });
}

/** An enrolled factor. */
export type FactorId = { kind: 'authenticator' } | { kind: 'passkey'; id: string };

/** `gone`: it had been removed already, in another tab for example. `isLast`: nothing is enrolled any more, so the codes have ended too. */
export type Removal =
  | { outcome: 'removed'; sessionsEnded: number; isLast: boolean }
  | { outcome: 'gone' }
  /** Without this passkey there would be no way to sign in: a password has to be set first. */
  | { outcome: 'last-way' }
  | Unproven
  | Refused;

/** Removes a factor of a signed-in user who gives the current password and gave a factor lately. All other sessions end. */
export async function removeFactor(
  userId: string,
  which: FactorId,
  current: Password | null,
  requester: Requester,
): Promise<Removal> {
  const verified = await verifyCurrentPassword(userId, current, requester);
  if (verified.outcome !== 'correct') return verified;
  return change(userId, requester, async (tx, user, sessionId) => {
    if (user.credentialVersion !== verified.user.credentialVersion) return { outcome: 'wrong-current' };
    // An app signs no one in without another way.
    if (which.kind === 'passkey' && !(await hasOtherWay(tx, user, which.id))) return { outcome: 'last-way' };
    const removed = await remove(tx, userId, which);
    if (!removed) return { outcome: 'gone' };
    const isLast = !factors.hasFactor(await factors.find(userId, tx));
    if (isLast) await recoveryCodes.removeAll(tx, userId);
    const sessionsEnded = await sessions.endOthers(userId, sessionId, requester, tx);
    await audit.record(tx, { name: 'factor.removed', userId, requester, reason: which.kind });
    await notifyAll(tx, user, { factor: which.kind, change: 'removed', ...removed }, requester);
    return { outcome: 'removed', sessionsEnded, isLast };
  });
}

/** `nothing-enrolled`: codes stand in for a factor, and there is none. */
export type Renewal = { outcome: 'renewed' } | { outcome: 'nothing-enrolled' } | Refused;

/**
 * Replaces the recovery codes of a signed-in user whose current password was verified. The old set ends whole.
 * @param codes one of which the owner typed back
 */
export function renewCodes(userId: string, codes: readonly string[], requester: Requester): Promise<Renewal> {
  return change(userId, requester, async (tx, user) => {
    if (!factors.hasFactor(await factors.find(userId, tx))) return { outcome: 'nothing-enrolled' };
    await recoveryCodes.replaceAll(tx, userId, codes);
    await audit.record(tx, { name: 'codes.renewed', userId, requester });
    await notifyAll(tx, user, { codes: 'renewed', left: codes.length }, requester);
    return { outcome: 'renewed' };
  });
}

/** A code that takes the place of a used one, `usedId`. */
export type Replacement = { usedId: string; code: string };

/**
 * Writes the codes that a user got in place of used ones, and says to have saved. Having used one is the proof for each, so no factor is
 * asked for again.
 * @returns how many are new: none when they were saved before, or a new set has ended theirs
 */
export function saveReplacements(userId: string, replacements: readonly Replacement[]): Promise<number> {
  return transact(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
    let saved = 0;
    for (const { usedId, code } of replacements) {
      if (await recoveryCodes.replace(tx, userId, usedId, code)) saved += 1;
    }
    return saved;
  });
}

/** Runs a change of the ways in, after every check that can refuse it, with the user's row locked. */
export async function change<Result>(
  userId: string,
  requester: Requester,
  work: (tx: Transaction, user: User, sessionId: string) => Promise<Result>,
): Promise<Result | Refused> {
  // What a browser holds of an enrolment can be sent again and again, and each change emails every address.
  const limited = await limit({ policy: 'security/user', subject: userId });
  if (limited) return limited;
  return transact(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
    const { sessionId = null } = requester;
    const { isSignedIn, isNeeded } = await sessions.findFactor(userId, sessionId, tx);
    if (user?.status !== 'active' || !sessionId || !isSignedIn) return { outcome: 'signed-out' };
    return isNeeded ? { outcome: 'factor-needed' } : work(tx, user, sessionId);
  });
}

/** @returns false when there is one already */
async function insert(tx: Transaction, userId: string, factor: NewFactor): Promise<boolean> {
  if (factor.kind === 'authenticator') return apps.add(tx, userId, factor.secret, factor.step);
  return passkeys.add(tx, userId, factor.passkey);
}

/** @returns the name of a passkey; null when there is no such factor */
async function remove(tx: Transaction, userId: string, which: FactorId): Promise<{ name?: string } | null> {
  if (which.kind === 'authenticator') return (await apps.remove(tx, userId)) ? {} : null;
  return passkeys.remove(tx, userId, which.id);
}
