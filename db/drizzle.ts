import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import type { Query, Rows } from './connection';

/** A Drizzle database that sends its statements through `run` instead of a driver of its own. */
export function drizzleOver<Schema extends Record<string, unknown>>(
  run: (query: Query) => Promise<Rows>,
  schema: Schema,
): PostgresJsDatabase<Schema> {
  const client: Sql = Object.assign(Object.create(unconnectedClient), {
    unsafe(text: string, values: unknown[] = []) {
      let asArrays = false;
      // Deferred by a microtask, because Drizzle calls `values()` on the result to ask for arrays.
      const answer = Promise.resolve().then(() => run({ text, values, asArrays }));
      const listValues = () => {
        asArrays = true;
        return answer;
      };
      return Object.assign(answer, { values: listValues });
    },
    // Only migrate.ts gets here, and it has already opened the transaction.
    begin: (work: (client: Sql) => unknown) => work(client),
  });
  return drizzle(client, { schema });
}

/** Never connects. Drizzle only reads and writes the `options` of its client. */
const unconnectedClient = postgres({ max: 1 });
