import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, openConnection } from '../../../db/connection';
import { type Cluster, openCluster } from './cluster';

/** A running server. `url` names its maintenance database. `stop` ends the server, even if another process started it. */
export type DatabaseServer = { url: string; port: number; stop(): Promise<void> };

type Options = {
  /** The folder of all files. Delete it to get an empty database. */
  dataDir: string;
  /** Default: the port of the last start if it is free, otherwise any free port. */
  port?: number;
  /** False, for tests: no fsync, and the folder is deleted when this process is killed. */
  durable?: boolean;
};

/**
 * Starts a PostgreSQL from `node_modules` on 127.0.0.1, or finds the one that already runs on this folder. Safe when several
 * processes start it at once and after a kill at any moment. The server ends when this process dies.
 * @throws when it has not started within 20 seconds, with the end of its log
 */
export async function startDatabase({ dataDir, port, durable = true }: Options): Promise<DatabaseServer> {
  const cluster = await openCluster(resolve(dataDir), durable);
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const access = (await cluster.findRunning()) ?? (await cluster.launch(port));
    if (access) {
      const release = guard(cluster, durable);
      return { ...access, stop: () => cluster.stop().finally(release) };
    }
    await sleep(200);
  }
  const log = await readFile(cluster.log, 'utf8').catch(() => 'There is no log.');
  throw new Error(`The embedded PostgreSQL did not start. The end of ${cluster.log}:\n${log.slice(-2000)}`);
}

/** Creates a database unless it exists, and returns its URL. The role in `url` must be allowed to create databases. */
export async function createDatabase(url: string, name: string): Promise<string> {
  await withConnection(url, async (connection) => {
    const found = await connection.query({ text: 'select from pg_database where datname = $1', values: [name] });
    if (found.count === 0) await connection.query({ text: `create database ${quote(name)}` });
  });
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Drops a database even while others are connected to it. `url` names another database of the same server. */
export async function dropDatabase(url: string, databaseUrl: string): Promise<void> {
  const name = quote(new URL(databaseUrl).pathname.slice(1));
  await withConnection(url, (connection) => connection.query({ text: `drop database if exists ${name} with (force)` }));
}

async function withConnection(url: string, use: (connection: Connection) => Promise<unknown>): Promise<void> {
  const connection = openConnection(url, { connectMs: 10_000 });
  await use(connection).finally(() => connection.close());
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

const guards = new Map<string, () => void>();

/** Starts a process that stops the server when the IPC channel to this process closes, which also happens after kill -9. */
function guard({ home, pidFile }: Cluster, durable: boolean): () => void {
  // A server that was restarted after a crash already has one.
  const existing = guards.get(home);
  if (existing) return existing;
  const watcher = spawn(process.execPath, ['-e', guardScript, pidFile, durable ? '' : home], {
    // Its own process group: Ctrl-C must reach only this process, which then stops the server in order.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });
  watcher.unref();
  watcher.channel?.unref();
  const release = () => {
    guards.delete(home);
    watcher.kill();
  };
  guards.set(home, release);
  return release;
}

const guardScript = `
  const { existsSync, readFileSync, rmSync } = require('node:fs');
  const [pidFile, folder] = process.argv.slice(1);
  process.once('disconnect', () => {
    try { process.kill(parseInt(readFileSync(pidFile, 'utf8')), 'SIGINT') } catch {}
    const deadline = Date.now() + (folder ? 10_000 : 0);
    setInterval(() => {
      if (existsSync(pidFile) && Date.now() < deadline) return;
      if (folder) rmSync(folder, { recursive: true, force: true });
      process.exit();
    }, 100);
  });
`;
