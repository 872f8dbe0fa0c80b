import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from '../../../support/ending';
import { findAnyPort, isListening } from '../../../support/ports';
import { startPostgresProxy } from '../../../support/postgres-proxy';
import { openDeployment } from '../deployment';
import { startLoad } from '../load';
import { requestPair } from '../pairs';
import { finishScenario, NotRun, type Scenario } from '../scenario';
import { startOwnServer } from './kills-postgres';

/** 32 users at once, and PgBouncer in transaction mode between the two instances and PostgreSQL. */
export const pgbouncer: Scenario = {
  name: 'pgbouncer',
  runs: 300,
  async play({ runs, newDatabase, random }) {
    const databaseUrl = await newDatabase();
    const pooler = await startPooler(databaseUrl);
    try {
      const deployment = await openDeployment({ databaseUrl, settings: () => ({ DATABASE_URL: pooler.url }) });
      const load = startLoad(deployment, 32, random, 20_000);
      while (load.journeys() < runs) await Promise.all([sleep(1_000), requestPair(deployment, { isSteady: true })]);
      await load.stop();
      // A busy machine answers 503, which is allowed. These messages show that the pooler got something that it does not support.
      const errors = deployment.instances.flatMap(
        (each) => each.output().match(/prepared statement|unsupported startup/g) ?? [],
      );
      const violations = errors.map((about) => ({ rule: 'the application uses only what the pooler supports', about }));
      const fault = 'PgBouncer, transaction mode, 32 people';
      return await finishScenario(deployment, { fault, runs: load.journeys(), recoveries: [], violations });
    } finally {
      await pooler.stop();
    }
  },
};

/** The database stops and comes back under another name and port, the second host in DATABASE_URL. */
export const failover: Scenario = {
  name: 'failover',
  runs: 10,
  async play({ runs, random }) {
    const server = await startOwnServer();
    const [first, second] = [server.port(), await findAnyPort()];
    const both = server.databaseUrl.replace(`127.0.0.1:${first}`, `127.0.0.1:${first},localhost:${second}`);
    // The checker's client does not fail over by itself, so it connects through a proxy that is retargeted.
    const checkerProxy = await startPostgresProxy(server.databaseUrl);
    const databaseUrl = checkerProxy.urlFor(server.databaseUrl);
    const deployment = await openDeployment({ databaseUrl, settings: () => ({ DATABASE_URL: both }) });
    const load = startLoad(deployment, 8, random);
    const recoveries: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await sleep(1_000 + random.whole(1_000));
      // Its requests may reach the site before, during or after the outage.
      const pair = requestPair(deployment, { isSteady: false });
      pair.catch(() => undefined);
      await server.halt();
      deployment.crashes += 1;
      const port = run % 2 ? first : second;
      await server.start(port);
      checkerProxy.cutAll();
      checkerProxy.retarget({ port });
      const begun = Date.now();
      await Promise.all(deployment.instances.map((instance) => instance.waitUntilReady()));
      recoveries.push(Date.now() - begun);
      await pair;
    }
    await load.stop();
    const report = await finishScenario(deployment, {
      fault: 'the database back under another name',
      runs,
      recoveries,
    });
    await checkerProxy.stop();
    await server.stop();
    return report;
  },
};

async function startPooler(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(isInstalled);
  if (!program) throw new NotRun('needs pgbouncer (Debian: apt-get install pgbouncer; macOS: brew install pgbouncer)');
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const dir = await mkdtemp(join(tmpdir(), 'return-key-pooler-'));
  const own = await findAnyPort();
  await writeFile(join(dir, 'users'), `"${username}" "${password}"\n`);
  await writeFile(
    join(dir, 'ini'),
    `[databases]\n* = host=${hostname} port=${port} password=${password}
[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${own}\nunix_socket_dir =\nauth_type = scram-sha-256\nauth_file = ${join(dir, 'users')}
pool_mode = transaction\ndefault_pool_size = 8\nmax_client_conn = 200\n`,
  );
  // PgBouncer refuses to run as root, so the account nobody must be able to read its files.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await Promise.all([chmod(dir, 0o755), chmod(join(dir, 'users'), 0o644), chmod(join(dir, 'ini'), 0o644)]);
  const child: ChildProcess = spawn(program, [...(isRoot ? ['-u', 'nobody'] : []), '-q', join(dir, 'ini')], {
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(dir, { recursive: true, force: true });
  };
  atEnd(stop);
  for (const deadline = Date.now() + 10_000; !(await isListening(own)); await sleep(100)) {
    if (Date.now() > deadline) throw new NotRun(`${program} does not start`);
  }
  return { url: `postgres://${username}:${password}@127.0.0.1:${own}${pathname}`, stop };
}

function isInstalled(file: string): boolean {
  try {
    return Boolean(execFileSync(file, ['--version'], { stdio: 'pipe' }));
  } catch {
    return false;
  }
}
