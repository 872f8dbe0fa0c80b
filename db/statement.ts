import { fillPlaceholders, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { ZodType } from 'zod';
import { runStatement } from './pool';

/** Stands for a value in a statement: its placeholder in a prepared one, the value itself in any other. */
export type Parameter<Name extends string> = (name: Name) => Placeholder | SQL;

/**
 * A statement that PostgreSQL parses and plans once per direct connection, for statements that take longer to plan than to run.
 * `write` refers to the values by name; `row` parses each row.
 * The plan does not know the values, so anything a partial index depends on must be literal in the text (lib/plans.test.ts).
 * The returned function throws OutcomeUnknown when the statement may have changed something and its response was lost.
 */
export function prepared<Name extends string, Row>(
  write: (parameter: Parameter<Name>) => SQL,
  row: ZodType<Row>,
): (values: Record<Name, string>) => Promise<Row[]> {
  let written: { sql: string; params: unknown[] } | undefined;
  return async (values) => {
    written ??= new PgDialect().sqlToQuery(write((name) => sql.placeholder(name)));
    const rows = await runStatement({
      text: written.sql,
      values: fillPlaceholders(written.params, values),
      prepare: true,
    });
    return rows.map((found) => row.parse(found));
  };
}
