import { openConnection } from '@/db/connection';
import { listServers, readAddress } from '@/db/servers';

/** The doctor's own connection, independent of the application's pool. */
export type Line = {
  ask(statement: string): Promise<Record<string, unknown>[]>;
  /** The backend process id that the server sent at connect. A pooler makes one up. */
  announcedPid: number;
  isLocal: boolean;
  isEncrypted: boolean;
  isVerified: boolean;
  end(): Promise<void>;
};

/** Connects to the first server of a DATABASE_URL that takes writes, or else to a standby. */
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

async function connect(server: string): Promise<Line> {
  const { host, ssl } = readAddress(server);
  const connection = openConnection(server, { connectMs: 5000, answerMs: 8000 });
  try {
    await connection.query({ text: 'select 1' });
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    ask: (text) => connection.query({ text }),
    announcedPid: connection.announcedPid(),
    isLocal: /^(localhost|127\.|::1|\/|$)/.test(host),
    // With `prefer` the server may not support TLS.
    isEncrypted: typeof ssl === 'object',
    isVerified: typeof ssl === 'object' && ssl.rejectUnauthorized !== false,
    end: () => connection.close(),
  };
}
