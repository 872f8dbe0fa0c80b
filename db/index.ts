import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { drizzleOver } from './drizzle';
import { ask, requirePool } from './pool';
import * as schema from './schema';

export { isLost, isOutcomeUnknown, OutcomeUnknown } from './failure';
export { type Parameter, prepared } from './statement';
export { type Transaction, transact } from './transaction';

/** The database, one statement at a time. What belongs together goes through `transact`. */
export type Database = Omit<PostgresJsDatabase<typeof schema>, 'transaction'>;

/** The one database of this process, connected to at the first use. */
export function db(): Database {
  // Here, and not within the first statement: Drizzle would wrap what is wrong with the settings.
  requirePool();
  // To make one reads the whole schema, a tenth of a millisecond.
  made ??= drizzleOver(ask, schema);
  return made;
}

let made: Database | undefined;
