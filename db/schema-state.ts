import journal from './migrations/meta/_journal.json' with { type: 'json' };

/** How a database's schema compares with this code: migrations not applied yet, or a schema newer than the code. */
export type SchemaState = { pending: string[]; isNewer: boolean };

/** SQL for the time stamp of the newest applied migration, as text. Fails in a database that was never migrated. */
export const newestMigration = 'select max(created_at)::text as newest from drizzle.__drizzle_migrations';

/** Compares the result of `newestMigration` with the migrations in this code. Null: none was applied. */
export function compareSchema(newest: string | null): SchemaState {
  const pending = journal.entries.filter(({ when }) => when > Number(newest ?? 0)).map(({ tag }) => tag);
  const last = Math.max(...journal.entries.map(({ when }) => when));
  return { pending, isNewer: Number(newest ?? 0) > last };
}
