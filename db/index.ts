import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { connections } from './connections';
import * as schema from './schema';

export { isLost } from './failure';
export { type Parameter, prepared } from './statement';
export { OutcomeUnknown, type Transaction, transact } from './transaction';

/** The database, one statement at a time. What belongs together goes through `transact`. */
export type Database = Omit<NodePgDatabase<typeof schema>, 'transaction'>;

/** The one database of this process, connected to at the first use. */
export function db(): Database {
  const pool = connections();
  // To make one reads the whole schema, a tenth of a millisecond for each statement.
  if (made?.pool !== pool) made = { pool, database: drizzle(pool, { schema }) };
  return made.database;
}

let made: { pool: ReturnType<typeof connections>; database: Database } | undefined;
