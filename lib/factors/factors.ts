import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { db, type Transaction } from '@/db';
import { authenticators as authenticatorRows, passkeys as passkeyRows } from '@/db/schema';
import { typedCode } from '@/lib/codes';
import { clear, type Limited, limit } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as authenticators from './authenticators';
import * as passkeys from './passkeys';
import * as recoveryCodes from './recovery-codes';

/** A code of an authenticator app, or a recovery code: one field takes both. */
export const factorCode = typedCode(new RegExp(`^(\\d{6}|${recoveryCodes.codePattern})$`)).brand<'FactorCode'>();
export type FactorCode = z.output<typeof factorCode>;

/** What is given as a second factor: a code, or the verified answer of a passkey. */
export type Given = FactorCode | passkeys.Verified;

/** What a user has enrolled. Recovery codes stand in for a factor, and are none. */
export type Enrolled = { authenticator: boolean; passkeys: number; codesLeft: number };

/** Whether a second factor has to be given. @param userId the qualified column */
export function isEnrolled(userId: SQL): SQL<boolean> {
  return sql<boolean>`(exists (select 1 from authenticators where authenticators.user_id = ${userId} and authenticators.removed_at is null)
    or exists (select 1 from passkeys where passkeys.user_id = ${userId} and passkeys.removed_at is null))`;
}

/** What a user has enrolled. */
export async function find(userId: string, on: Transaction | ReturnType<typeof db> = db()): Promise<Enrolled> {
  const own = sql`user_id = ${userId} and removed_at is null`;
  const [row] = await on.execute<Enrolled>(sql`select
    exists (select 1 from authenticators where ${own}) as "authenticator",
    (select count(*)::int from passkeys where ${own}) as "passkeys",
    (select count(*)::int from recovery_codes where ${own} and used_at is null) as "codesLeft"`);
  if (!row) throw new Error('The factors were not counted.');
  return row;
}

export function hasFactor({ authenticator, passkeys }: Enrolled): boolean {
  return authenticator || passkeys > 0;
}

export type Acceptance =
  | { outcome: 'accepted'; by: 'authenticator' | 'passkey' }
  /** `left`: how many codes are left. The owner gets another in place of the used one, `usedId`, which counts once it is saved. */
  | { outcome: 'accepted'; by: 'recovery-code'; left: number; usedId: string }
  /** `clock`: the code of another minute. `blocked`: too many wrong ones in a row; another way is needed. */
  | { outcome: 'wrong-factor'; problem: 'wrong' | 'used' | 'clock' | 'blocked' | 'passkey' };

/**
 * Counts a guess before it is compared, so that parallel ones share the limit. Only the six digits of an app can be guessed: recovery
 * codes and passkeys stay open when they are used up.
 */
export async function limitGuesses(userId: string, given: Given): Promise<Limited | null> {
  return typeof given !== 'string' || isRecoveryCode(given)
    ? null
    : limit({ policy: 'factor/account', subject: userId });
}

/** The same for a session, which proves too little to count against its owner. Over the limit it has to end. */
export async function limitSessionGuesses(sessionId: string, given: Given): Promise<Limited | null> {
  return typeof given !== 'string' || isRecoveryCode(given)
    ? null
    : limit({ policy: 'factor/session', subject: sessionId });
}

/**
 * Accepts what is given as the user's second factor, and uses it up. Part of the transaction of what it is given for, which is to be
 * committed after a refusal too.
 * @param tx must hold a lock on the user's row
 * @param sessionId when it is given in a session, by someone who may know neither the password nor a link
 */
export async function accept(
  tx: Transaction,
  userId: string,
  given: Given,
  requester: Requester,
  sessionId: string | null = null,
): Promise<Acceptance> {
  if (typeof given === 'string') return acceptCode(tx, userId, given, sessionId);
  // The passkey of another account that is on the same device.
  if (given.userId !== userId || !(await passkeys.accept(tx, given, requester)))
    return { outcome: 'wrong-factor', problem: 'passkey' };
  await authenticators.forgive(tx, userId);
  return { outcome: 'accepted', by: 'passkey' };
}

async function acceptCode(
  tx: Transaction,
  userId: string,
  code: FactorCode,
  sessionId: string | null,
): Promise<Acceptance> {
  if (isRecoveryCode(code)) {
    const result = await recoveryCodes.accept(tx, userId, code);
    if (result.outcome !== 'accepted') return { outcome: 'wrong-factor', problem: result.outcome };
    await authenticators.forgive(tx, userId);
    const [row] = await tx.execute<{ left: number }>(
      sql`select count(*)::int as left from recovery_codes where user_id = ${userId} and used_at is null and removed_at is null`,
    );
    return { outcome: 'accepted', by: 'recovery-code', left: row?.left ?? 0, usedId: result.id };
  }
  const result = await authenticators.accept(tx, userId, code, sessionId === null);
  if (result !== 'accepted') return { outcome: 'wrong-factor', problem: result === 'none' ? 'wrong' : result };
  await clear(tx, { policy: 'factor/account', subject: userId });
  if (sessionId) await clear(tx, { policy: 'factor/session', subject: sessionId });
  return { outcome: 'accepted', by: 'authenticator' };
}

/** Removes every factor and every recovery code of a user. Part of the change after which they are no longer needed. */
export async function removeAll(tx: Transaction, userId: string): Promise<void> {
  const removedAt = sql`clock_timestamp()`;
  for (const table of [authenticatorRows, passkeyRows])
    await tx
      .update(table)
      .set({ removedAt })
      .where(and(eq(table.userId, userId), isNull(table.removedAt)));
  await recoveryCodes.removeAll(tx, userId);
}

function isRecoveryCode(code: FactorCode): boolean {
  return code.length === recoveryCodes.codeLength;
}
