import pg from 'pg';
import { env } from '@/lib/env';
import { shareInProcess } from '@/lib/process';
import { listServers } from './servers';

/** How long anything here may take. A page waits at most for a connection and for one answer: a few seconds, then it says so. */
export const limits = {
  /** For a free connection, and for a new one to open. */
  connectMs: 3000,
  /** For a statement, counted by PostgreSQL; half a second later we stop listening, because then the network is gone. */
  statementMs: 4000,
  answerMs: 4500,
  /** For somebody else's lock. Under a statement's, so that the reason is told. */
  lockMs: 3000,
  /** For us, between two statements of a transaction: a process that froze must not hold its locks. */
  idleMs: 10_000,
};

/** The connections of this process to the server in use. */
export function connections(): pg.Pool {
  shared.pool ??= open();
  return shared.pool;
}

/** The same limits for one transaction, which hold behind a pooler too: those of a connection do not reach through it. */
export const limitsOfTransaction = `set local statement_timeout = ${limits.statementMs};
  set local lock_timeout = ${limits.lockMs}; set local idle_in_transaction_session_timeout = ${limits.idleMs}`;

function open(): pg.Pool {
  const servers = listServers(env().DATABASE_URL);
  const pool: pg.Pool = new pg.Pool({
    connectionString: servers[shared.turn % servers.length],
    application_name: 'return-key',
    max: 10,
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.answerMs,
    idleTimeoutMillis: 60_000,
    // Now and then a new one, so that a name that leads elsewhere is followed and load spreads over new replicas of a pooler.
    maxLifetimeSeconds: 1800,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    Client: class extends pg.Client {
      constructor(config?: pg.ClientConfig) {
        super(config);
        watch(this, () => leave(pool), servers.length > 1);
      }
    },
    onConnect: (client) => settle(client, () => leave(pool), servers.length > 1),
  });
  // An idle connection that breaks is replaced at the next use. Unheard, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** Whether a connection is ours alone: what is prepared on it is still there at the next use. */
export function isOwn(client: pg.ClientBase): boolean {
  return shared.own.has(client);
}

const readOnly = '25006';
const processIds = new WeakMap<pg.ClientBase, number>();

// A server that does not answer, or that may not write since another one took over, is left: new connections are opened, to
// the next server if there are several, and to wherever the name leads by then.
function watch(client: pg.Client, leave: () => void, hasOthers: boolean): void {
  let isOpen = false;
  client.once('connect', () => {
    isOpen = true;
  });
  client.once('end', () => {
    if (!isOpen && hasOthers) leave();
  });
  client.connection.on('backendKeyData', ({ processID }: { processID: number }) => processIds.set(client, processID));
  client.connection.on('errorMessage', ({ code }: { code?: string }) => {
    if (code === readOnly) leave();
  });
}

// Whoever waits for a connection of the old pool still gets one; once idle they close by themselves.
function leave(pool: pg.Pool): void {
  if (shared.pool !== pool) return;
  delete shared.pool;
  shared.turn += 1;
}

// Where the process at the other end is the one that was promised, there is no pooler in between, and the connection is ours
// alone. A pooler would refuse such settings in the start-up message, and with SET it would hand them on to somebody else.
async function settle(client: pg.ClientBase, leave: () => void, hasOthers: boolean): Promise<void> {
  const { statementMs, lockMs, idleMs } = limits;
  const { rows } = await client.query<{ standby: boolean; own: boolean }>(
    `select pg_is_in_recovery() as standby, pg_backend_pid() = $1 as own, case when pg_backend_pid() = $1 then set_config('statement_timeout', $2, false)
      || set_config('lock_timeout', $3, false) || set_config('idle_in_transaction_session_timeout', $4, false) end`,
    [processIds.get(client) ?? 0, statementMs, lockMs, idleMs].map(String),
  );
  if (rows[0]?.own) shared.own.add(client);
  if (!rows[0]?.standby || !hasOthers) return;
  leave();
  throw new Error('This server is a standby: it takes no writes.');
}

const shared = shareInProcess('database', (): { pool?: pg.Pool; turn: number; own: WeakSet<pg.ClientBase> } => ({
  turn: 0,
  own: new WeakSet(),
}));
