import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { db, isOutcomeUnknown, type Transaction, transact } from '@/db';
import type { Violation } from './checker';

/** Transactions of this process, several at once, that write two rows each. */
export type Transactions = {
  /** How many were said to be done so far. */
  done(): number;
  /** How many ended in "not known". */
  unknown(): number;
  /** Lets the last ones end, and compares what was said of each with its rows. */
  stop(): Promise<Violation[]>;
};

/** Begins, in a database that is the only one of this process. */
export async function startTransactions(databaseUrl: string, lanes: number): Promise<Transactions> {
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    APP_URL: 'http://localhost:3000',
    SMTP_URL: 'smtp://127.0.0.1:9',
  });
  await db().execute(sql`create table halves (run uuid not null, half int not null)`);
  const told = new Map<string, 'done' | 'not done' | 'not known'>();
  const count = (wanted: string) => [...told.values()].filter((outcome) => outcome === wanted).length;
  let isOver = false;
  const lane = async () => {
    while (!isOver) {
      const run = randomUUID();
      const write = (tx: Transaction, half: number) => tx.execute(sql`insert into halves values (${run}, ${half})`);
      const outcome = await transact(async (tx) => [await write(tx, 1), await write(tx, 2)]).then(
        () => 'done' as const,
        (error) => (isOutcomeUnknown(error) ? 'not known' : 'not done'),
      );
      told.set(run, outcome);
      if (outcome !== 'done') await sleep(10);
    }
  };
  const all = Promise.all(Array.from({ length: lanes }, lane));
  return {
    done: () => count('done'),
    unknown: () => count('not known'),
    async stop() {
      isOver = true;
      await all;
      const rows = await db().execute<{ run: string; halves: number }>(
        sql`select run, count(*)::int as halves from halves group by run`,
      );
      const found = new Map(rows.map(({ run, halves }) => [run, halves]));
      return [...told].flatMap(([run, outcome]) => {
        const halves = found.get(run) ?? 0;
        const isTrue = outcome === 'done' ? halves === 2 : outcome === 'not done' ? halves === 0 : halves % 2 === 0;
        if (isTrue && halves <= 2) return [];
        return [{ rule: 'what a transaction says is so', about: `${run}: "${outcome}", with ${halves} of 2 rows` }];
      });
    },
  };
}
