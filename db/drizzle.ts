import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import type { Query, Rows } from './connection';

/** Drizzle over anything that runs a statement. */
export function drizzleOver<Schema extends Record<string, unknown>>(
  run: (query: Query) => Promise<Rows>,
  schema: Schema,
): PostgresJsDatabase<Schema> {
  const client: Sql = Object.assign(Object.create(shape), {
    unsafe(text: string, values: unknown[] = []) {
      let asArrays = false;
      // Runs a moment later: until then Drizzle may ask for arrays.
      const answer = Promise.resolve().then(() => run({ text, values, asArrays }));
      const listValues = () => {
        asArrays = true;
        return answer;
      };
      return Object.assign(answer, { values: listValues });
    },
    // Only a migration gets here, and it has a transaction already.
    begin: (work: (client: Sql) => unknown) => work(client),
  });
  return drizzle(client, { schema });
}

/** What Drizzle takes for a client. It never connects: nothing of it is used but options that Drizzle writes to. */
const shape = postgres({ max: 1 });
