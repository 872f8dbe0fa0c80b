import { eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { resets } from '@/db/schema';
import { mask } from '@/lib/fields';
import * as mailedLinks from '@/lib/mailed-links';
import * as users from './users';

/** The state of a reset link, by its row and the database's clock. Only the holder of a validly signed link learns more than `invalid`. */
export type ResetStanding =
  | ({ state: 'open'; id: string; userId: string; expiresAt: Date; needsFactor: boolean } & Named)
  | ({ state: 'expired'; lifetimeMinutes: number } & Named)
  | ({ state: 'used' | 'replaced' | 'moved' | 'removed' } & Named)
  | { state: 'invalid' };

/** The account's address: masked for the holder of a link to a backup address, who has not proven to be its owner yet. */
type Named = { email: string; isMasked: boolean };

/** A reset with its user. `isPast`: expired by the database's clock. */
export type Reset = NonNullable<Awaited<ReturnType<typeof findById>>>;

/**
 * Which change makes a link stop working: use → used; a newer password → replaced; a newer address → moved; the backup address that it
 * went to is none any more → removed; time → expired; declined, or a disabled or deleted account → invalid. `used` is checked before
 * `replaced`, because using the link also raised the version.
 */
export function standingOf(reset: Reset | null): ResetStanding {
  if (!reset || reset.declinedAt || reset.user.isClosed) return { state: 'invalid' };
  const { id, userId, expiresAt, needsFactor, user, mailbox } = reset;
  const isMasked = reset.backupAddressId !== null;
  const named = { email: isMasked ? mask(user.email) : reset.email, isMasked };
  // Checked before the others: no new link goes to the old address, so its holder must request one for the new address.
  if (!isMasked && reset.email !== user.email) return { state: 'moved', ...named };
  if (isMasked && mailbox === null) return { state: 'removed', ...named };
  if (reset.usedAt) return { state: 'used', ...named };
  if (reset.credentialVersion !== user.credentialVersion) return { state: 'replaced', ...named };
  // Not the same for all: the link at the end of a waiting period lives longer.
  const lifetimeMinutes = Math.round((expiresAt.getTime() - reset.issuedAt.getTime()) / 60_000);
  return reset.isPast
    ? { state: 'expired', lifetimeMinutes, ...named }
    : { state: 'open', id, userId, expiresAt, needsFactor, ...named };
}

/** The reset of a signed link: the reset link itself, or the "I did not ask for this" link (`deny`). Null for any other. */
export function findReset(link: string, purpose: 'reset' | 'deny' = 'reset'): Promise<Reset | null> {
  return mailedLinks.find(purpose, link, findById);
}

export async function findById(id: string) {
  const { columns, mailbox, needsFactor, table } = users;
  const [row] = await db()
    .select({ reset: resets, user: columns, mailbox, isPast: sql<boolean>`${resets.expiresAt} <= now()`, needsFactor })
    .from(resets)
    .innerJoin(table, eq(columns.id, resets.userId))
    .where(eq(resets.id, id));
  if (!row) return null;
  const { reset, ...rest } = row;
  return { ...reset, ...rest };
}
