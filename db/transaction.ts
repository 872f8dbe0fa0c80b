import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Connection } from './connection';
import { drizzleOver } from './drizzle';
import { ConnectionLost, canRepeat, codeOf, mayBeDone, OutcomeUnknown } from './failure';
import { ask, limitsOfTransaction, withConnection } from './pool';

/** A transaction under way: what a step of a larger change is given. */
export type Transaction = Omit<PostgresJsDatabase, 'transaction' | 'query'> & { readonly isTransaction: true };

const tries = 3;

/**
 * Runs a piece of work as one transaction: all or nothing. When it met another one (serialization failure, deadlock), or lost its
 * connection before anything could be committed, it is run again from the start, so the work must do nothing but ask and write
 * in `tx`. When the answer to its COMMIT was lost, the database is asked what became of it.
 * @throws OutcomeUnknown when that cannot be found out
 */
export async function transact<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(work);
    } catch (error) {
      if (attempt >= tries || !canRepeat(error)) throw error;
      await sleep(Math.random() * 40 * attempt);
    }
  }
}

async function runOnce<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const id = randomUUID();
  const outcome = await withConnection(async (connection) => {
    try {
      await connection.query({ text: `begin; ${connection.isOwn ? '' : limitsOfTransaction}` });
      const result = await workIn(connection, work);
      const loss = await commit(connection, id);
      return { result, loss };
    } catch (error) {
      // A connection that is lost, the server rolls back by itself.
      await connection.query({ text: 'rollback' }).catch(() => undefined);
      throw error;
    }
  });
  // Asked without holding a connection.
  const { result, loss } = outcome;
  if (!loss || (await wasCommitted(id, loss))) return result;
  throw new ConnectionLost(loss, false);
}

/** The work, with a `tx` that refuses statements once it is over: they would be committed one by one. */
async function workIn<Result>(connection: Connection, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
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

/** Commits together with a row that says so. When the answer is lost, returns how. */
async function commit(connection: Connection, id: string): Promise<ConnectionLost | undefined> {
  try {
    await connection.query({ text: `insert into transaction_outcomes (id, committed) values ('${id}', true); commit` });
    return undefined;
  } catch (error) {
    if (mayBeDone(error)) return error;
    // A statement had failed, and the work went on as if it had not.
    if (codeOf(error) === failedTransaction) throw new Error('The transaction had failed and was rolled back.');
    throw error;
  }
}

const failedTransaction = '25P02';
const patienceMs = 3000;

/**
 * Finds out, over another connection, what became of a COMMIT. It tries to take the transaction's own row: when that is there, the
 * transaction was committed; when it was not, it never can be from now on, because its insert would find this row. While the COMMIT
 * is still at work, PostgreSQL lets us wait for it. A transaction number proves nothing: after a crash it is given out again.
 */
async function wasCommitted(id: string, cause: unknown): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(100)) {
    const rows = await ask<{ committed: boolean }>({
      text: `insert into transaction_outcomes as known (id, committed) values ('${id}', false)
        on conflict (id) do update set committed = known.committed returning committed`,
    }).catch(() => []);
    if (rows[0]) return rows[0].committed;
  }
  throw new OutcomeUnknown(cause);
}
