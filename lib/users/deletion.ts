import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { disavowals, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Password } from '@/lib/fields';
import * as mailedLinks from '@/lib/mailed-links';
import type { Requester } from '@/lib/requester';
import * as credentials from './credentials';
import * as notices from './notices';

export type Deletion =
  | { outcome: 'deleted' }
  | { outcome: 'wrong-current' }
  | { outcome: 'factor-needed' }
  | { outcome: 'sign-in-needed' }
  | { outcome: 'limited'; retryAfterSeconds: number };

/**
 * Closes the account of a signed-in user who gives the current password: no one can sign in, all sessions end, and every link stops
 * working except "this was not me". The sweep erases it after seven days (lib/operations/erasure.ts); until then the links of the
 * notices bring it back, and no one else gets the address.
 */
export async function begin(userId: string, current: Password | null, requester: Requester): Promise<Deletion> {
  const verified = await credentials.verifyCurrentPassword(userId, current, requester);
  if (verified.outcome !== 'correct') return verified;
  return transact(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
    // Not if the password was reset since it was verified: the old one may be known to an attacker.
    if (user?.status !== 'active' || user.credentialVersion !== verified.user.credentialVersion)
      return { outcome: 'wrong-current' };
    await close(tx, user, requester);
    return { outcome: 'deleted' };
  });
}

async function close(tx: Transaction, user: credentials.User, requester: Requester): Promise<void> {
  await tx
    .update(users)
    .set({ ...credentials.nextVersion, status: 'deleted', deletedAt: sql`now()` })
    .where(eq(users.id, user.id));
  await credentials.revokeAccess(tx, user, requester);
  await audit.record(tx, { name: 'account.deleted', userId: user.id, requester });
  const detail = { erasedAfterDays: notices.disavowalLifetimeDays };
  await notices.notify(tx, user, 'deletion', detail, requester);
  // A thief who changed the address first reads the notice above. So the owner's previous addresses get one too: with the links that
  // restore them, which now last as long as the account.
  const restorable = await tx
    .update(disavowals)
    .set({ expiresAt: notices.disavowalEnd })
    .where(and(eq(disavowals.userId, user.id), bringsItselfBack, isOpen))
    .returning();
  for (const { id: reference, email, canonical } of restorable) {
    await notices.enqueueNotice(tx, 'deletion', { email, canonical, reference, detail }, requester);
  }
}

/** The link that brings a deleted account back, and when it is erased; null when the account is not deleted. */
export type Undo = { url: string; expiresAt: Date } | null;

/** For an email to the address of the account. */
export async function findUndo({ id, canonical, status }: credentials.User): Promise<Undo> {
  if (status !== 'deleted') return null;
  const [undo] = await db()
    .select()
    .from(disavowals)
    .where(
      and(eq(disavowals.userId, id), eq(disavowals.canonical, canonical), eq(disavowals.kind, 'deletion'), isOpen),
    );
  return undo ? { url: await mailedLinks.signUrl('not-me', undo), expiresAt: undo.expiresAt } : null;
}

// What went to an address that was the user's until the change. Rows of 0.2.0 and before say no address that comes back.
const bringsItselfBack = or(
  eq(disavowals.restoredCanonical, disavowals.canonical),
  and(eq(disavowals.kind, 'address'), isNull(disavowals.restoredCanonical)),
);

const isOpen = and(isNull(disavowals.usedAt), gt(disavowals.expiresAt, sql`now()`));
