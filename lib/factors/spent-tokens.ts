import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { spentTokens } from '@/db/schema';

/**
 * Uses up a signed token that has no row of its own, such as a passkey's challenge. A row is written only then, so what strangers ask for
 * takes no room.
 * @param expiresAt what the token itself says; the database's clock decides
 * @returns false when it was used before, or has expired
 */
export async function spend(tx: Transaction, id: string, expiresAt: Date): Promise<boolean> {
  const end = sql`${expiresAt.toISOString()}::timestamptz`;
  const { count } = await tx.execute(sql`insert into ${spentTokens} (id, expires_at) select ${id}, ${end}
    where ${end} > clock_timestamp() on conflict do nothing`);
  return count > 0;
}

/** Gives a token back that this transaction has used up, because what it was for did not happen. */
export async function giveBack(tx: Transaction, id: string): Promise<void> {
  await tx.delete(spentTokens).where(eq(spentTokens.id, id));
}
