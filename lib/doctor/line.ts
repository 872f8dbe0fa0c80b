import pg from 'pg';
import { listServers } from '@/db/servers';

/** A connection of the doctor's own, which neither needs nor disturbs those of the application. */
export type Line = {
  ask(statement: string): Promise<Record<string, unknown>[]>;
  /** The number that the other end gave for the process behind it. A pooler makes one up. */
  promisedPid: number;
  isLocal: boolean;
  isEncrypted: boolean;
  isVerified: boolean;
  end(): Promise<void>;
};

/** Connects to the first server of a DATABASE_URL that answers and takes writes, or else to one that only answers. */
export async function openLine(url: string): Promise<Line> {
  let last: unknown = new Error('DATABASE_URL names no server.');
  let standby: Line | null = null;
  for (const server of listServers(url)) {
    try {
      const line = await connect(server);
      const [row] = await line.ask('select pg_is_in_recovery() as standby');
      if (row?.standby === false) return line;
      standby ??= line;
    } catch (error) {
      last = error;
    }
  }
  if (standby) return standby;
  throw last;
}

async function connect(url: string): Promise<Line> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 8000 });
  let promisedPid = 0;
  client.on('error', () => undefined);
  client.connection.on('backendKeyData', ({ processID }: { processID: number }) => {
    promisedPid = processID;
  });
  await client.connect();
  const { stream } = client.connection;
  return {
    ask: async (statement) => (await client.query(statement)).rows,
    promisedPid,
    isLocal: /^(localhost|127\.|::1|\/|$)/.test(client.host),
    isEncrypted: 'encrypted' in stream && stream.encrypted === true,
    isVerified: 'authorized' in stream && stream.authorized === true,
    end: () => client.end(),
  };
}
