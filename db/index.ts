import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { drizzleOver } from './drizzle';
import { requirePool, runStatement } from './pool';
import * as schema from './schema';

export { isOutcomeUnknown, OutcomeUnknown } from './failure';
export { type Parameter, prepared } from './statement';
export { type Transaction, transact } from './transaction';

/** The database for single statements. Statements that belong together go through `transact`. */
export type Database = Omit<PostgresJsDatabase<typeof schema>, 'transaction'>;

/**
 * The database of this process. Connects at the first statement.
 * @throws EnvironmentIncomplete
 */
export function db(): Database {
  // Fails here on wrong settings. In the first statement, Drizzle would wrap the error.
  requirePool();
  // Cached: building it walks the whole schema (0.1 ms).
  database ??= drizzleOver(runStatement, schema);
  return database;
}

let database: Database | undefined;
