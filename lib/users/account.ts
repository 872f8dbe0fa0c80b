import { eq } from 'drizzle-orm';
import { db, transact } from '@/db';
import { users } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Password } from '@/lib/fields';
import * as passwords from '@/lib/passwords/passwords';
import { type Profile, profileOf, type StoredProfile } from '@/lib/profile';
import { digest, type Limited, limit } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { replacePassword, verifyCurrentPassword } from './credentials';
import * as sessions from './sessions';

/** What the owner has told of themselves. */
export async function findProfile(userId: string): Promise<StoredProfile> {
  const user = await db().query.users.findFirst({ where: eq(users.id, userId) });
  if (!user) throw new Error('The account is gone.');
  return profileOf(user);
}

/** Changes what the owner tells of themselves. */
export async function changeProfile(
  userId: string,
  profile: Partial<Profile>,
  requester: Requester,
): Promise<{ outcome: 'changed' } | Limited> {
  const limited = await limit({ policy: 'rename/user', subject: userId });
  if (limited) return limited;
  await transact(async (tx) => {
    await tx.update(users).set(profile).where(eq(users.id, userId));
    await audit.record(tx, { name: 'account.renamed', userId, requester });
  });
  return { outcome: 'changed' };
}

export type PasswordChange =
  /** All earlier sessions have ended. `sessionId` is a new one for the current browser; `othersEnded` does not count its old one. `isFirst`: there was none before. */
  | { outcome: 'changed'; sessionId: string; owner: string; othersEnded: number; isFirst: boolean }
  | { outcome: 'wrong-current' }
  | { outcome: 'factor-needed' }
  | { outcome: 'sign-in-needed' }
  | { outcome: 'refused'; problem: passwords.PasswordProblem | 'sameAsCurrent' }
  | { outcome: 'limited'; retryAfterSeconds: number };

/**
 * Changes the password of a signed-in user who gives the current one (ASVS 6.2.3, 7.4.3).
 * Attempts at the current password are limited for the user.
 */
export async function changePassword(
  userId: string,
  current: Password | null,
  next: Password,
  requester: Requester,
): Promise<PasswordChange> {
  const verified = await verifyCurrentPassword(userId, current, requester);
  if (verified.outcome !== 'correct') return verified;
  const { user, factorAt } = verified;
  if (next === current) return { outcome: 'refused', problem: 'sameAsCurrent' };
  const checked = await passwords.checkAndHash(next, user);
  if (checked.outcome === 'refused') return checked;
  return transact(async (tx) => {
    const [locked] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
    // The current password may have been replaced while the new one was hashed.
    if (!locked || locked.credentialVersion !== user.credentialVersion) return { outcome: 'wrong-current' };
    const { ended } = await replacePassword(tx, locked, checked.hash, 'self', requester);
    const continued = { id: userId, credentialVersion: locked.credentialVersion + 1 };
    const started = await sessions.start(tx, continued, requester, { factorAt });
    if (started?.outcome !== 'started') return { outcome: 'wrong-current' };
    const [owner, isFirst] = [digest(user.canonical), locked.passwordHash === null];
    return { outcome: 'changed', sessionId: started.sessionId, owner, othersEnded: Math.max(0, ended - 1), isFirst };
  });
}
