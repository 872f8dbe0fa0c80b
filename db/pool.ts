import { Pool, TimeoutError } from 'tarn';
import { env } from '@/lib/env';
import { shareInProcess } from '@/lib/process';
import { type Connection, openConnection, type Query, type Rows, timedOut } from './connection';
import { ConnectionLost, codeOf, mayBeDone, OutcomeUnknown } from './failure';
import { listServers } from './servers';

/** How long anything here may take. A page waits at most for a connection and for one answer: a few seconds, then it says so. */
export const limits = {
  /** For a free connection, and for a new one to open. */
  connectMs: 3000,
  /** For a statement, counted by PostgreSQL; half a second later we stop listening, because then the network is gone. */
  statementMs: 4000,
  answerMs: 4500,
  /** For a lock that another holds. Under a statement's, so that the reason is told. */
  lockMs: 3000,
  /** For us, between two statements of a transaction: a process that froze must not hold its locks. */
  idleMs: 10_000,
};

const lifetimeMs = 1_800_000;

const listLimits = (set: 'set' | 'set local') => `${set} statement_timeout = ${limits.statementMs};
  ${set} lock_timeout = ${limits.lockMs}; ${set} idle_in_transaction_session_timeout = ${limits.idleMs}`;

/** The limits for one transaction. Needed behind a pooler, through which those of a connection do not reach. */
export const limitsOfTransaction = listLimits('set local');

/** Everything that knows a class stays with the code that made it: Next.js bundles this file several times, and the pool is shared. */
type Connections = { take(): Promise<Connection>; release(connection: Connection): void };

/**
 * The connections of this process to the server in use. It connects at the first use.
 * @throws EnvironmentIncomplete
 */
export function requirePool(): Connections {
  shared.pool ??= openPool();
  return shared.pool;
}

/** Takes a free connection for a piece of work, or opens one. */
export async function withConnection<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const pool = requirePool();
  const connection = await pool.take();
  try {
    return await work(connection);
  } catch (error) {
    // Another server has taken over. New connections go to the next one, or to where the name leads by then.
    if (codeOf(error) === readOnly) leave(pool);
    throw error;
  } finally {
    // While no server takes writes, every refusal opens a pool: connections must not pile up.
    if (pool !== shared.pool) void connection.close();
    pool.release(connection);
  }
}

/**
 * Runs one statement by itself.
 * @throws OutcomeUnknown when it may have changed something and its answer was lost
 */
export function ask<Of extends object>(query: Query): Promise<Rows<Of>> {
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
  const server = servers[shared.turn % servers.length] ?? '';
  const pool = new Pool<Connection>({
    create: () =>
      settle(openConnection(server, limits), servers.length > 1).catch((error) => {
        if (servers.length > 1) leave(connections);
        throw error;
      }),
    // A new one now and then follows a name that leads elsewhere, and spreads load over new replicas of a pooler.
    validate: (connection) => !connection.isLost() && Date.now() - connection.openedAt < lifetimeMs,
    destroy: (connection) => connection.close(),
    min: 0,
    max: 10,
    acquireTimeoutMillis: limits.connectMs,
    createTimeoutMillis: limits.connectMs,
    idleTimeoutMillis: 60_000,
    reapIntervalMillis: 10_000,
    // The first in line is told why, rather than that its time is up.
    propagateCreateError: true,
  });
  const connections: Connections = {
    take: () =>
      pool.acquire().promise.catch((error) => {
        if (!(error instanceof TimeoutError)) throw error;
        throw new ConnectionLost(timedOut(`No connection to PostgreSQL was free within ${limits.connectMs} ms`), false);
      }),
    release: (connection) => void pool.release(connection),
  };
  return connections;
}

// Those who wait for a connection of the old pool still get one.
function leave(pool: Connections): void {
  if (shared.pool !== pool) return;
  delete shared.pool;
  shared.turn += 1;
}

/** Opens a connection, and gives it its limits if it is our own. A pooler would hand them on to another client. */
async function settle(connection: Connection, hasOthers: boolean): Promise<Connection> {
  try {
    const text = 'select pg_is_in_recovery() as standby, pg_backend_pid() as pid';
    const [row] = await connection.query<{ standby: boolean; pid: number }>({ text });
    if (row?.standby && hasOthers) throw new ConnectionLost(new Error('This server is a standby'), false);
    connection.isOwn = row?.pid === connection.promisedPid();
    if (connection.isOwn) await connection.query({ text: listLimits('set') });
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

const shared = shareInProcess('database', (): { pool?: Connections; turn: number } => ({ turn: 0 }));
