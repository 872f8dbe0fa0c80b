import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@/db/migrate';
import { createDatabase, dropDatabase, startDatabase } from '@/e2e/dev/postgres/server';

/**
 * Creates a new migrated database for each run of Vitest: on the server of DATABASE_URL, or otherwise on an embedded PostgreSQL
 * that is stopped after the run.
 */
export async function setup(): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const dataDir = await mkdtemp(join(tmpdir(), 'return-key-unit-'));
  const server = given ? { url: given, stop: async () => {} } : await startDatabase({ dataDir, durable: false });
  const url = await createDatabase(server.url, `return_key_unit_${process.pid}_${Date.now()}`);
  await migrate(url);
  process.env.DATABASE_URL = url;
  return async () => {
    if (given) await dropDatabase(given, url);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
