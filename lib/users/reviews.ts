import { eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { users } from '@/db/schema';
import * as factors from '@/lib/factors/factors';
import { list as listPasskeys } from '@/lib/factors/passkeys';
import * as knownIdentities from './known-identities';

/** For how long after a recovery the owner is asked to look through what is enrolled. */
const reviewDays = 30;

/** SQL: whether a user has come back by a reset link lately, and has not looked through what is enrolled. */
export const isRecovered = sql<boolean>`coalesce(${users.recoveredAt} > now() - make_interval(days => ${reviewDays}), false)`;

/** What leads into the account besides its password and its address: a thief may have left it behind. */
export type Review = {
  authenticator: boolean;
  passkeys: { name: string; createdAt: Date }[];
  codesLeft: number;
  identities: knownIdentities.Identity[];
  backup: string | null;
  /** No second factor is enrolled, and the offer of a passkey was not dismissed. */
  offersPasskey: boolean;
};

/** What the owner who has just come back should look through. */
export async function find(userId: string): Promise<Review> {
  const [enrolled, keys, identities, [row]] = await Promise.all([
    factors.find(userId),
    listPasskeys(userId),
    knownIdentities.list(userId),
    db()
      .select({
        backup: sql<string | null>`(select own.email from backup_addresses own
          where own.user_id = users.id and own.removed_at is null and own.confirmed_at is not null limit 1)`,
        hasDeclined: sql<boolean>`${users.passkeyDeclinedAt} is not null`,
      })
      .from(users)
      .where(eq(users.id, userId)),
  ]);
  if (!row) throw new Error('The user is gone.');
  const { authenticator, codesLeft } = enrolled;
  const offersPasskey = !factors.hasFactor(enrolled) && !row.hasDeclined;
  // The newest first: that is the one that a thief may have added.
  const passkeys = keys.map(({ name, createdAt }) => ({ name, createdAt })).reverse();
  return { authenticator, passkeys, codesLeft, identities, backup: row.backup, offersPasskey };
}

/** Whether there is anything to look through. */
export function hasAnything({ authenticator, passkeys, codesLeft, identities, backup }: Review): boolean {
  return authenticator || passkeys.length > 0 || codesLeft > 0 || identities.length > 0 || backup !== null;
}

/** The owner has looked through it. */
export async function finish(userId: string): Promise<void> {
  await db().update(users).set({ recoveredAt: null }).where(eq(users.id, userId));
}

/** Dismisses the offer of a passkey for good. */
export async function declinePasskey(userId: string): Promise<void> {
  await db().update(users).set({ passkeyDeclinedAt: sql`now()` }).where(eq(users.id, userId));
}
