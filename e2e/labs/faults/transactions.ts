import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { db, isOutcomeUnknown, type Transaction, transact } from '@/db';
import type { Violation } from './checker';

/** A load of concurrent transactions in this process. Each writes two rows. */
export type Transactions = {
  /** How many were reported as committed so far. */
  done(): number;
  /** How many ended with an unknown outcome. */
  unknown(): number;
  /** Waits for the last ones, and compares the reported outcome of each with its rows. */
  stop(): Promise<Violation[]>;
};

/** Starts the load. Sets DATABASE_URL of this process, which must not use another database. */
export async function startTransactions(databaseUrl: string, lanes: number): Promise<Transactions> {
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    APP_URL: 'http://localhost:3000',
    SMTP_URL: 'smtp://127.0.0.1:9',
  });
  await db().execute(sql`create table halves (run uuid not null, half int not null)`);
  const reported = new Map<string, 'done' | 'not done' | 'not known'>();
  const count = (wanted: string) => [...reported.values()].filter((outcome) => outcome === wanted).length;
  let isOver = false;
  const lane = async () => {
    while (!isOver) {
      const run = randomUUID();
      const write = (tx: Transaction, half: number) => tx.execute(sql`insert into halves values (${run}, ${half})`);
      const outcome = await transact(async (tx) => [await write(tx, 1), await write(tx, 2)]).then(
        () => 'done' as const,
        (error) => (isOutcomeUnknown(error) ? 'not known' : 'not done'),
      );
      reported.set(run, outcome);
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
      return [...reported].flatMap(([run, outcome]) => {
        const halves = found.get(run) ?? 0;
        const isTrue = outcome === 'done' ? halves === 2 : outcome === 'not done' ? halves === 0 : halves % 2 === 0;
        if (isTrue && halves <= 2) return [];
        return [
          { rule: 'a transaction reports its true outcome', about: `${run}: "${outcome}", with ${halves} of 2 rows` },
        ];
      });
    },
  };
}
