import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type DatabaseServer, startDatabase } from '@/e2e/dev/postgres/server';
import { startTransactions } from '@/e2e/labs/faults/transactions';
import { migrate } from './migrate';

// A separate server with fsync, as in production.
let dataDir = '';
let server: DatabaseServer;
let databaseUrl = '';
const uncaught: unknown[] = [];
const recordUncaught = (error: unknown) => void uncaught.push(error);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'return-key-crash-'));
  server = await startDatabase({ dataDir });
  databaseUrl = await createDatabase(server.url, 'return_key');
  await migrate(databaseUrl);
  process.on('uncaughtException', recordUncaught);
  process.on('unhandledRejection', recordUncaught);
}, 60_000);
afterAll(async () => {
  process.off('uncaughtException', recordUncaught);
  process.off('unhandledRejection', recordUncaught);
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

// After either crash, transaction ids that were not flushed are reused by the transactions that retry at once.
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

test('the reported outcome of every transaction is true when PostgreSQL crashes under many of them', async () => {
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
