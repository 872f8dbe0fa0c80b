import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PoolClient } from 'pg';
import { connections, limitsOfTransaction } from './connections';
import { canRepeat, isLost } from './failure';
import * as schema from './schema';

/** A transaction under way: what a step of a larger change is given. */
export type Transaction = Omit<NodePgDatabase<typeof schema>, 'transaction'> & { readonly isTransaction: true };

/** Thrown when a COMMIT was sent, and neither its answer came nor could the database be asked afterwards what became of it. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('A transaction was sent, and what became of it is not known yet.', { cause });
    this.name = 'OutcomeUnknown';
  }
}

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
  const client = await connections().connect();
  // What breaks between two statements is told by the next one. Unheard, the event would end the process.
  client.on('error', ignore);
  let id = '';
  let isSound = true;
  let result: { value: Result } | null = null;
  try {
    id = await begin(client);
    const tx = known.get(client) ?? Object.assign(drizzle(client, { schema }), { isTransaction: true as const });
    known.set(client, tx);
    result = { value: await work(tx) };
    await commit(client);
    return result.value;
  } catch (error) {
    isSound = !isLost(error) && (await rollBack(client));
    // Without a result nothing was committed, whatever broke.
    if (isSound || !result) throw error;
    if (await isCommitted(id, error)) return result.value;
    throw new Error('The connection was lost, and the transaction was rolled back.', { cause: error });
  } finally {
    client.removeListener('error', ignore);
    client.release(!isSound);
  }
}

// To make one reads the whole schema: once for each connection.
const known = new WeakMap<PoolClient, Transaction>();

// One message: a transaction costs no round trip more for its limits and its number.
async function begin(client: PoolClient): Promise<string> {
  const answers: unknown = await client.query(`begin; ${limitsOfTransaction}; select pg_current_xact_id()::text as id`);
  const last: unknown = Array.isArray(answers) ? answers.at(-1)?.rows?.[0]?.id : undefined;
  if (typeof last !== 'string') throw new Error('The transaction has no number.');
  return last;
}

async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  // PostgreSQL answers so, without an error, when a statement had failed and somebody caught that.
  if (command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back.');
}

async function rollBack(client: PoolClient): Promise<boolean> {
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}

const patienceMs = 3000;

/** Asks over another connection what became of a transaction whose COMMIT was sent (its number is never used twice). */
async function isCommitted(id: string, cause: unknown): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(100)) {
    const status = await connections()
      .query<{ status: string | null }>('select pg_xact_status($1::xid8) as status', [id])
      .then(({ rows }) => rows[0]?.status)
      .catch(() => undefined);
    if (status === 'committed') return true;
    if (status === 'aborted') return false;
  }
  throw new OutcomeUnknown(cause);
}

const ignore = () => undefined;
