import { type SQL, sql } from 'drizzle-orm';

/** Rows per statement: few enough that locks are brief and the statement ends well within its time-out. */
export const batch = 2000;

/** A rule of what is removed: rows of a table, once the condition holds. */
export function ended(kind: string, table: string, when: SQL): { kind: string; removal: SQL } {
  const rows = sql.identifier(table);
  // FOR UPDATE rechecks a row that changed meanwhile; SKIP LOCKED keeps concurrent sweeps from waiting for each other.
  const expired = sql`select ctid from ${rows} where ${when} limit ${batch} for update skip locked`;
  return { kind, removal: sql`delete from ${rows} where ctid = any(array(${expired}))` };
}
