import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@/e2e/dev/postgres/server';
import { findCommand, startChild } from '../../support/child';
import type { System } from './cell';
import { browser } from './forms';
import { startServers } from './servers';
import { run } from './sql';

// Inside the project, so that Next.js is found; in a dot folder, so that other tools skip it.
const dir = fileURLToPath(new URL('../../../.data/bench/bare', import.meta.url));

/** The least work that Next.js can do for a request that writes: a route with one INSERT, on its own database. */
export async function openBare(serverUrl: string): Promise<System> {
  await cp(fileURLToPath(new URL('./bare', import.meta.url)), dir, { recursive: true });
  const databaseUrl = await createDatabase(serverUrl, `bare_${process.pid}`);
  await run(
    databaseUrl,
    'create table asked (id bigint generated always as identity primary key, email text not null)',
  );
  const env = { DATABASE_URL: databaseUrl, NEXT_TELEMETRY_DISABLED: '1' };
  // With Webpack, because Turbopack treats the folder as part of this project and includes its instrumentation.
  const build = startChild(findCommand('next'), ['build', '--webpack', dir], {
    ...process.env,
    ...env,
    NODE_ENV: 'production',
  });
  if ((await build.ended) !== 0) throw new Error('The bare application was not built.');
  return {
    name: 'a bare route',
    databaseUrl,
    start: (processes) =>
      startServers({ command: [findCommand('next'), 'start'], dir, page: '/', settings: () => env }, processes),
    learn: async () => ({
      ask: {
        path: '/ask',
        headers: { ...browser, 'Content-Type': 'application/json' },
        body: '{"email":"{email}"}',
        accepts: [200],
      },
    }),
    resetLimits: async () => undefined,
  };
}
