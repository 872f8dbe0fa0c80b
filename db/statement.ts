import { fillPlaceholders, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { ZodType } from 'zod';
import { ask } from './pool';

/** Marks a value's place in the text of a prepared statement. Elsewhere the value itself stands there. */
export type Parameter<Name extends string> = (name: Name) => Placeholder | SQL;

/**
 * A statement that PostgreSQL parses and plans once for each connection of our own, for those whose plan costs more than the query.
 * The names that `write` takes are those of the values; each row is parsed by `row`.
 * The plan is made without the values, so whatever a partial index depends on must stand in the text (plans.test.ts).
 * @throws OutcomeUnknown when it may have changed something and its answer was lost
 */
export function prepared<Name extends string, Row>(
  write: (parameter: Parameter<Name>) => SQL,
  row: ZodType<Row>,
): (values: Record<Name, string>) => Promise<Row[]> {
  let written: { sql: string; params: unknown[] } | undefined;
  return async (values) => {
    written ??= new PgDialect().sqlToQuery(write((name) => sql.placeholder(name)));
    const rows = await ask({ text: written.sql, values: fillPlaceholders(written.params, values), prepare: true });
    return rows.map((found) => row.parse(found));
  };
}
