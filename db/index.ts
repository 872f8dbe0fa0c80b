import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { connections } from './connections';
import * as schema from './schema';

export { isLost } from './failure';
export { OutcomeUnknown, type Transaction, transact } from './transaction';

/** The database, one statement at a time. What belongs together goes through `transact`. */
export type Database = Omit<NodePgDatabase<typeof schema>, 'transaction'>;

/** The one database of this process, connected to at the first use. */
export function db(): Database {
  return drizzle(connections(), { schema });
}
