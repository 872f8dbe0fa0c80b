import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { passkeys } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Requester } from '@/lib/requester';
import {
  type Assertion,
  type Attestation,
  type NewPasskey,
  verifyAssertion,
  verifyAttestation,
} from './passkey-answers';
import * as challenges from './passkey-challenges';

/** A passkey whose answer is right, apart from what only its transaction can tell. */
export type Verified = { id: string; userId: string; counter: number; challenge: challenges.Challenge };

/** Verifies an answer: signature, site, user and browser. Writes nothing. @returns null when it is refused */
export async function verify(given: Assertion, asker: challenges.Asker): Promise<Verified | null> {
  const stored = await db().query.passkeys.findFirst({
    where: and(eq(passkeys.credentialId, given.id), isNull(passkeys.removedAt)),
  });
  const verified = stored && (await verifyAssertion(given, stored, asker));
  return verified ? { id: stored.id, userId: stored.userId, ...verified } : null;
}

/**
 * Accepts a verified answer, and uses its challenge up. Part of the transaction of what it is given for, which is to be committed after a
 * refusal too: that keeps what is recorded.
 * @param tx must hold a lock on the user's row
 */
export async function accept(tx: Transaction, verified: Verified, requester: Requester): Promise<boolean> {
  if (!(await challenges.spend(tx, verified.challenge))) return false;
  const { id, counter, userId } = verified;
  const isIt = and(eq(passkeys.id, id), isNull(passkeys.removedAt));
  const [stored] = await tx.select().from(passkeys).where(isIt).for('update');
  if (!stored) return false;
  const wentBack = isBehind(counter, stored.counter);
  const now = sql`clock_timestamp()`;
  if (wentBack) await tx.update(passkeys).set({ counterWentBackAt: now }).where(isIt);
  // Devices that share a passkey count for themselves.
  if (wentBack && !stored.isBackedUp) {
    await audit.record(tx, { name: 'passkey.suspect', userId, requester });
    return false;
  }
  await tx.update(passkeys).set({ counter, lastUsedAt: now }).where(isIt);
  return true;
}

/** Whether a counter does not follow the stored one, as that of a copy does. Many authenticators always say 0 (WebAuthn level 3, 6.1.1). */
function isBehind(counter: number, stored: number): boolean {
  return (counter > 0 || stored > 0) && counter <= stored;
}

/** A user's passkeys, oldest first. */
export async function list(userId: string) {
  return db()
    .select({
      id: passkeys.id,
      credentialId: passkeys.credentialId,
      transports: passkeys.transports,
      isBackedUp: passkeys.isBackedUp,
      name: passkeys.name,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
      counterWentBackAt: passkeys.counterWentBackAt,
    })
    .from(passkeys)
    .where(isOf(userId))
    .orderBy(asc(passkeys.createdAt));
}

/**
 * Verifies a passkey that a user has created, and uses its challenge up. It is not enrolled yet.
 * @returns null when it is refused
 */
export async function verifyNew(
  userId: string,
  given: Attestation,
  asker: challenges.Asker,
): Promise<NewPasskey | null> {
  const verified = await verifyAttestation(given, userId, asker);
  if (!verified || !(await transact((tx) => challenges.spend(tx, verified.challenge)))) return null;
  return verified.passkey;
}

/** With the name that its owner knows it by. */
export type NamedPasskey = NewPasskey & { name: string };

/** Adds a passkey whose owner has proven who they are. @returns false when it is enrolled already, here or by someone else */
export async function add(tx: Transaction, userId: string, passkey: NamedPasskey): Promise<boolean> {
  const added = await tx
    .insert(passkeys)
    .values({ userId, ...passkey })
    .onConflictDoNothing()
    .returning({ id: passkeys.id });
  return added.length > 0;
}

/** Gives a user's passkey another name. @returns false when the user has no such passkey */
export async function rename(userId: string, id: string, name: string): Promise<boolean> {
  const renamed = await db()
    .update(passkeys)
    .set({ name })
    .where(and(isOf(userId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
  return renamed.length > 0;
}

/** Removes one of a user's passkeys. @returns its name; null when the user has no such passkey */
export async function remove(tx: Transaction, userId: string, id: string): Promise<{ name: string } | null> {
  const [removed] = await tx
    .update(passkeys)
    .set({ removedAt: sql`clock_timestamp()` })
    .where(and(isOf(userId), eq(passkeys.id, id)))
    .returning({ name: passkeys.name });
  return removed ?? null;
}

function isOf(userId: string): SQL | undefined {
  return and(eq(passkeys.userId, userId), isNull(passkeys.removedAt));
}
