import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Connection } from './connection';
import { drizzleOver } from './drizzle';
import { ConnectionLost, canRepeat, codeOf, mayBeDone, OutcomeUnknown } from './failure';
import { runStatement, transactionLimits, withConnection } from './pool';

/** An open transaction. Functions that are a step of a larger change take one. */
export type Transaction = Omit<PostgresJsDatabase, 'transaction' | 'query'> & { readonly isTransaction: true };

const maxAttempts = 3;

/**
 * Runs `work` as one transaction. After a serialization failure, a deadlock or a connection lost before COMMIT, `work` is repeated
 * from the start (three attempts in all), so it must have no effects outside `tx`. When the response to COMMIT is lost, the database
 * is asked whether it committed.
 * @throws OutcomeUnknown when that question got no answer either
 */
export async function transact<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(work);
    } catch (error) {
      if (attempt >= maxAttempts || !canRepeat(error)) throw error;
      await sleep(Math.random() * 40 * attempt);
    }
  }
}

async function runOnce<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const id = randomUUID();
  const { result, loss } = await withConnection(async (connection) => {
    try {
      await connection.query({ text: `begin; ${connection.isDirect ? '' : transactionLimits}` });
      const result = await runWork(connection, work);
      return { result, loss: await commit(connection, id) };
    } catch (error) {
      // Fails when the connection is lost; the server then rolls back by itself.
      await connection.query({ text: 'rollback' }).catch(() => undefined);
      throw error;
    }
  });
  // Outside withConnection: the look-up takes a connection of its own.
  if (!loss || (await wasCommitted(id, loss))) return result;
  // Not sent, as far as a caller can tell: the transaction may be repeated.
  throw new ConnectionLost(loss, false);
}

/** Runs `work` with a `tx` that refuses statements afterwards: they would be committed one by one. */
async function runWork<Result>(connection: Connection, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  let isOver = false;
  const run: Connection['query'] = (query) => {
    if (isOver) return Promise.reject(new Error('This transaction is over.'));
    return connection.query(query);
  };
  try {
    return await work(Object.assign(drizzleOver(run, {}), { isTransaction: true as const }));
  } finally {
    isOver = true;
  }
}

/** Inserts the outcome row and commits. @returns the error when the response was lost */
async function commit(connection: Connection, id: string): Promise<ConnectionLost | undefined> {
  try {
    await connection.query({ text: `insert into transaction_outcomes (id, committed) values ('${id}', true); commit` });
    return undefined;
  } catch (error) {
    if (mayBeDone(error)) return error;
    // A statement had failed, and `work` caught the error and returned normally.
    if (codeOf(error) === failedTransaction) throw new Error('The transaction had failed and was rolled back.');
    throw error;
  }
}

const failedTransaction = '25P02';
const lookUpMs = 3000;

/**
 * Finds out over another connection whether a COMMIT took effect, by inserting the transaction's outcome row. If the row exists, the
 * transaction was committed. If not, it no longer can be: its own insert would conflict with this row. While its COMMIT is running,
 * PostgreSQL makes the insert wait. Not pg_xact_status(): transaction ids that were not flushed are reused after a crash.
 */
async function wasCommitted(id: string, cause: unknown): Promise<boolean> {
  for (const deadline = Date.now() + lookUpMs; Date.now() < deadline; await sleep(100)) {
    const rows = await runStatement<{ committed: boolean }>({
      text: `insert into transaction_outcomes as known (id, committed) values ('${id}', false)
        on conflict (id) do update set committed = known.committed returning committed`,
    }).catch(() => []);
    if (rows[0]) return rows[0].committed;
  }
  throw new OutcomeUnknown(cause);
}
