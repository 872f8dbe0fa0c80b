import { fillPlaceholders, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { ask } from './pool';

/** Names the value that a statement is given at this place of its text. */
export const hole = (name: string): Placeholder => sql.placeholder(name);

/**
 * A statement whose text never changes: written once, and by PostgreSQL parsed and planned once for each connection that is our own
 * (a pooler would hand the plan to another client). To plan the larger ones takes longer than to run them.
 * The plan is made without the values, so whatever an index depends on has to stand in the text.
 */
export function statement<Row extends object = Record<string, unknown>>(
  write: () => SQL,
): (values: Record<string, unknown>) => Promise<Row[]> {
  let written: { sql: string; params: unknown[] } | undefined;
  return (values) => {
    written ??= new PgDialect().sqlToQuery(write());
    return ask<Row>({ text: written.sql, values: fillPlaceholders(written.params, values), prepare: true });
  };
}
