import { eq, sql } from 'drizzle-orm';
import { db, type Transaction } from '@/db';
import { importedWorks, users } from '@/db/schema';
import type { Address } from '@/lib/fields';
import { findExcess } from '@/lib/passwords/imported';

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

/** What comparisons with imported passwords compute so far. */
export async function listWorks(on: Pick<Transaction, 'select'> = db()): Promise<string[]> {
  const rows = await on.select().from(importedWorks);
  return rows.map(({ work }) => work);
}

/**
 * Adds what comparisons with passwords that are being imported compute, in the same transaction.
 * @returns those that do not fit: with them every sign-in would take too long
 */
export async function addWorks(tx: Transaction, works: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (works.size === 0) return new Set();
  // Two imports that each fit might not fit together. Sign-ins go on reading.
  await tx.execute(sql`lock table ${importedWorks} in share row exclusive mode`);
  const excess = findExcess(await listWorks(tx), works);
  const values = [...works].filter((work) => !excess.has(work)).map((work) => ({ work }));
  if (values.length === 0) return excess;
  // Not "do nothing": the sweep leaves what was just added, also when it has waited for this transaction.
  await tx
    .insert(importedWorks)
    .values(values)
    .onConflictDoUpdate({ target: importedWorks.work, set: { addedAt: sql`clock_timestamp()` } });
  return excess;
}
