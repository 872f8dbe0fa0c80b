import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chown, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from '../../../db/connection';
import { codeOf } from '../../../db/failure';
import { type Installation, prepareInstallation } from './installation';

/** How to reach a running server. */
export type Access = { url: string; port: number };

/** The files of one embedded PostgreSQL, and the operations on them. */
export type Cluster = {
  /** The folder of all files. */
  home: string;
  log: string;
  pidFile: string;
  /** The running server of these files, or null. */
  findRunning(): Promise<Access | null>;
  /** Starts a server. Null when it did not start, which also happens when another process was faster. */
  launch(port?: number): Promise<Access | null>;
  stop(): Promise<void>;
};

/** The content of return-key.json in the data folder. */
type Settings = { port: number; password: string };

/** Opens the cluster of a folder, and creates it if there is none. */
export async function openCluster(dataDir: string, durable: boolean): Promise<Cluster> {
  const installation = await prepareInstallation(dataDir);
  const files = join(installation.home, 'cluster');
  const log = join(installation.home, 'server.log');
  const pidFile = join(files, 'postmaster.pid');
  if (!existsSync(files)) await createFiles(installation, files, durable);
  return {
    home: installation.home,
    log,
    pidFile,
    findRunning: () => findRunning(files, pidFile),
    async launch(wantedPort) {
      const { password, port: lastPort } = readSettings(files);
      const port = wantedPort ?? ((await bind(lastPort)) || (await bind(0)));
      // pg_ctl can report failure although the server runs, so the caller checks again with findRunning().
      const code = await run(installation, 'pg_ctl', ['start', '-w', '-D', files, '-l', log, '-o', `-p ${port}`]);
      if (code !== 0) return null;
      if (port !== lastPort) await writeSettings(files, { port, password });
      return { port, url: toUrl({ port, password }) };
    },
    async stop() {
      const stop = (mode: string) => run(installation, 'pg_ctl', ['stop', '-w', '-t', '10', '-m', mode, '-D', files]);
      if ((await stop('fast')) !== 0) await stop('immediate');
    },
  };
}

/** Runs initdb in a draft folder and renames it at the end, so that neither a kill nor a second process leaves it incomplete. */
async function createFiles(installation: Installation, files: string, durable: boolean): Promise<void> {
  const draft = `${files}.${randomBytes(4).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  const password = randomBytes(24).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (installation.owner) await chown(passwordFile, installation.owner.uid, installation.owner.gid);
  const settings = [
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC'],
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const code = await run(installation, 'initdb', [
    ...['-D', draft, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync', '--no-instructions'],
    ...settings.flatMap((setting) => ['--set', setting]),
  ]);
  await rm(passwordFile);
  if (code !== 0) throw new Error(`initdb failed with code ${code}. Set DATABASE_URL to use your own PostgreSQL.`);
  await writeSettings(draft, { port: 0, password });
  await rename(draft, files).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(files)) throw error;
  });
}

async function findRunning(files: string, pidFile: string): Promise<Access | null> {
  // Two servers on the same files would destroy the data. So the pid file is deleted only when its port was open before and now
  // refuses connections, or did not open within ten seconds: its process id then belongs to another program or a zombie.
  const deadline = Date.now() + 10_000;
  for (let refusals = 0; refusals < 5; await sleep(100)) {
    const { pid, port, wasOpen } = readPidFile(pidFile);
    if (!pid || !isAlive(pid)) return null;
    const url = toUrl({ port, password: readSettings(files).password });
    const answer = wasOpen ? await probe(url) : 'unknown';
    if (answer === 'ours') return { port, url };
    if (answer === 'not ours') refusals += 1;
    if (Date.now() < deadline) continue;
    if (wasOpen) return null;
    break;
  }
  await rm(pidFile, { force: true });
  return null;
}

async function probe(url: string): Promise<'ours' | 'not ours' | 'unknown'> {
  const connection = openConnection(url, { connectMs: 2000 });
  try {
    await connection.query({ text: 'select 1' });
    return 'ours';
  } catch (error) {
    return /^(ECONNREFUSED|28P01)$/.test(codeOf(error)) ? 'not ours' : 'unknown';
  } finally {
    await connection.close();
  }
}

/** Line 1 is the process id and line 4 the port. The server adds line 6, its address, once it listens. */
function readPidFile(pidFile: string): { pid: number; port: number; wasOpen: boolean } {
  const lines = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
  return { pid: Number(lines[0] ?? 0), port: Number(lines[3] ?? 0), wasOpen: Boolean(lines[5]?.trim()) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Runs a program and returns its exit code. No pipes: the server would inherit them and keep them open. */
async function run({ programs, home, owner }: Installation, program: string, args: string[]): Promise<number | null> {
  // macOS: without a locale the server stops with "postmaster became multithreaded".
  const env = { ...process.env, LC_ALL: 'C' };
  const child = spawn(join(programs, program), args, { ...owner, cwd: home, stdio: 'ignore', windowsHide: true, env });
  const [code] = await once(child, 'close');
  return code;
}

/** Returns the port (0: any free port) if it is free now, otherwise 0. */
async function bind(port: number): Promise<number> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  const address = await once(server, 'listening').then(
    () => server.address(),
    () => null,
  );
  server.close();
  return address && typeof address === 'object' ? address.port : 0;
}

/** Writes through a rename, so that another process never reads an incomplete file. */
async function writeSettings(files: string, settings: Settings): Promise<void> {
  const draft = join(files, `return-key.${randomBytes(4).toString('hex')}`);
  await writeFile(draft, JSON.stringify(settings), { mode: 0o600 });
  await rename(draft, join(files, 'return-key.json'));
}

const readSettings = (files: string): Settings => JSON.parse(readFileSync(join(files, 'return-key.json'), 'utf8'));

const toUrl = ({ port, password }: Settings) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
