import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@/db/dev';
import { migrate } from '@/db/migrate';
import { findCommand, startChild } from '../child';
import { Visitor } from '../visitor';
import type { System } from './cell';
import { browser } from './forms';
import { hire } from './hands';
import { addressOf } from './load';
import { type Ours, oursOn } from './ours';
import { startServers } from './servers';
import type { StatementOrder, StatementReport } from './statement';
import { overhear } from './wire';

/** The statement of one request for a reset, as the site sends it. */
export async function overhearRequest(ours: Ours) {
  const wire = await overhear(ours.databaseUrl);
  const servers = await oursOn(wire.url, ours.env).start(1);
  await new Visitor(undefined, servers.bases[0]).forgot(addressOf(2));
  await servers.stop();
  await wire.stop();
  return wire.find('insert into letters');
}

// Below the project, where Next.js is found, and out of the way of everything that looks at our files.
export const bareDir = fileURLToPath(new URL('../../.data/bench/bare', import.meta.url));

/** What Next.js allows: a bare route handler with that statement, on a database of its own. */
export async function openBare(beside: string, statement: unknown): Promise<System> {
  await cp(fileURLToPath(new URL('./bare', import.meta.url)), bareDir, { recursive: true });
  const databaseUrl = await createDatabase(beside, `bare_${process.pid}`);
  await migrate(databaseUrl);
  const env = { DATABASE_URL: databaseUrl, BENCH_STATEMENT: JSON.stringify(statement), NEXT_TELEMETRY_DISABLED: '1' };
  // Turbopack takes the folder for a part of ours, and our instrumentation along.
  const build = startChild(findCommand('next'), ['build', '--webpack', bareDir], {
    ...process.env,
    ...env,
    NODE_ENV: 'production',
  });
  if ((await build.ended) !== 0) throw new Error('The bare application was not built.');
  return {
    name: 'a bare route',
    databaseUrl,
    start: (processes) =>
      startServers(
        { command: [findCommand('next'), 'start'], dir: bareDir, page: '/', settings: () => env },
        processes,
      ),
    learn: async () => ({
      'JSON, no mail': {
        path: '/ask',
        headers: { ...browser, 'Content-Type': 'application/json' },
        body: '{"email":"{email}"}',
        accepts: [200],
      },
    }),
    forget: async () => undefined,
  };
}

/** What PostgreSQL allows: statements a second, and its own processor time for each. */
export async function measureStatement(
  databaseUrl: string,
  statement: unknown,
  readDatabaseMs: () => number,
  lanes: number,
  ms: number,
) {
  process.env.BENCH_STATEMENT = JSON.stringify(statement);
  const hand = hire<StatementOrder, StatementReport>('./statement.ts');
  await hand.ask({ databaseUrl, lanes, ms: ms / 4 });
  const before = readDatabaseMs();
  const { count, wallMs } = await hand.ask({ databaseUrl, lanes, ms });
  return { perSecond: (count * 1000) / wallMs, databaseMs: (readDatabaseMs() - before) / count };
}
