import net from 'node:net';
import postgres, { type Row, type RowList } from 'postgres';
import { ConnectionLost } from './failure';
import { readAddress } from './servers';

export type Query = {
  /** One statement, or several separated by semicolons when there are no values. */
  text: string;
  values?: unknown[];
  /** Keeps the statement prepared for later calls. Has no effect behind a pooler. */
  prepare?: boolean;
  /** Returns each row as an array of values instead of an object. */
  asArrays?: boolean;
};

export type Rows<Of extends object = Row> = RowList<Of[]>;

export type Connection = {
  /** Runs queries one at a time, in call order. Once the connection is lost, every query fails with ConnectionLost, unsent. */
  query<Of extends object = Row>(query: Query): Promise<Rows<Of>>;
  /** The backend PID announced at start-up, which a pooler invents; 0 before the first query. */
  announcedPid(): number;
  /** True when no pooler is in between, so settings and prepared statements persist from one query to the next. */
  isDirect: boolean;
  isLost(): boolean;
  readonly openedAt: number;
  close(): Promise<void>;
};

/** `connectMs` limits connecting plus the first query; `answerMs` limits each later query (no limit when absent). */
export type TimeLimits = { connectMs: number; answerMs?: number };

/**
 * A connection to one server. The first query opens it, and it never reconnects: by default `postgres` reconnects in the middle of
 * a transaction, and the remaining statements are then committed on their own. The `socket` option below supplies only one socket.
 * Queries throw PostgresError when the server refuses a statement, and ConnectionLost for everything else.
 */
export function openConnection(server: string, { connectMs, answerMs }: TimeLimits): Connection {
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
    // The socket below connects to the real host. Without a host here, the driver would read PGHOST from the environment.
    host: 'localhost',
    max: 1,
    // Either could close the connection in the middle of a transaction. The pool limits idle time and lifetime instead.
    idle_timeout: 0,
    max_lifetime: null,
    // `connectMs` covers connecting.
    connect_timeout: 0,
    keep_alive: 10,
    // The driver sends this query itself, so its failure would be an unhandled rejection.
    fetch_types: false,
    onnotice: () => undefined,
    onclose: () => lose(closedError()),
    socket: () => {
      if (socket || loss) throw loss ?? closedError();
      socket = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
      // The driver verifies the certificate against `host`.
      return Object.assign(socket.setNoDelay(true), { host });
    },
  };
  const client = postgres(options);
  // Send every value as text: the driver's type inference breaks arrays and text sent for a boolean.
  for (const type of Object.keys(client.options.serializers)) client.options.serializers[Number(type)] = String;

  async function run<Of extends object>({ text, values = [], prepare = false, asArrays = false }: Query) {
    if (loss) throw new ConnectionLost(loss, false);
    const ms = isOpen ? answerMs : connectMs;
    const timer = ms
      ? setTimeout(() => lose(timeoutError(`PostgreSQL did not answer within ${ms} ms`)), ms)
      : undefined;
    try {
      const answer = client.unsafe<Of[]>(text, values.map(toText), { prepare: prepare && connection.isDirect });
      if (asArrays) answer.values();
      const rows: Rows<Of> = await answer;
      isOpen = true;
      // Several statements return an array of results, which has no state.
      pid = rows.state?.pid ?? pid;
      return rows;
    } catch (error) {
      // Only an error from the server below FATAL leaves the connection in a known state.
      if (error instanceof postgres.PostgresError && !/^(FATAL|PANIC)$/.test(error.severity)) throw error;
      throw new ConnectionLost(lose(error instanceof Error ? error : closedError()), isOpen);
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
    announcedPid: () => pid,
    isDirect: false,
    isLost: () => loss !== undefined,
    openedAt: Date.now(),
    async close() {
      const end = loss ? undefined : client.end({ timeout: 1 });
      loss ??= closedError();
      await end?.catch(() => undefined);
      socket?.destroy();
    },
  };
  return connection;
}

const closedError = () => Object.assign(new Error('The connection was closed'), { code: 'ECONNRESET' });

export const timeoutError = (message: string) => Object.assign(new Error(message), { code: 'ETIMEDOUT' });

/** Formats a value in PostgreSQL's text format, which works for any column type. */
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
