import { Visitor } from '../visitor';
import { type Crew, waitForQuiet } from './cell';
import { complete, prepareCompletions } from './completions';
import { browser, multipart } from './forms';
import { hire } from './hands';
import type { HashOrder, HashReport } from './hashing';

import type { Load, Shot, Tally } from './load';
import { busyMs, cores, spentMs } from './meter';
import { type Ours, password } from './ours';
import type { Report } from './report';
import { describe, judge, noiseOf, type Round, type Watched } from './rounds';
import type { Servers } from './servers';

/** A visitor of the load asks for a reset so often a second, with all cores idle and with all cores busy with passwords. */
const askRate = 20;
/** A recovery compares with the present password before it hashes the new one. */
const hashesOfCompletion = 2;

type Plan = { processes: number; seconds: number; repeat: number };

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
  const quiet = rounds.filter((round) => noiseOf(round) <= 0.1);
  report.say(
    describe(rounds),
    `${quiet.length} of ${rounds.length} rounds were quiet. Sign-ins refused: ${JSON.stringify(bench.allRefused)}.`,
    judge(quiet.length ? quiet : rounds),
  );
}

type Bench = Awaited<ReturnType<typeof assemble>>;

async function assemble(crew: Crew, ours: Ours, servers: Servers, ms: number) {
  const [signing, hashing] = [hire<Load, Tally>('./driver.ts'), hire<HashOrder, HashReport>('./hashing.ts')];
  const asking = (await ours.learn(servers))['without JavaScript'] as Shot;
  const signingIn = await learnSignIn(servers);
  const load = { bases: servers.bases, accounts: 4000 };
  // 503 when others leave so little of the machine that eight at once wait for longer than people bear.
  const allRefused: Record<string, number> = {};
  let from = 3;
  return {
    ...{ crew, ours, servers, ms, allRefused },
    bare: (forMs: number) => hashing.ask({ cost: 12, ms: forMs }).then(({ perSecond }) => perSecond),
    /** Eight at once, each as soon as the one before is in. */
    async signIn(forMs: number): Promise<number> {
      from += 500;
      const { accepted, refused, wallMs } = await signing.ask({ ...load, shot: signingIn, lanes: 8, from, ms: forMs });
      for (const [status, count] of Object.entries(refused)) allRefused[status] = (allRefused[status] ?? 0) + count;
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
  const { crew, servers, ms } = bench;
  await bench.ours.forget();
  const count = Math.round(((await bench.bare(1000)) * ms) / 1000 / hashesOfCompletion);
  const warming = servers.bases.length * 2;
  const visitors = await prepareCompletions(crew.sink, servers, n * 500, count + warming);
  const before = await watch(bench, () => bench.bare(ms));
  const signIns = await watch(bench, () => bench.signIn(ms));
  // The first new password after a while builds the dictionaries.
  await complete(visitors.splice(0, warming), servers);
  const completions = await watch(bench, async () => hashesOfCompletion * (await complete(visitors, servers)));
  const after = await watch(bench, () => bench.bare(ms));
  const early = await watch(bench, bench.ask);
  const busy = await watch(bench, async () => {
    await servers.read();
    const [times] = await Promise.all([bench.ask(), bench.signIn(ms)]);
    return { times, stallMs: (await servers.read()).stallMs };
  });
  const late = await watch(bench, bench.ask);
  return {
    bare: join(before, after, (before.value + after.value) / 2),
    signIns,
    completions,
    busy,
    idle: join(early, late, [...early.value, ...late.value]),
  };
}

const join = <Value>(one: Watched<Value>, other: Watched<Value>, value: Value): Watched<Value> => ({
  value,
  elapsedMs: one.elapsedMs + other.elapsedMs,
  spentMs: one.spentMs + other.spentMs,
  others: Math.max(one.others, other.others),
});

async function watch<Value>(bench: Bench, work: () => Promise<Value>): Promise<Watched<Value>> {
  if (bench.crew.isPatient) await waitForQuiet();
  const [busy, spent, begun] = [busyMs(), await bench.spentMs(), performance.now()];
  const value = await work();
  const [spentMs, elapsedMs] = [(await bench.spentMs()) - spent, performance.now() - begun];
  const others = Math.max(0, busyMs() - busy - spentMs) / elapsedMs / cores;
  return { value, elapsedMs, spentMs, others };
}

async function learnSignIn({ bases: [base = ''] }: Servers): Promise<Shot> {
  const visitor = new Visitor(undefined, base);
  const form = await visitor.open('/login').then(() => visitor.findForm(['email', 'password']));
  const fields: [string, string][] = [...form, ['email', '{email}'], ['password', password]];
  return { path: '/login', ...multipart({ ...browser, Origin: base }, fields), accepts: [303] };
}
