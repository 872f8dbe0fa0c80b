import journal from './migrations/meta/_journal.json';

/** How a database's schema compares with this code: migrations not applied yet, or a schema newer than the code. */
export type SchemaState = { pending: string[]; isNewer: boolean };

/** SQL for the time stamp of the newest applied migration, as text. Fails in a database that was never migrated. */
export const newestMigration = 'select max(created_at)::text as newest from drizzle.__drizzle_migrations';

/** SQL for the time stamps of all applied migrations, as text. */
export const appliedMigrations = 'select created_at::text as stamp from drizzle.__drizzle_migrations';

/**
 * The migrations that drizzle would leave out without a word, because a newer one was applied: merged from upstream below a migration of one's own.
 * @param stamps the result of `appliedMigrations`
 */
export function findSkipped(stamps: readonly string[]): string[] {
  const applied = new Set(stamps.map(Number));
  const newest = Math.max(0, ...applied);
  return journal.entries.filter(({ when }) => when < newest && !applied.has(when)).map(({ tag }) => tag);
}

/** Compares the result of `newestMigration` with the migrations in this code. Null: none was applied. */
export function compareSchema(newest: string | null): SchemaState {
  const pending = journal.entries.filter(({ when }) => when > Number(newest ?? 0)).map(({ tag }) => tag);
  const last = Math.max(...journal.entries.map(({ when }) => when));
  return { pending, isNewer: Number(newest ?? 0) > last };
}
