import { eq, sql } from 'drizzle-orm';
import { db, type Transaction } from '@/db';
import { importedWorks, users } from '@/db/schema';
import type { Address } from '@/lib/fields';

/** The user of an address, and what comparisons with imported passwords compute, in one statement: an import could come between two. */
export async function findWithWorks(
  address: Address,
): Promise<{ user: typeof users.$inferSelect | null; works: string[] }> {
  const imported = db()
    .select({ works: sql<string>`coalesce(string_agg(${importedWorks.work}, ','), '')`.as('works') })
    .from(importedWorks)
    .as('imported');
  const [row] = await db()
    .select({ user: users, works: imported.works })
    .from(imported)
    .leftJoin(users, eq(users.canonical, address.canonical));
  return { user: row?.user ?? null, works: row?.works ? row.works.split(',') : [] };
}

/** Adds what comparisons with passwords that are being imported compute, in the same transaction. */
export async function addWorks(tx: Transaction, works: ReadonlySet<string>): Promise<void> {
  const values = [...works].sort().map((work) => ({ work }));
  if (values.length === 0) return;
  // Not "do nothing": the sweep leaves what was just added, also when it has waited for this transaction.
  await tx
    .insert(importedWorks)
    .values(values)
    .onConflictDoUpdate({ target: importedWorks.work, set: { addedAt: sql`clock_timestamp()` } });
}
