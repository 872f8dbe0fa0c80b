import { createHash } from 'node:crypto';
import { fillPlaceholders, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { connections, isOwn } from './connections';
import { isLost } from './failure';

/** Names the value that a statement is given at this place of its text. */
export const hole = (name: string): Placeholder => sql.placeholder(name);

/**
 * A statement whose text never changes: written once, and by PostgreSQL parsed and planned once for each connection that is ours
 * alone (a pooler would hand the plan to somebody else). To plan the larger ones takes longer than to run them.
 * The plan is made without the values, so whatever an index depends on has to stand in the text.
 */
export function statement<Row extends object = Record<string, unknown>>(
  write: () => SQL,
): (values: Record<string, unknown>) => Promise<Row[]> {
  let written: { name: string; text: string; params: unknown[] } | undefined;
  return async (values) => {
    written ??= nameAndWrite(write());
    const { name, text, params } = written;
    const client = await connections().connect();
    let failure: unknown;
    // What breaks is told by the statement too. Unheard, the event would end the process.
    client.on('error', ignore);
    try {
      const config = { text, values: fillPlaceholders(params, values), ...(isOwn(client) && { name }) };
      return (await client.query<Row>(config)).rows;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      client.removeListener('error', ignore);
      client.release(isLost(failure));
    }
  };
}

function nameAndWrite(source: SQL) {
  const { sql: text, params } = new PgDialect().sqlToQuery(source);
  return { name: createHash('sha256').update(text).digest('base64url').slice(0, 20), text, params };
}

const ignore = () => undefined;
