import { Visitor } from '../visitor';
import type { Crew } from './cell';
import { complete, prepareCompletions } from './completions';
import { browser, multipart } from './forms';
import { hire } from './hands';
import type { HashOrder, HashReport } from './hashing';

import type { Load, Shot, Tally } from './load';
import { busyMs, cores, spentMs } from './meter';
import { type Ours, password } from './ours';
import type { Report } from './report';
import type { Servers } from './servers';
import { median, percentile } from './statistics';
import { bar, barHead, figure, table } from './table';

/** A visitor of the load asks for a reset so often a second, with all cores idle and with all cores busy with passwords. */
const askRate = 20;
/** A recovery compares with the present password before it hashes the new one. */
const hashesOfCompletion = 2;

type Plan = { processes: number; seconds: number; repeat: number };
/** Hashes a second, and the share of the machine that nobody else took meanwhile. */
type Speed = { perSecond: number; left: number };
type Round = { bare: Speed; signIns: Speed; completions: Speed; idle: number[]; busy: number[]; stallMs: number };

/** Signing in and setting passwords, beside what bcryptjs alone does on the same cores; and what others feel of it. */
export async function measureHashing(crew: Crew, ours: Ours, plan: Plan, report: Report): Promise<void> {
  const ms = Math.max(5000, plan.seconds * 1000);
  await crew.sink.ask({ delayMs: 0 });
  await ours.forget();
  const servers = await ours.start(plan.processes);
  const bench = await assemble(crew, ours, servers, ms);
  await bench.signIn(1500);
  const rounds: Round[] = [];
  for (let n = 0; n < plan.repeat; n += 1) rounds.push(await measureRound(bench, n));
  await servers.stop();
  report.say(describe(rounds), judge(rounds));
}

type Bench = Awaited<ReturnType<typeof assemble>>;

async function assemble(crew: Crew, ours: Ours, servers: Servers, ms: number) {
  const [signing, hashing] = [hire<Load, Tally>('./driver.ts'), hire<HashOrder, HashReport>('./hashing.ts')];
  const asking = (await ours.learn(servers))['without JavaScript'] as Shot;
  const signingIn = await learnSignIn(servers);
  const load = { bases: servers.bases, accounts: 4000 };
  let from = 3;
  return {
    ...{ crew, ours, servers, ms },
    bare: () => hashing.ask({ cost: 12, ms }).then(({ perSecond }) => perSecond),
    /** Eight at once, each as soon as the one before is in. */
    async signIn(forMs: number): Promise<number> {
      from += 500;
      const { accepted, refused, wallMs } = await signing.ask({ ...load, shot: signingIn, lanes: 8, from, ms: forMs });
      const others = Object.entries(refused).map(([status, count]) => `${count} × ${status}`);
      if (others.length > 0) throw new Error(`Not every sign-in was accepted: ${others.join()}`);
      return (accepted.length * 1000) / wallMs;
    },
    async ask(): Promise<number[]> {
      from += 500;
      const { accepted } = await crew.driver.ask({ ...load, shot: asking, lanes: 1, rate: askRate, from, ms });
      return accepted.map((one) => one.ms);
    },
    async spentMs(): Promise<number> {
      const { processorMs } = await servers.read();
      const pids = [crew.driver.pid, crew.sink.pid, signing.pid, hashing.pid, process.pid];
      return processorMs + (crew.readDatabaseMs() || 0) + pids.reduce((sum, pid) => sum + (spentMs(pid) || 0), 0);
    },
  };
}

// Bare, the site, and bare again: what others do on the machine changes from minute to minute.
async function measureRound(bench: Bench, n: number): Promise<Round> {
  const { servers, ms } = bench;
  await bench.ours.forget();
  const count = Math.round(((await bench.bare()) * ms) / 1000 / hashesOfCompletion);
  const visitors = await prepareCompletions(bench.crew.sink, servers, n * count, count);
  const idle = await bench.ask();
  const before = await measureSpeed(bench, bench.bare);
  const signIns = await measureSpeed(bench, () => bench.signIn(ms));
  const completions = await measureSpeed(bench, async () => hashesOfCompletion * (await complete(visitors, servers)));
  const after = await measureSpeed(bench, bench.bare);
  const bare = { perSecond: mean(before.perSecond, after.perSecond), left: mean(before.left, after.left) };
  await servers.read();
  const [busy] = await Promise.all([bench.ask(), bench.signIn(ms)]);
  const { stallMs } = await servers.read();
  return { bare, signIns, completions, idle: [...idle, ...(await bench.ask())], busy, stallMs };
}

async function measureSpeed(bench: Bench, work: () => Promise<number>): Promise<Speed> {
  const [busy, spent, begun] = [busyMs(), await bench.spentMs(), performance.now()];
  const perSecond = await work();
  const others = busyMs() - busy - ((await bench.spentMs()) - spent);
  return { perSecond, left: 1 - Math.max(0, others) / (performance.now() - begun) / cores };
}

function describe(rounds: Round[]): string {
  const speed = ({ perSecond, left }: Speed) => `${figure(perSecond)} (others ${Math.round((1 - left) * 100)} %)`;
  const rows = rounds.map(({ bare, signIns, completions, idle, busy, stallMs }) => [
    ...[bare, signIns, completions].map(speed),
    ...[percentile(idle, 95), percentile(busy, 95), stallMs].map(figure),
  ]);
  return table(
    ['bcryptjs alone/s', 'sign-ins/s', 'hashes of completions/s', 'forgot p95 idle', 'busy', 'stall ms'],
    rows,
  );
}

function judge(rounds: Round[]): string {
  const ratio = (pick: (round: Round) => Speed) =>
    median(rounds.map((round) => pick(round).perSecond / round.bare.perSecond));
  const ofLeft = (pick: (round: Round) => Speed) =>
    median(rounds.map((round) => ratioOf(pick(round)) / ratioOf(round.bare)));
  const slowdown = median(rounds.map(({ busy, idle }) => percentile(busy, 95) / percentile(idle, 95)));
  return table(barHead, [
    bar(
      'sign-ins, of what bcryptjs does alone',
      ratio(({ signIns }) => signIns),
      0.9,
      'at least',
    ),
    bar(
      'hashes of completions, of what bcryptjs does alone',
      ratio(({ completions }) => completions),
      0.9,
      'at least',
    ),
    ['sign-ins, of what others left', figure(ofLeft(({ signIns }) => signIns)), '', ''],
    ['hashes of completions, of what others left', figure(ofLeft(({ completions }) => completions)), '', ''],
    bar('p95 of forgot-password while sign-ins keep all cores busy, beside idle', slowdown, 2, 'at most'),
    bar('event loop delay p99 meanwhile, ms', median(rounds.map(({ stallMs }) => stallMs)), 20, 'at most'),
  ]);
}

const ratioOf = ({ perSecond, left }: Speed) => perSecond / left;
const mean = (one: number, other: number) => (one + other) / 2;

async function learnSignIn({ bases: [base = ''] }: Servers): Promise<Shot> {
  const visitor = new Visitor(undefined, base);
  const form = await visitor.open('/login').then(() => visitor.findForm(['email', 'password']));
  const fields: [string, string][] = [...form, ['email', '{email}'], ['password', password]];
  return { path: '/login', ...multipart({ ...browser, Origin: base }, fields), accepts: [303] };
}
