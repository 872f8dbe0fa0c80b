import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { deviceGenerations } from '@/db/schema';
import { digest } from './rate-limits';

/**
 * Ends every known device of an address: their cookies were issued earlier and count as any stranger's from now on. Part of each
 * change after which someone else may hold one of them. The row names no user, and stays when the user is deleted.
 * @param tx must hold a lock on the user's row, so that a sign-in in progress comes either before or after
 * @returns the earliest moment from which a device of the address is known again, by the database's clock
 */
export async function forgetDevices(tx: Transaction, canonical: string): Promise<Date> {
  // Not now(), when the transaction began: a sign-in may have come first. In milliseconds, because a cookie has no finer ones.
  const notBefore = sql`date_trunc('milliseconds', clock_timestamp())`;
  const [row] = await tx
    .insert(deviceGenerations)
    .values({ owner: digest(canonical), notBefore })
    .onConflictDoUpdate({ target: deviceGenerations.owner, set: { notBefore } })
    .returning({ notBefore: deviceGenerations.notBefore });
  if (!row) throw new Error('The known devices were not forgotten.');
  return row.notBefore;
}
