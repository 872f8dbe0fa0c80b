import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase, dropDatabase, startDatabase } from './server';

let dataDir = '';
const start = () => startDatabase({ dataDir, durable: false });
const pidFile = () => join(dataDir, 'cluster', 'postmaster.pid');

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'return-key-db-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

test('a server that was killed starts again on the same port with its data', async () => {
  const first = await start();
  const url = await createDatabase(first.url, 'kept');
  process.kill(Number.parseInt(await readFile(pidFile(), 'utf8'), 10), 'SIGKILL');

  const second = await start();
  expect(second.url).toBe(first.url);
  const sql = postgres(url, { max: 1 });
  expect(await sql`select current_database() as name`).toEqual([{ name: 'kept' }]);
  await sql.end();
  await dropDatabase(second.url, url);
  await second.stop();
});

test('several starters at once share one server', async () => {
  const servers = await Promise.all([start(), start(), start()]);
  expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  await servers[0]?.stop();
});

test('a stale pid file with the id of another process does not keep the server from starting', async () => {
  await (await start()).stop();
  await writeFile(pidFile(), `${process.pid}\n${join(dataDir, 'cluster')}\n0\n1\n\n127.0.0.1\n`, { mode: 0o600 });
  const server = await start();
  expect((await readFile(pidFile(), 'utf8')).startsWith(`${process.pid}\n`)).toBe(false);
  await server.stop();
});
