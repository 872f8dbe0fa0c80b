import { and, eq } from 'drizzle-orm';
import { transact } from '@/db';
import { auditEvents as auditRows, outboxEmails, registrations, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Password, PersonName } from '@/lib/fields';
import * as passwords from '@/lib/passwords/passwords';
import { digest } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { replacePassword, verifyCurrentPassword } from './credentials';
import * as sessions from './sessions';

/** Gives the account another display name. */
export async function rename(userId: string, name: PersonName, requester: Requester): Promise<void> {
  await transact(async (tx) => {
    await tx.update(users).set({ name }).where(eq(users.id, userId));
    await audit.record(tx, { name: 'account.renamed', userId, requester });
  });
}

export type PasswordChange =
  /** The visitor goes on in a new session; every earlier one has ended. */
  | { outcome: 'changed'; sessionId: string; owner: string; othersEnded: number }
  | { outcome: 'wrong-current' }
  | { outcome: 'refused'; problem: passwords.PasswordProblem | 'sameAsCurrent' }
  | { outcome: 'limited'; retryAfterSeconds: number };

/**
 * Changes the password of signed-in user and knows the present one (ASVS 6.2.3, 7.4.3).
 * Guesses at the present password are limited for the account and for the network.
 */
export async function changePassword(
  userId: string,
  current: Password,
  next: Password,
  requester: Requester,
): Promise<PasswordChange> {
  const asked = await verifyCurrentPassword(userId, current, requester);
  if (asked.outcome !== 'correct') return asked;
  const { user } = asked;
  if (next === current) return { outcome: 'refused', problem: 'sameAsCurrent' };
  const judged = await passwords.judgeAndHash(next, user);
  if (judged.outcome === 'refused') return judged;
  return transact(async (tx) => {
    const [locked] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
    // The password that was checked above may have been replaced while the new one was hashed.
    if (!locked || locked.credentialVersion !== user.credentialVersion) return { outcome: 'wrong-current' };
    const ended = await replacePassword(tx, locked, judged.hash, 'self', requester);
    const sessionId = await sessions.start(
      tx,
      { id: userId, credentialVersion: locked.credentialVersion + 1 },
      requester,
    );
    return sessionId
      ? { outcome: 'changed', sessionId, owner: digest(user.canonical), othersEnded: Math.max(0, ended - 1) }
      : { outcome: 'wrong-current' };
  });
}

export type Deletion =
  | { outcome: 'deleted' }
  | { outcome: 'wrong-current' }
  | { outcome: 'limited'; retryAfterSeconds: number };

/** Deletes an account for good, with its sessions, links and emails. The address can register anew. Events stay, under an id that names nobody. */
export async function remove(userId: string, current: Password, requester: Requester): Promise<Deletion> {
  const asked = await verifyCurrentPassword(userId, current, requester);
  if (asked.outcome !== 'correct') return asked;
  const { user } = asked;
  return transact(async (tx) => {
    // Registrations before accounts, the order in which a confirmation of one takes them.
    await tx.delete(registrations).where(eq(registrations.canonical, user.canonical));
    // A reset that was faster than the look at the password has saved the account from whoever knew the old one.
    const asRead = and(eq(users.id, userId), eq(users.credentialVersion, user.credentialVersion));
    const gone = await tx.delete(users).where(asRead).returning({ id: users.id });
    if (gone.length === 0) return { outcome: 'wrong-current' };
    await tx.delete(outboxEmails).where(eq(outboxEmails.canonical, user.canonical));
    await tx
      .update(auditRows)
      .set({ subject: null })
      .where(eq(auditRows.subject, digest(user.canonical)));
    await audit.record(tx, { name: 'account.deleted', userId, requester });
    return { outcome: 'deleted' };
  });
}
