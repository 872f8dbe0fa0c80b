import { setTimeout as sleep } from 'node:timers/promises';
import { type Hand, hire } from './hands';
import type { Load, Shot, Tally } from './load';
import { busyMs, cores, spentMs } from './meter';
import type { Servers } from './servers';
import type { SinkOrder, SinkReport } from './sink';
import { run } from './sql';
import { percentile } from './statistics';

/** What the bench was asked for. */
export type Options = {
  seconds: number;
  repeat: number;
  /** How many visitors at once. */
  lanes: number[];
  /** What the mail server takes for a mail, in milliseconds. */
  delays: number[];
  accounts: number;
  processes: number;
  withPeers: boolean;
};

/** What one load did to one product. Milliseconds; processor time for each accepted request, its mail included. */
export type Cell = {
  rate: number;
  p50: number;
  p95: number;
  p99: number;
  serverMs: number;
  databaseMs: number;
  accepted: number;
  refused: Record<string, number>;
  mails: number;
  lagP50: number;
  lagP99: number;
  residentMb: number;
  stallMs: number;
  /** The share of the machine that others took meanwhile. A cell above 0.1 is not a quiet one. */
  others: number;
};

/** A product under load: how to start it, what to post to it, and what its limits count. */
export type System = {
  name: string;
  databaseUrl: string;
  start(processes: number): Promise<Servers>;
  /** The ways to ask for a reset, learnt from the running site. */
  learn(servers: Servers): Promise<Record<string, Shot>>;
  /** Forgets what limits have counted. They stay in force; but the bench asks for one address again and again. */
  forget(): Promise<void>;
};

export type Crew = {
  driver: Hand<Load, Tally>;
  sink: Hand<SinkOrder, SinkReport>;
  smtpPort: number;
  readDatabaseMs: () => number;
  /** Whether to wait for a quiet machine, and to measure again when it was not. */
  isPatient: boolean;
};

export async function assemble() {
  const sink = hire<SinkOrder, SinkReport>('./sink.ts');
  const { port } = await sink.ask({ count: true });
  return { driver: hire<Load, Tally>('./driver.ts'), sink, smtpPort: port };
}

export type Plan = Omit<Load, 'bases' | 'from'> & { delayMs: number; expectsMail: boolean };

let from = 1;

/** Warms up, waits until the machine and the mail are quiet, and measures once; again, up to twice, when others disturbed it. */
export async function measure(system: System, servers: Servers, crew: Crew, plan: Plan): Promise<Cell> {
  await crew.sink.ask({ delayMs: plan.delayMs });
  const cells: Cell[] = [];
  for (let tries = 0; tries < (crew.isPatient ? 3 : 1) && !cells.some(({ others }) => others <= 0.1); tries += 1)
    cells.push(await measureOnce(system, servers, crew, plan));
  return cells.sort((a, b) => a.others - b.others)[0] as Cell;
}

async function measureOnce(
  system: System,
  servers: Servers,
  crew: Crew,
  { delayMs: _, expectsMail, ...plan }: Plan,
): Promise<Cell> {
  const post = async (ms: number) => {
    const tally = await crew.driver.ask({ ...plan, ms, bases: servers.bases, from });
    from += tally.accepted.length;
    return tally;
  };
  await system.forget();
  const warm = await post(Math.min(1500, plan.ms / 2));
  // As PostgreSQL does by itself, a minute later: until then plans are those of empty tables.
  await run(system.databaseUrl, 'analyze');
  await settle(crew, expectsMail ? warm.accepted.length : 0);
  await crew.sink.ask({ take: true });
  if (crew.isPatient) await waitForQuiet();
  const before = await snapshot(servers, crew);
  const begun = performance.now();
  const tally = await post(plan.ms);
  const mails = await settle(crew, expectsMail ? tally.accepted.length : 0);
  const after = await snapshot(servers, crew);
  const elapsedMs = performance.now() - begun;
  const accepted = tally.accepted.length;
  const ours =
    after.serverMs -
    before.serverMs +
    (after.databaseMs - before.databaseMs || 0) +
    (after.crewMs - before.crewMs || 0);
  const times = tally.accepted.map(({ ms }) => ms);
  const lags = lagsOf(tally, mails);
  return {
    rate: (accepted * 1000) / tally.wallMs,
    ...{ p50: percentile(times, 50), p95: percentile(times, 95), p99: percentile(times, 99) },
    serverMs: (after.serverMs - before.serverMs) / accepted,
    databaseMs: (after.databaseMs - before.databaseMs) / accepted,
    ...{ accepted, refused: tally.refused, mails: mails.length },
    ...{ lagP50: percentile(lags, 50), lagP99: percentile(lags, 99) },
    ...{ residentMb: after.residentMb, stallMs: after.stallMs },
    others: Math.max(0, (after.busyMs - before.busyMs - ours) / elapsedMs / cores),
  };
}

async function snapshot(servers: Servers, crew: Crew) {
  const { processorMs, ...rest } = await servers.read();
  const crewMs = spentMs(crew.driver.pid) + spentMs(crew.sink.pid) + spentMs(process.pid);
  return { ...rest, serverMs: processorMs, databaseMs: crew.readDatabaseMs(), crewMs, busyMs: busyMs() };
}

/** Waits until as many mails have arrived as were asked for, or none for three seconds. */
async function settle({ sink }: Crew, expected: number) {
  const mails = (await sink.ask({ take: true })).deliveries;
  for (let still = 0; mails.length < expected && still < 60; still += 1) {
    await sleep(50);
    const { deliveries } = await sink.ask({ take: true });
    if (deliveries.length > 0) still = 0;
    mails.push(...deliveries);
  }
  return mails;
}

/** From the answer to the visitor to the answer of the mail server, for each mail. */
function lagsOf(tally: Tally, mails: SinkReport['deliveries']): number[] {
  const arrived = new Map<string, number[]>();
  for (const { to, at } of mails) arrived.set(to, [...(arrived.get(to) ?? []), at]);
  return tally.accepted.flatMap(({ to, at }) => {
    const mail = arrived.get(to)?.shift();
    return mail === undefined ? [] : Math.max(0, mail - at);
  });
}

/** Waits until others leave the machine alone, for a quarter of a minute at most. */
export async function waitForQuiet(): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) {
    const [busy, begun] = [busyMs(), performance.now()];
    await sleep(500);
    if ((busyMs() - busy) / (performance.now() - begun) / cores < 0.12) return;
  }
}
