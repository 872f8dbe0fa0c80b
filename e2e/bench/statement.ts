import pg from 'pg';
import { serve } from './hands';
import { addressOf } from './load';

// What PostgreSQL allows: the site's own statement from a bare driver, in a process of its own.

export type StatementOrder = { databaseUrl: string; lanes: number; ms: number };
type Vary = { vary(email: string): { text: string; values: (string | null)[] } };
export type StatementReport = { count: number; wallMs: number };

serve<StatementOrder, StatementReport>(async ({ databaseUrl, lanes, ms }) => {
  const { vary }: Vary = await import(new URL('./bare/vary.mjs', import.meta.url).href);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: lanes });
  const begun = performance.now();
  let count = 0;
  const lane = async () => {
    while (performance.now() - begun < ms) {
      const { text, values } = vary(addressOf(count + 1));
      await pool.query({ name: 'ask', text, values });
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const wallMs = performance.now() - begun;
  await pool.end();
  return { count, wallMs };
});
