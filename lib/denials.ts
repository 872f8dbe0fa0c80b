import { and, eq, isNull, sql } from 'drizzle-orm';
import { db } from '@/db';
import { resets } from '@/db/schema';
import * as events from './events';
import type { Address } from './fields';
import type { Origin } from './origin';
import { findReset, standingOf } from './recovery';
import { type Limited, limitTries } from './throttle';

/** Whether the "I did not ask for this" of a reset mail still has a link to stop. Spends nothing. */
export async function find(link: string): Promise<'open' | 'dead' | 'invalid'> {
  const reset = await findReset(link, 'deny');
  if (!reset) return 'invalid';
  return standingOf(reset).state === 'open' ? 'open' : 'dead';
}

export type Denial =
  | { outcome: 'denied' }
  /** Not the address of the account that the link is for. */
  | { outcome: 'refused' }
  /** There is nothing left to stop. */
  | { outcome: 'dead' }
  | Limited;

/** Kills the link of one reset mail and nothing else. Asks for the account's address, which a scanner that presses buttons does not know. */
export async function deny(link: string, address: Address, origin: Origin): Promise<Denial> {
  const reset = await findReset(link, 'deny');
  const limited = await limitTries(reset ? `deny ${reset.id}` : undefined, origin.network);
  if (limited) return limited;
  if (!reset || standingOf(reset).state !== 'open') return { outcome: 'dead' };
  if (address.canonical !== reset.account.canonical) return { outcome: 'refused' };
  const unspent = and(eq(resets.id, reset.id), isNull(resets.usedAt), isNull(resets.deniedAt));
  const [denied] = await db().update(resets).set({ deniedAt: sql`now()` }).where(unspent).returning({ id: resets.id });
  if (!denied) return { outcome: 'dead' };
  await events.record(db(), { name: 'reset.denied', accountId: reset.accountId, origin });
  return { outcome: 'denied' };
}
