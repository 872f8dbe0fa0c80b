import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Row, type Sql } from 'postgres';
import { migrate } from '@/db/migrate';
import { createDatabase, startDatabase } from '@/e2e/dev/postgres/server';
import { atEnd } from '../../../support/ending';
import { openDeployment } from '../deployment';
import { startLoad } from '../load';
import { requestPair } from '../pairs';
import { finishScenario, type Scenario } from '../scenario';
import { startTransactions } from '../transactions';

/** A separate PostgreSQL with fsync is killed under load: alternately the whole server and one backend. */
export const killsPostgres: Scenario = {
  name: 'kills-postgres',
  runs: 50,
  async play({ runs, random }) {
    const server = await startOwnServer();
    const deployment = await openDeployment({ databaseUrl: server.databaseUrl });
    const load = startLoad(deployment, 8, random);
    // The load spends most of its time hashing. After a crash PostgreSQL reuses lost transaction ids, which shows only with many
    // transactions.
    const transactions = await startTransactions(server.databaseUrl, 8);
    const recoveries: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await sleep(500 + random.whole(2_500));
      // Its requests may reach the site before, during or after the outage.
      const pair = requestPair(deployment, { isSteady: false });
      pair.catch(() => undefined);
      const begun = Date.now();
      if (run % 2 === 0) {
        await server.kill();
        await server.start();
      } else {
        await server.killBackend();
      }
      deployment.crashes += 1;
      await Promise.all(deployment.instances.map((instance) => instance.waitUntilReady()));
      recoveries.push(Date.now() - begun);
      await pair;
    }
    await load.stop();
    const violations = await transactions.stop();
    const notes = [`${transactions.done()} transactions alongside, ${transactions.unknown()} of them "not known"`];
    const report = await finishScenario(deployment, {
      fault: 'kill -9 of PostgreSQL',
      runs,
      recoveries,
      violations,
      notes,
    });
    await server.stop();
    return report;
  },
};

/** A server that can be killed, and started on another port. */
export async function startOwnServer(dataDir?: string) {
  const dir = dataDir ?? (await mkdtemp(join(tmpdir(), 'return-key-faults-')));
  let server = await startDatabase({ dataDir: dir });
  const databaseUrl = await createDatabase(server.url, 'return_key');
  await migrate(databaseUrl);
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await server.stop();
    if (!dataDir) await rm(dir, { recursive: true, force: true });
  };
  atEnd(stop);
  const strike = async (find: (sql: Sql) => Promise<Row[]>) => {
    const sql = postgres(server.url, { max: 1, fetch_types: false, onnotice: () => undefined });
    // An instance may have said that it is ready just before it noticed the last strike: then the server is still recovering.
    for (const deadline = Date.now() + 20_000; ; await sleep(200)) {
      const rows = await find(sql).catch((error) => {
        if (Date.now() > deadline) throw error;
        return null;
      });
      if (!rows) continue;
      if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
      break;
    }
    await sql.end({ timeout: 1 }).catch(() => undefined);
  };
  return {
    databaseUrl,
    stop,
    port: () => server.port,
    async start(port = server.port) {
      server = await startDatabase({ dataDir: dir, port });
    },
    /** An orderly stop, as before maintenance. */
    halt: () => server.stop(),
    /** kill -9 of the postmaster: the other processes end when they notice. */
    async kill() {
      await strike((sql) => sql`select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int as pid`);
    },
    /** kill -9 of one active backend: the postmaster ends all others and restarts. */
    async killBackend() {
      await strike(
        (sql) => sql`select pid from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid() limit 1`,
      );
    },
  };
}
