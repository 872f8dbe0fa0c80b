import journal from './migrations/meta/_journal.json';

/** How the schema of a database stands to this code. */
export type SchemaState = { pending: string[]; isNewer: boolean };

/** Asks a migrated database for the newest migration that it has had, as a number. */
export const newestMigration = 'select max(created_at)::text as newest from drizzle.__drizzle_migrations';

/** Compares what `newestMigration` gave with the migrations that this code brings along. Null: there was none. */
export function compareSchema(newest: string | null): SchemaState {
  const pending = journal.entries.filter(({ when }) => when > Number(newest ?? 0)).map(({ tag }) => tag);
  const last = Math.max(...journal.entries.map(({ when }) => when));
  return { pending, isNewer: Number(newest ?? 0) > last };
}
