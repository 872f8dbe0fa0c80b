import net from 'node:net';
import postgres, { type Row, type RowList } from 'postgres';
import { ConnectionLost } from './failure';
import { readAddress } from './servers';

export type Query = {
  /** Several statements may share a text when there are no values. */
  text: string;
  values?: unknown[];
  /** Lets PostgreSQL keep the plan for the next time, on a connection that is our own. */
  prepare?: boolean;
  /** Rows as lists of values instead of objects. */
  asArrays?: boolean;
};

export type Rows<Of extends object = Row> = RowList<Of[]>;

export type Connection = {
  /** One query at a time, in the order of the calls. After a loss every query fails, and none is sent. */
  query<Of extends object = Row>(query: Query): Promise<Rows<Of>>;
  /** The process number that the other end announced. A pooler makes one up. Known after the first query. */
  promisedPid(): number;
  /** No pooler is in between: what is set or prepared on it is still there at the next use. */
  isOwn: boolean;
  isLost(): boolean;
  readonly openedAt: number;
  close(): Promise<void>;
};

/** How long to wait for the first answer, which includes connecting, and for the others. Absent: for ever. */
export type Patience = { connectMs: number; answerMs?: number };

/**
 * One connection to one server, opened by its first query and never opened again. Left to itself, `postgres` reconnects under a
 * transaction that still runs: the rest of it is then committed alone. The `socket` option prevents that: it gives a socket once.
 */
export function openConnection(server: string, { connectMs, answerMs }: Patience): Connection {
  let socket: net.Socket | undefined;
  let loss: Error | undefined;
  let isOpen = false;
  let pid = 0;
  let previous: Promise<unknown> = Promise.resolve();

  const lose = (reason: Error) => {
    loss ??= reason;
    socket?.destroy();
    return loss;
  };
  const { host, port, ...settings } = readAddress(server);
  const options = {
    ...settings,
    // The socket below leads to the real one. This one keeps a list of servers in the environment (PGHOST) out.
    host: 'localhost',
    max: 1,
    // Each of these ends a connection between two statements, and so within a transaction. The pool does it instead.
    idle_timeout: 0,
    max_lifetime: null,
    // The time limit of the first query covers the opening.
    connect_timeout: 0,
    keep_alive: 10,
    // Asked without a caller: a failure would be an unhandled rejection.
    fetch_types: false,
    onnotice: () => undefined,
    onclose: () => lose(closed()),
    socket: () => {
      if (socket || loss) throw loss ?? closed();
      socket = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
      // The certificate is checked against `host`.
      return Object.assign(socket.setNoDelay(true), { host });
    },
  };
  const client = postgres(options);
  // Values go as text. The driver's guesses at types break arrays, and text for a boolean.
  for (const type of Object.keys(client.options.serializers)) client.options.serializers[Number(type)] = String;

  async function run<Of extends object>({ text, values = [], prepare = false, asArrays = false }: Query) {
    if (loss) throw new ConnectionLost(loss, false);
    const ms = isOpen ? answerMs : connectMs;
    const timer = ms ? setTimeout(() => lose(timedOut(`PostgreSQL did not answer within ${ms} ms`)), ms) : undefined;
    try {
      const answer = client.unsafe<Of[]>(text, values.map(toText), { prepare: prepare && connection.isOwn });
      if (asArrays) answer.values();
      const rows: Rows<Of> = await answer;
      isOpen = true;
      // Several statements are answered by a list of results, which has no state.
      pid = rows.state?.pid ?? pid;
      return rows;
    } catch (error) {
      // Only a refusal by the server leaves a connection of which we know where it stands.
      if (error instanceof postgres.PostgresError && !/^(FATAL|PANIC)$/.test(error.severity)) throw error;
      throw new ConnectionLost(lose(error instanceof Error ? error : closed()), isOpen);
    } finally {
      clearTimeout(timer);
    }
  }

  const connection: Connection = {
    query<Of extends object>(query: Query) {
      const answer = previous.then(() => run<Of>(query));
      previous = answer.catch(() => undefined);
      return answer;
    },
    promisedPid: () => pid,
    isOwn: false,
    isLost: () => loss !== undefined,
    openedAt: Date.now(),
    async close() {
      const end = loss ? undefined : client.end({ timeout: 1 });
      loss ??= closed();
      await end?.catch(() => undefined);
      socket?.destroy();
    },
  };
  return connection;
}

const closed = () => Object.assign(new Error('The connection was closed'), { code: 'ECONNRESET' });

export const timedOut = (message: string) => Object.assign(new Error(message), { code: 'ETIMEDOUT' });

/** A value as PostgreSQL reads it, whatever its type there. */
function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map(toItem).join()}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function toItem(value: unknown): string {
  const text = toText(value);
  if (text === null) return 'NULL';
  return Array.isArray(value) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
