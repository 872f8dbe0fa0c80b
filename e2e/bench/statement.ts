import postgres, { type Sql } from 'postgres';
import { serve } from './hands';
import { addressOf } from './load';

// What PostgreSQL allows: the site's own statement from a bare driver, in a process of its own.

export type StatementOrder = { databaseUrl: string; lanes: number; ms: number };
type Vary = { vary(email: string): { text: string; values: (string | null)[] }; asText(sql: Sql): Sql };
export type StatementReport = { count: number; wallMs: number };

serve<StatementOrder, StatementReport>(async ({ databaseUrl, lanes, ms }) => {
  const { vary, asText }: Vary = await import(new URL('./bare/vary.mjs', import.meta.url).href);
  const sql = asText(postgres(databaseUrl, { max: lanes, fetch_types: false }));
  const begun = performance.now();
  let count = 0;
  const lane = async () => {
    while (performance.now() - begun < ms) {
      const { text, values } = vary(addressOf(count + 1));
      await sql.unsafe(text, values, { prepare: true });
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const wallMs = performance.now() - begun;
  await sql.end();
  return { count, wallMs };
});
