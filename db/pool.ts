import { Pool, TimeoutError } from 'tarn';
import { env } from '@/lib/env';
import { shareInProcess } from '@/lib/process';
import { type Connection, openConnection, type Query, type Rows, timeoutError } from './connection';
import { ConnectionLost, codeOf, mayBeDone, OutcomeUnknown } from './failure';
import { listServers } from './servers';

/** Time limits. A page waits at most for one connection and one answer before it shows an error: a few seconds. */
export const limits = {
  /** Waiting for a free connection, and opening a new one. */
  connectMs: 3000,
  /** One statement, enforced by PostgreSQL. `answerMs` is half a second longer and only reached when the network is gone. */
  statementMs: 4000,
  answerMs: 4500,
  /** Waiting for a lock. Below `statementMs`, so that the error names the lock as the reason. */
  lockMs: 3000,
  /** Idle time between two statements of a transaction: a frozen process must not keep its locks. */
  idleMs: 10_000,
};

const lifetimeMs = 1_800_000;

const setLimits = (set: 'set' | 'set local') => `${set} statement_timeout = ${limits.statementMs};
  ${set} lock_timeout = ${limits.lockMs}; ${set} idle_in_transaction_session_timeout = ${limits.idleMs}`;

/** Sets the limits for one transaction. Needed behind a pooler, where connection settings do not persist. */
export const transactionLimits = setLimits('set local');

/** The pool as plain functions, because bundles of Next.js share it and each has its own copy of every class. */
type Connections = { take(): Promise<Connection>; release(connection: Connection): void };

/**
 * The connection pool of this process. Connections are opened on demand.
 * @throws EnvironmentIncomplete
 */
export function requirePool(): Connections {
  shared.pool ??= openPool();
  return shared.pool;
}

/**
 * Runs `work` with a free or new connection.
 * @throws ConnectionLost when none was free or could be opened within `connectMs`
 */
export async function withConnection<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const pool = requirePool();
  const connection = await pool.take();
  try {
    return await work(connection);
  } catch (error) {
    // A failover happened. New connections go to the next server, or to where the host name now resolves.
    if (codeOf(error) === readOnly) replacePool(pool);
    throw error;
  } finally {
    // While no server accepts writes, each refusal replaces the pool, so close connections of old pools or they pile up.
    if (pool !== shared.pool) void connection.close();
    pool.release(connection);
  }
}

/**
 * Runs one statement outside a transaction.
 * @throws OutcomeUnknown when it may have changed something and its response was lost
 */
export function runStatement<Of extends object>(query: Query): Promise<Rows<Of>> {
  return withConnection((connection) =>
    connection.query<Of>(query).catch((error) => {
      const isWrite = !/^\s*select\b/i.test(query.text);
      throw isWrite && mayBeDone(error) ? new OutcomeUnknown(error) : error;
    }),
  );
}

const readOnly = '25006';

function openPool(): Connections {
  const servers = listServers(env().DATABASE_URL);
  const server = servers[shared.serverIndex % servers.length] ?? '';
  const pool = new Pool<Connection>({
    create: () =>
      prepareConnection(openConnection(server, limits), servers.length > 1).catch((error) => {
        if (servers.length > 1) replacePool(connections);
        throw error;
      }),
    // Connections are renewed regularly to follow DNS changes and spread load over new pooler replicas.
    validate: (connection) => !connection.isLost() && Date.now() - connection.openedAt < lifetimeMs,
    destroy: (connection) => connection.close(),
    min: 0,
    max: 10,
    acquireTimeoutMillis: limits.connectMs,
    createTimeoutMillis: limits.connectMs,
    idleTimeoutMillis: 60_000,
    reapIntervalMillis: 10_000,
    // The first waiting caller gets the connection error instead of a time-out.
    propagateCreateError: true,
  });
  const connections: Connections = {
    take: () =>
      pool.acquire().promise.catch((error) => {
        if (!(error instanceof TimeoutError)) throw error;
        throw new ConnectionLost(
          timeoutError(`No connection to PostgreSQL was free within ${limits.connectMs} ms`),
          false,
        );
      }),
    release: (connection) => void pool.release(connection),
  };
  return connections;
}

/** Makes the next caller open a new pool, for the next server. Callers already waiting on the old pool still get a connection. */
function replacePool(pool: Connections): void {
  if (shared.pool !== pool) return;
  delete shared.pool;
  shared.serverIndex += 1;
}

/** Opens a connection and, without a pooler, sets its limits. A pooler would pass them on to another client. */
async function prepareConnection(connection: Connection, hasOthers: boolean): Promise<Connection> {
  try {
    const text = 'select pg_is_in_recovery() as standby, pg_backend_pid() as pid';
    const [row] = await connection.query<{ standby: boolean; pid: number }>({ text });
    if (row?.standby && hasOthers) throw new ConnectionLost(new Error('This server is a standby'), false);
    connection.isDirect = row?.pid === connection.announcedPid();
    if (connection.isDirect) await connection.query({ text: setLimits('set') });
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

const shared = shareInProcess('database', (): { pool?: Connections; serverIndex: number } => ({ serverIndex: 0 }));
