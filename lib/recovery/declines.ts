import { and, eq, isNull, sql } from 'drizzle-orm';
import { db } from '@/db';
import { resets } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Address } from '@/lib/fields';
import { type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { findReset, standingOf } from './standings';
import * as users from './users';

/** Whether the reset of an "I did not ask for this" link can still be declined. Changes nothing. */
export async function find(link: string): Promise<'open' | 'dead' | 'invalid'> {
  const reset = await findReset(link, 'deny');
  if (!reset) return 'invalid';
  return standingOf(reset).state === 'open' ? 'open' : 'dead';
}

export type DeclineResult =
  | { outcome: 'declined' }
  /** Not the address that the email was sent to. */
  | { outcome: 'refused' }
  /** The reset link no longer works anyway. */
  | { outcome: 'dead' }
  | Limited;

/**
 * Invalidates one reset link and nothing else. Requires the address of its email, which a mail scanner that submits forms does not
 * know.
 */
export async function decline(link: string, address: Address, requester: Requester): Promise<DeclineResult> {
  const reset = await findReset(link, 'deny');
  if (!reset || standingOf(reset).state !== 'open') return { outcome: 'dead' };
  const limited = await limitTries(`deny ${reset.id}`);
  if (limited) return limited;
  if (address.canonical !== reset.mailbox) return { outcome: 'refused' };
  const unspent = and(eq(resets.id, reset.id), isNull(resets.usedAt), isNull(resets.declinedAt));
  const [declined] = await db()
    .update(resets)
    .set({ declinedAt: sql`now()` })
    .where(unspent)
    .returning({ id: resets.id });
  if (!declined) return { outcome: 'dead' };
  await users.decline(reset, requester);
  await audit.record(db(), { name: 'reset.declined', userId: reset.userId, requester });
  return { outcome: 'declined' };
}
