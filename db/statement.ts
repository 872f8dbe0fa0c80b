import { createHash } from 'node:crypto';
import { fillPlaceholders, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { ZodType } from 'zod';
import { connections, isOwn } from './connections';
import { isLost } from './failure';

/** Marks a value's place in the text of a prepared statement. */
export type Parameter<Name extends string> = (name: Name) => Placeholder;

/**
 * A statement that PostgreSQL parses and plans once for each connection, for those whose plan costs more than the query.
 * The names that `write` takes are those of the values; each row is parsed by `row`.
 * The plan is made without the values, so whatever a partial index depends on must stand in the text (plans.test.ts).
 */
export function prepared<Name extends string, Row>(
  write: (parameter: Parameter<Name>) => SQL,
  row: ZodType<Row>,
): (values: Record<Name, string>) => Promise<Row[]> {
  let written: { name: string; text: string; params: unknown[] } | undefined;
  return async (values) => {
    written ??= nameAndWrite(write((name) => sql.placeholder(name)));
    const rows = await run(written, values);
    return rows.map((found) => row.parse(found));
  };
}

type Written = ReturnType<typeof nameAndWrite>;

function nameAndWrite(source: SQL) {
  const { sql: text, params } = new PgDialect().sqlToQuery(source);
  return { name: createHash('sha256').update(text).digest('base64url').slice(0, 20), text, params };
}

async function run({ name, text, params }: Written, values: Record<string, string>): Promise<unknown[]> {
  const client = await connections().connect();
  let failure: unknown;
  // What breaks is told by the statement too. Unheard, the event would end the process.
  client.on('error', ignore);
  try {
    // Named only where the connection is ours alone: behind a pooler the next one would belong to another client.
    const config = { text, values: fillPlaceholders(params, values), ...(isOwn(client) && { name }) };
    return (await client.query(config)).rows;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    client.removeListener('error', ignore);
    client.release(isLost(failure));
  }
}

const ignore = () => undefined;
