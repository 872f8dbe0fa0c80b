import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type DatabaseServer, startDatabase } from '@/e2e/dev/postgres/server';
import { startTransactions } from '@/e2e/labs/faults/transactions';
import { migrate } from './migrate';

// A server of its own that forces everything to disk, as one that keeps its promises does.
let dataDir = '';
let server: DatabaseServer;
let databaseUrl = '';
const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'return-key-crash-'));
  server = await startDatabase({ dataDir });
  databaseUrl = await createDatabase(server.url, 'return_key');
  await migrate(databaseUrl);
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
}, 60_000);
afterAll(async () => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

// After either, transaction numbers that were not flushed are given out again, to those who try again at once.
const crashes = {
  async 'one of its processes is killed'() {
    const sql = postgres(server.url, { max: 1 });
    const [row] = await sql`select pid from pg_stat_activity where application_name = 'return-key' and state <> 'idle'`;
    if (row) process.kill(row.pid, 'SIGKILL');
    await sql.end({ timeout: 1 }).catch(() => undefined);
  },
  async 'all of it is killed'() {
    process.kill(Number.parseInt(await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL');
    server = await startDatabase({ dataDir });
  },
};

test('what transactions say is so, when PostgreSQL crashes under many of them', async () => {
  const transactions = await startTransactions(databaseUrl, 8);
  for (let round = 0; round < 4; round += 1)
    for (const crash of Object.values(crashes)) {
      const before = transactions.done();
      await expect.poll(transactions.done, { timeout: 20_000 }).toBeGreaterThan(before + 20);
      await crash();
    }
  const before = transactions.done();
  await expect.poll(transactions.done, { timeout: 20_000 }).toBeGreaterThan(before + 20);
  expect(await transactions.stop()).toEqual([]);
  expect(uncaught).toEqual([]);
}, 120_000);
