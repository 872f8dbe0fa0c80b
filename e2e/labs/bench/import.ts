import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../../support/child';
import { atEnd, end, onInterrupt } from '../../support/ending';
import { makeEnvironment } from '../../support/site';
import { describeMachine, residentMb } from './meter';
import { run } from './sql';
import { figure } from './table';

// npm run bench:import [-- rows]
// Imports a million users of another product: at once, again, and killed halfway and continued. Counts what has arrived.

const rows = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 1_000_000);
const passwordHash = '$2b$10$CwTycUXWue0Thq9StjUM0uJ8Q1r1s6hP8d0s4gZC7bqY5W5v0e2bK';
const header =
  'id,first_name,last_name,primary_email_address,verified_email_addresses,password_digest,password_hasher\n';

/** One run of the command: how long it took, and the most memory that it had. */
type Run = { seconds: number; mb: number };

onInterrupt(end);
try {
  await measure();
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}

async function measure(): Promise<void> {
  const env = await makeEnvironment({ durable: true });
  const folder = await mkdtemp(join(tmpdir(), 'return-key-import-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'users.csv');
  await writeRows(file);
  const query = (text: string) => run(env.DATABASE_URL ?? '', text);
  const count = async (table: string) => Number((await query(`select count(*) from ${table}`))[0]?.count);
  const clear = () => query('truncate users, audit_events restart identity cascade');
  // Each user has an audit event, and the highest number of these is found without counting.
  const countFast = async () => Number((await query('select max(id) from audit_events'))[0]?.max);
  const importAll = (killAt = Number.POSITIVE_INFINITY) =>
    importFile(file, env, async () => killAt < rows && (await countFast()) >= killAt);

  console.log(`${describeMachine()}; ${figure(rows)} rows of CSV, PostgreSQL with fsync.`);
  console.log(`at once: ${describe(await importAll())}`);
  await expectAll(count);
  console.log(`again, when all are there: ${describe(await importAll())}`);
  await clear();
  await importAll(rows / 2);
  const half = await count('users');
  console.log(`killed when ${figure(half)} were there, and continued: ${describe(await importAll())}`);
  await expectAll(count);
}

async function writeRows(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write(header);
  for (let n = 1; n <= rows; n += 1) {
    const email = `ada.${n}@users-${n % 1000}.example.test`;
    const row = `user_${n},Ada,Lovelace ${n},${email},${email},${passwordHash},bcrypt\n`;
    if (!file.write(row)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

/** Runs the command on a file, and kills it with SIGKILL once `isEnough`. */
async function importFile(file: string, env: Record<string, string>, isEnough: () => Promise<boolean>): Promise<Run> {
  const startedAt = performance.now();
  const loader = `--import=${import.meta.resolve('tsx')}`;
  const child = startChild('lib/cli/users.ts', ['import', file], { ...process.env, ...env, NODE_OPTIONS: loader });
  let isOver = false;
  const ended = child.ended.finally(() => {
    isOver = true;
  });
  let mb = 0;
  while (!isOver) {
    mb = Math.max(mb, residentMb([child.pid]));
    if (await isEnough()) await child.kill();
    await Promise.race([sleep(200), ended]);
  }
  const code = await ended;
  if (code !== 0 && code !== 'SIGKILL') throw new Error(`The import ended with ${code}.`);
  return { seconds: (performance.now() - startedAt) / 1000, mb };
}

/** Each account exactly once, with one audit event. */
async function expectAll(count: (table: string) => Promise<number>): Promise<void> {
  const [users, events] = [await count('users'), await count('audit_events')];
  if (users !== rows || events !== rows) throw new Error(`${users} users and ${events} events instead of ${rows}.`);
}

function describe({ seconds, mb }: Run): string {
  return `${figure(seconds)} s, ${figure(rows / seconds)} rows a second, at most ${figure(mb)} MB`;
}
