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

/** Where a server answers. */
export type Access = { url: string; port: number };

/** The files of one embedded PostgreSQL, and what can be done with them. */
export type Cluster = {
  /** The folder that holds them all. */
  home: string;
  log: string;
  pidFile: string;
  /** The server that holds these files, if one answers. */
  findRunning(): Promise<Access | null>;
  /** Starts one. Null when it did not come up, which is also what losing a race to another starter looks like. */
  launch(port?: number): Promise<Access | null>;
  stop(): Promise<void>;
};

/** What is remembered beside the data, as return-key.json. */
type Memory = { port: number; password: string };

/** Finds the cluster of a folder, or makes one. */
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
    async launch(wanted) {
      const { password, port: last } = recall(files);
      const port = wanted ?? ((await bind(last)) || (await bind(0)));
      // Its exit code and its idea of the status are hints only: the caller knocks again.
      const code = await run(installation, 'pg_ctl', ['start', '-w', '-D', files, '-l', log, '-o', `-p ${port}`]);
      if (code !== 0) return null;
      if (port !== last) await remember(files, { port, password });
      return { port, url: toUrl({ port, password }) };
    },
    async stop() {
      const stop = (mode: string) => run(installation, 'pg_ctl', ['stop', '-w', '-t', '10', '-m', mode, '-D', files]);
      if ((await stop('fast')) !== 0) await stop('immediate');
    },
  };
}

/** initdb works in a draft folder, and the rename makes it real: neither a kill nor a second starter leaves half of one. */
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
  if (code !== 0) throw new Error(`initdb failed with code ${code}. Set DATABASE_URL to use a PostgreSQL of your own.`);
  await remember(draft, { port: 0, password });
  await rename(draft, files).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(files)) throw error;
  });
}

async function findRunning(files: string, pidFile: string): Promise<Access | null> {
  // Beside a living server a second one would destroy the data. So the pid file goes only when its port was open once
  // and now refuses, or never opened in ten seconds: the number then belongs to a stranger or a zombie.
  const deadline = Date.now() + 10_000;
  for (let refusals = 0; refusals < 5; await sleep(100)) {
    const { pid, port, wasOpen } = readPidFile(pidFile);
    if (!pid || !isAlive(pid)) return null;
    const url = toUrl({ port, password: recall(files).password });
    const answer = wasOpen ? await knock(url) : 'unclear';
    if (answer === 'ours') return { port, url };
    if (answer === 'not ours') refusals += 1;
    if (Date.now() < deadline) continue;
    if (wasOpen) return null;
    break;
  }
  await rm(pidFile, { force: true });
  return null;
}

async function knock(url: string): Promise<'ours' | 'not ours' | 'unclear'> {
  const connection = openConnection(url, { connectMs: 2000 });
  try {
    await connection.query({ text: 'select 1' });
    return 'ours';
  } catch (error) {
    return /^(ECONNREFUSED|28P01)$/.test(codeOf(error)) ? 'not ours' : 'unclear';
  } finally {
    await connection.close();
  }
}

/** The server writes its number and port first, and its address as the sixth line once it listens. */
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

/** Runs one of the programs to its end and returns its exit code. No pipes: the server would inherit and hold them. */
async function run({ programs, home, owner }: Installation, program: string, args: string[]): Promise<number | null> {
  // macOS: without a locale the server thinks that it has become multithreaded, and stops.
  const env = { ...process.env, LC_ALL: 'C' };
  const child = spawn(join(programs, program), args, { ...owner, cwd: home, stdio: 'ignore', windowsHide: true, env });
  const [code] = await once(child, 'close');
  return code;
}

/** The port (0: any) if it is free at this moment, else 0. */
async function bind(port: number): Promise<number> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  const address = await once(server, 'listening').then(
    () => server.address(),
    () => null,
  );
  server.close();
  return address && typeof address === 'object' ? address.port : 0;
}

/** By way of a rename, so that another starter never reads half a line. */
async function remember(files: string, memory: Memory): Promise<void> {
  const draft = join(files, `return-key.${randomBytes(4).toString('hex')}`);
  await writeFile(draft, JSON.stringify(memory), { mode: 0o600 });
  await rename(draft, join(files, 'return-key.json'));
}

const recall = (files: string): Memory => JSON.parse(readFileSync(join(files, 'return-key.json'), 'utf8'));

const toUrl = ({ port, password }: Memory) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
