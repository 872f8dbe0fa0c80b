import postgres from 'postgres';
import { createDatabase } from '@/db/dev';
import { migrate } from '@/db/migrate';
import { end, onInterrupt } from '../ending';
import { Visitor } from '../visitor';
import { assemble, type Crew, measure, type System } from './cell';
import { addressOf, type Shot } from './load';
import { readLink } from './mails';
import { describeMachine, meterDatabase } from './meter';
import { openOurs, oursOn } from './ours';
import { findPgBouncer, startPgBouncer } from './pgbouncer';
import { Report } from './report';
import type { Servers } from './servers';
import { run } from './sql';
import { median } from './statistics';
import { bar, barHead, cellHead, cellRow, figure, table } from './table';

// npm run bench:scale [-- accounts] [--write]
// The same site with a thousand accounts, and with a million, a million old letters and a million events; in one, two and
// four processes; and through PgBouncer (transaction pooling) where that is installed.

const many = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 1_000_000);
const few = 1000;
const rounds = 30;
const ms = 5000;
const steps = ['request', 'open', 'complete', 'sign in'] as const;
const newTimes = (): Record<(typeof steps)[number], number[]> => ({
  request: [],
  open: [],
  complete: [],
  'sign in': [],
});

onInterrupt(end);
try {
  await compare();
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}

async function compare(): Promise<void> {
  const report = new Report();
  const hands = await assemble();
  const small = await openOurs(hands, few);
  const crew: Crew = { ...hands, readDatabaseMs: await meterDatabase(small.databaseUrl), isPatient: true };
  const large = oursOn(await createDatabase(small.databaseUrl, `large_${process.pid}`), small.env);
  await migrate(large.databaseUrl);
  await fill(small.databaseUrl, large.databaseUrl);
  report.say(`${describeMachine()}; ${figure(few)} beside ${figure(many)} accounts, letters and events.`);
  await compareSteps(crew, report, small, large);
  const rows: string[][] = [];
  const add = async (name: string, system: System, processes: number) => {
    const servers = await system.start(processes);
    const shot = (await system.learn(servers))['without JavaScript'] as Shot;
    const plan = { shot, lanes: 32, delayMs: 0, accounts: system === small ? few : 100_000, ms, expectsMail: true };
    rows.push([name, String(processes), ...cellRow(await measure(system, servers, crew, plan))]);
    await servers.stop();
  };
  await add(`${figure(few)} accounts`, small, 2);
  for (const processes of [1, 2, 4]) await add(`${figure(many)} accounts`, large, processes);
  const program = findPgBouncer();
  if (program)
    await add('the same, through PgBouncer', oursOn(await startPgBouncer(program, large.databaseUrl), small.env), 2);
  report.say(table(['', 'processes', ...cellHead], rows));
  if (!program) report.say('PgBouncer is not installed: left out.');
  if (process.argv.includes('--write')) await report.keepAs('scale');
}

/** Many accounts, and what two years leave behind: everything here is settled and over, as the sweep keeps it. */
async function fill(from: string, to: string): Promise<void> {
  const sql = postgres(from, { max: 1 });
  const [account] = await sql`select password_hash from accounts limit 1`;
  await sql.end();
  const address = `'p' || lpad(n::text, 8, '0') || '@bench.test'`;
  const past = (days: number) => `now() - interval '1 day' - n * interval '${days} days' / ${many}`;
  await run(
    to,
    `insert into accounts (name, email, canonical, password_hash)
       select 'Ada Lovelace', ${address}, ${address}, '${account?.password_hash}' from generate_series(1, ${many}) n;
     insert into letters (kind, email, canonical, ask_id, origin, locale, state, provider, settled_at, due_at, created_at)
       select 'reset', ${address}, ${address}, n::text, '{"network":"10.0.0.1","device":"Firefox on Linux"}', 'en', 'sent', 'smtp',
         ${past(28)}, ${past(28)}, ${past(28)} from generate_series(1, ${many}) n;
     insert into resets (account_id, email, credential_version, ask_id, key_id, issued_at, expires_at)
       select id, email, 1, id::text, 'key', now() - interval '1 day', now() - interval '23 hours' from accounts limit ${many / 4};
     insert into events (name, account_id, network, device, at)
       select 'reset.sent', id, '10.0.0.1', 'Firefox on Linux', now() - interval '1 day' * 179 * random() from accounts;
     vacuum analyze;
     checkpoint`,
  );
}

/** Each step of a recovery on either site in turn, one at a time. */
async function compareSteps(crew: Crew, report: Report, ...systems: [System, System]): Promise<void> {
  const sites = [];
  for (const system of systems) sites.push({ system, servers: await system.start(1), times: newTimes() });
  for (let round = 0; round < rounds; round += 1)
    for (const { servers, times } of sites) {
      const taken = await recover(crew, servers, round + 2);
      // The first rounds pay for the compiler and the pools.
      if (round >= 5) for (const step of steps) times[step].push(taken[step]);
    }
  for (const { servers } of sites) await servers.stop();
  const [small, large] = sites.map(({ times }) => times);
  if (!small || !large) return;
  const rows = steps.map((step) => {
    const name = `${step}, ms: ${figure(median(small[step]))} and ${figure(median(large[step]))}`;
    return bar(name, median(large[step]) / median(small[step]), 1.1, 'at most');
  });
  report.say(table(barHead, rows));
}

async function recover({ sink }: Crew, { bases: [base] }: Servers, n: number) {
  const [asking, opening, entering] = [0, 1, 2].map(() => new Visitor(undefined, base));
  if (!asking || !opening || !entering) throw new Error('Nobody is there.');
  const fresh = `some other words for number ${n}`;
  await asking.open('/forgot-password');
  const request = await time(() => asking.press({ email: addressOf(n) }));
  const link = await readLink(sink, addressOf(n), '/reset-password/', base);
  const open = await time(() => opening.open(link));
  const complete = await time(() => opening.press({ password: fresh }));
  await entering.open('/login');
  const enter = await time(() => entering.press({ email: addressOf(n), password: fresh }));
  return { request, open, complete, 'sign in': enter };
}

async function time(work: () => Promise<{ status: number; text: string }>): Promise<number> {
  const begun = performance.now();
  const { status, text } = await work();
  if (status !== 303 && status !== 200) throw new Error(`Answered with ${status}: ${text}`);
  return performance.now() - begun;
}
