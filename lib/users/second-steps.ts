import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { sessions as rows, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import { readClock } from '@/lib/factors/authenticators';
import {
  type Acceptance,
  accept,
  type Given,
  isEnrolled,
  limitGuesses,
  limitSessionGuesses,
} from '@/lib/factors/factors';
import * as spentTokens from '@/lib/factors/spent-tokens';
import { digest, type Limited } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as token from '@/lib/token';
import type { User } from './credentials';
import { notifyCodeUsed } from './notices';
import * as sessions from './sessions';

/** How long a sign-in waits for its second factor, after the right password. */
export const secondStepMinutes = 10;

/**
 * Signs what a browser keeps of a sign-in whose password was right. It holds all there is to know, so nothing is written until the factor
 * is given. It works once, until the password or the address changes, and for ten minutes by the database's clock.
 */
export async function begin({ userId, credentialVersion }: sessions.FirstStep): Promise<string> {
  const until = (await readClock()) + secondStepMinutes * 60;
  const claims = { subject: userId, id: randomUUID(), data: { version: credentialVersion, until } };
  return token.issue('sign-in', claims, secondStepMinutes * 60);
}

/** A sign-in that waits for its second factor. */
export type Pending = { id: string; userId: string; email: string; credentialVersion: number; until: number };

/** The sign-in of what `begin` returned; null once it works no more, also when its account needs no second factor any more. */
export async function find(step: string): Promise<Pending | null> {
  const claims = await token.findClaims('sign-in', step);
  if (!claims) return null;
  const { id, subject: userId } = claims;
  const [credentialVersion, until] = [Number(claims.data?.version), Number(claims.data?.until)];
  const isOpen = sql`to_timestamp(${until}::float8) > clock_timestamp()
    and not exists (select 1 from spent_tokens where spent_tokens.id = ${id}) and ${isEnrolled(sql`users.id`)}`;
  const isCurrent = and(eq(users.credentialVersion, credentialVersion), eq(users.status, 'active'));
  const [user] = await db()
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.id, userId), isCurrent, isOpen));
  return user ? { id, userId, email: user.email, credentialVersion, until } : null;
}

type Refused =
  | Extract<Acceptance, { outcome: 'wrong-factor' }>
  /** The password has to be given again. */
  | { outcome: 'expired' }
  | Limited;

/** `usedId`: of a recovery code, which is to be replaced. */
export type SecondStep =
  | { outcome: 'signed-in'; userId: string; sessionId: string; owner: string; usedId: string | null }
  | Refused;

/** Completes a sign-in with its second factor. A wrong code leaves it waiting. */
export async function finish(step: string, given: Given, requester: Requester): Promise<SecondStep> {
  const pending = await find(step);
  // Nothing is counted or recorded for a step that works no more: who holds it may have had the password once.
  if (!pending) return { outcome: 'expired' };
  const limited = await limitGuesses(pending.userId, given);
  if (limited) return limited;
  return transact(async (tx) => {
    const user = await lock(tx, pending.userId);
    if (!user || user.credentialVersion !== pending.credentialVersion) return { outcome: 'expired' };
    // Before the code, which would be used up for nothing.
    if (!(await spentTokens.spend(tx, pending.id, new Date(pending.until * 1000)))) return { outcome: 'expired' };
    const taken = await take(tx, user, given, requester);
    if (taken.outcome === 'wrong-factor') {
      await spentTokens.giveBack(tx, pending.id);
      return taken;
    }
    const started = await sessions.start(tx, user, requester, { factorAt: sql`clock_timestamp()` });
    if (started?.outcome !== 'started') throw new Error('The second step started no session.');
    await audit.record(tx, { name: 'session.started', userId: user.id, canonical: user.canonical, requester });
    const { sessionId } = started;
    return { outcome: 'signed-in', userId: user.id, sessionId, owner: digest(user.canonical), usedId: usedIdOf(taken) };
  });
}

export type Renewal = { outcome: 'renewed'; usedId: string | null } | Refused;

/** Gives the second factor again in a session, before the account is changed. Ten wrong codes end the session. */
export async function renew(
  session: { userId: string; sessionId: string },
  given: Given,
  requester: Requester,
): Promise<Renewal> {
  if (await limitSessionGuesses(session.sessionId, given)) {
    await sessions.end(session.userId, session.sessionId, requester);
    return { outcome: 'expired' };
  }
  return transact(async (tx) => {
    const user = await lock(tx, session.userId);
    const isIt = and(eq(rows.id, session.sessionId), eq(rows.userId, session.userId));
    if (!user || (await tx.$count(rows, isIt)) === 0) return { outcome: 'expired' };
    const taken = await take(tx, user, given, requester, session.sessionId);
    if (taken.outcome === 'wrong-factor') return taken;
    await tx.update(rows).set({ factorAt: sql`clock_timestamp()` }).where(isIt);
    return { outcome: 'renewed', usedId: usedIdOf(taken) };
  });
}

/**
 * Accepts what is given as the second factor, uses it up and records that. A used recovery code is told to every address of the account.
 * @param tx must hold a lock on the user's row
 * @param sessionId see `factors.accept`
 */
export async function take(
  tx: Transaction,
  user: User,
  given: Given,
  requester: Requester,
  sessionId: string | null = null,
): Promise<Acceptance> {
  const taken = await accept(tx, user.id, given, requester, sessionId);
  if (taken.outcome === 'wrong-factor') await audit.record(tx, { name: 'factor.refused', userId: user.id, requester });
  else if (taken.by === 'recovery-code') {
    await audit.record(tx, { name: 'codes.used', userId: user.id, requester });
    await notifyCodeUsed(tx, user, taken.left, requester);
  }
  return taken;
}

/** The id of the recovery code that was given; null for anything else. */
export function usedIdOf(given: Extract<Acceptance, { outcome: 'accepted' }>): string | null {
  return given.by === 'recovery-code' ? given.usedId : null;
}

async function lock(tx: Transaction, userId: string): Promise<User | null> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
  return user?.status === 'active' ? user : null;
}
