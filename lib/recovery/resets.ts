import { and, eq, gt, isNull, not, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { resets } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Password } from '@/lib/fields';
import * as passwords from '@/lib/passwords/passwords';
import { digest, type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { findReset, type Reset, type ResetStanding, standingOf } from './standings';
import * as users from './users';

/** The state of a reset link. Does not use it up; records an audit event the first time it is opened. */
export async function open(link: string, requester: Requester): Promise<ResetStanding> {
  const reset = await findReset(link);
  const standing = standingOf(reset);
  if (reset && standing.state === 'open' && !reset.openedAt) {
    const unopened = and(eq(resets.id, reset.id), isNull(resets.openedAt));
    const first = await db().update(resets).set({ openedAt: sql`now()` }).where(unopened).returning({ id: resets.id });
    if (first[0]) await audit.record(db(), { name: 'reset.opened', userId: reset.userId, requester });
  }
  return standing;
}

export type Completion =
  | { outcome: 'completed'; userId: string; email: string; device: { owner: string; since: Date } }
  /** The link still works. */
  | { outcome: 'refused'; problem: passwords.PasswordProblem }
  /** A second factor is enrolled, and was not given. The link still works. */
  | { outcome: 'factor-needed' }
  /** The form was shown for a different reset than the link's: nothing was changed. */
  | { outcome: 'other-link' }
  /** The link does not work. `open` says why. */
  | { outcome: 'dead' }
  | Limited;

/**
 * Sets a new password by a reset link. All checks come first; then one transaction makes every change.
 * @param resetId the reset that the form was shown for
 * @param proof of the second factor, see users.ts
 */
export async function complete(
  link: string,
  resetId: string,
  password: Password,
  requester: Requester,
  proof = '',
): Promise<Completion> {
  const reset = await findReset(link);
  // Nothing is counted or recorded for a post without a link of ours: a stranger can repeat it.
  if (!reset) return { outcome: 'dead' };
  const { state } = standingOf(reset);
  const limited = await limitTries(reset.id);
  if (state !== 'open') return limited ? { outcome: 'dead' } : refuse('dead', state, reset, requester);
  if (limited) return limited;
  if (reset.id !== resetId) return refuse('other-link', 'two links', reset, requester);
  if (!(await users.isProven(reset, proof))) return refuse('factor-needed', 'no second factor', reset, requester);
  // Not compared with the current password: setting it again is harmless, and a second hash would double the wait.
  const checked = await passwords.checkAndHash(password, reset.user);
  if (checked.outcome === 'refused') {
    const { problem } = checked;
    return { ...(await refuse('refused', problem, reset, requester)), problem };
  }
  const spent = await transact((tx) => spend(tx, reset, checked.hash, requester));
  // The link was used or stopped working while the hash was computed.
  if (spent === null) return refuse('dead', 'race', reset, requester);
  const device = { owner: digest(reset.user.canonical), since: spent.knownSince };
  return { outcome: 'completed', userId: reset.userId, email: reset.user.email, device };
}

/** @returns what `users.setPassword` returns; null when the link no longer works */
async function spend(tx: Transaction, reset: Reset, hash: string, requester: Requester) {
  const user = await users.lock(tx, reset.userId);
  if (!user) return null;
  const isCurrent = eq(resets.credentialVersion, user.credentialVersion);
  const isOpen = and(
    eq(resets.id, reset.id),
    isNull(resets.usedAt),
    isNull(resets.declinedAt),
    // Not now(): that is when the transaction began, before it waited for the row.
    gt(resets.expiresAt, sql`clock_timestamp()`),
    isCurrent,
    // Enrolled while the hash was computed.
    reset.needsFactor ? undefined : not(users.needsFactor),
  );
  const [spent] = await tx.update(resets).set({ usedAt: sql`now()` }).where(isOpen).returning({ id: resets.id });
  if (!spent) return null;
  return users.setPassword(tx, user, hash, reset, requester);
}

async function refuse<Outcome extends Completion['outcome']>(
  outcome: Outcome,
  reason: string,
  { userId }: Reset,
  requester: Requester,
) {
  await audit.record(db(), { name: 'reset.refused', userId, requester, reason });
  return { outcome };
}
