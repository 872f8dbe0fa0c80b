import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, openConnection } from '../../../db/connection';
import { type Cluster, openCluster } from './cluster';

/** A running server. `url` names its maintenance database; `stop` ends it, whichever process started it. */
export type DatabaseServer = { url: string; port: number; stop(): Promise<void> };

type Options = {
  /** Holds everything: delete it for an empty database. */
  dataDir: string;
  /** Default: the port of the last start if it is free, else any free one. */
  port?: number;
  /** False, for tests: nothing is forced to disk, and when our process is killed the folder goes as well. */
  durable?: boolean;
};

/**
 * Starts a real PostgreSQL from `node_modules` on 127.0.0.1, or finds the one that already runs on this folder.
 * It survives being killed at any moment, and any number of starters at once. When our process dies, the server ends.
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
  const log = await readFile(cluster.log, 'utf8').catch(() => 'It left no log.');
  throw new Error(`The embedded PostgreSQL does not start. The end of ${cluster.log}:\n${log.slice(-2000)}`);
}

/** Makes a database on a server unless it is there, and returns its URL. `url` needs the right to create databases. */
export async function createDatabase(url: string, name: string): Promise<string> {
  await ask(url, async (connection) => {
    const found = await connection.query({ text: 'select from pg_database where datname = $1', values: [name] });
    if (found.count === 0) await connection.query({ text: `create database ${quote(name)}` });
  });
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Removes a database with everything in it, also while others are connected to it. `url` names another one of its server. */
export async function dropDatabase(url: string, doomed: string): Promise<void> {
  const name = quote(new URL(doomed).pathname.slice(1));
  await ask(url, (connection) => connection.query({ text: `drop database if exists ${name} with (force)` }));
}

async function ask(url: string, question: (connection: Connection) => Promise<unknown>): Promise<void> {
  const connection = openConnection(url, { connectMs: 10_000 });
  await question(connection).finally(() => connection.close());
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

const guards = new Map<string, () => void>();

/** Ends the server with us, even after a kill -9: the guard is a process that only waits for our channel to break. */
function guard({ home, pidFile }: Cluster, durable: boolean): () => void {
  // A server that crashed and was started again has its guard already.
  const standing = guards.get(home);
  if (standing) return standing;
  const watcher = spawn(process.execPath, ['-e', guardScript, pidFile, durable ? '' : home], {
    // Its own process group, so that Ctrl-C reaches only us and the server is stopped in order.
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
  const [pidFile, doomed] = process.argv.slice(1);
  process.once('disconnect', () => {
    try { process.kill(parseInt(readFileSync(pidFile, 'utf8')), 'SIGINT') } catch {}
    const deadline = Date.now() + (doomed ? 10_000 : 0);
    setInterval(() => {
      if (existsSync(pidFile) && Date.now() < deadline) return;
      if (doomed) rmSync(doomed, { recursive: true, force: true });
      process.exit();
    }, 100);
  });
`;
