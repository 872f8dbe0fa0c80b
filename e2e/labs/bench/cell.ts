import { setTimeout as sleep } from 'node:timers/promises';
import { type Hand, hire } from './hands';
import type { Load, Shot, Tally } from './load';
import type { Servers } from './servers';
import type { Delivery, SinkOrder, SinkReport } from './sink';
import { percentile } from './statistics';

/** What one load did to one product. Milliseconds; processor time for each visit, its email included. */
export type Cell = {
  p50: number;
  p95: number;
  serverMs: number;
  /** Visits a second, counted until the last email was delivered. */
  delivered: number;
  lagP99: number;
  /** Whether every visit was accepted and every email arrived. One that was refused costs less than it should. */
  isWhole: boolean;
};

/** How somebody asks for a reset link. The last two are the whole step: asking, and the page after it. */
export type Way = 'ask' | 'without JavaScript' | 'with JavaScript';

/** A product under load: how to start it, what to send to it, and what its limits count. */
export type System = {
  name: string;
  databaseUrl: string;
  start(processes: number): Promise<Servers>;
  /** Learns from the running site what browsers send to it. */
  learn(servers: Servers): Promise<Partial<Record<Way, Shot>>>;
  /** Forgets what the limits have counted. They stay in force; but the bench asks for the same addresses again and again. */
  forget(): Promise<void>;
};

export type Crew = {
  driver: Hand<Load, Tally>;
  sink: Hand<SinkOrder, SinkReport>;
  smtpPort: number;
};

export async function assemble(): Promise<Crew> {
  const sink = hire<SinkOrder, SinkReport>('./sink.ts');
  const { port } = await sink.ask({ count: true });
  return { driver: hire<Load, Tally>('./driver.ts'), sink, smtpPort: port };
}

export type Plan = Omit<Load, 'bases' | 'from'> & { delayMs: number; expectsEmail: boolean };

let from = 1;

/** Puts one load on one product, and waits for its emails. */
export async function measure(
  system: System,
  servers: Servers,
  crew: Crew,
  { delayMs, expectsEmail, ...plan }: Plan,
): Promise<Cell & { visits: number }> {
  await crew.sink.ask({ delayMs });
  await system.forget();
  await crew.sink.ask({ take: true });
  const before = await servers.read();
  const tally = await crew.driver.ask({ ...plan, bases: servers.bases, from });
  const visits = tally.accepted.length;
  from += visits;
  const deliveries = await collect(crew, expectsEmail ? visits : 0);
  const after = await servers.read();
  const times = tally.accepted.map(({ ms }) => ms);
  const lastAt = Math.max(...[...tally.accepted, ...deliveries].map(({ at }) => at));
  return {
    visits,
    ...{ p50: percentile(times, 50), p95: percentile(times, 95) },
    serverMs: (after.processorMs - before.processorMs) / visits,
    delivered: (visits * 1000) / (lastAt - tally.begunAt),
    lagP99: percentile(lagsOf(tally, deliveries), 99),
    isWhole: Object.keys(tally.refused).length === 0 && deliveries.length === (expectsEmail ? visits : 0),
  };
}

/** Waits until as many emails have arrived as were asked for, or none for three seconds. */
async function collect({ sink }: Crew, expected: number): Promise<Delivery[]> {
  const { deliveries } = await sink.ask({ take: true });
  for (let still = 0; deliveries.length < expected && still < 60; still += 1) {
    await sleep(50);
    const more = (await sink.ask({ take: true })).deliveries;
    if (more.length > 0) still = 0;
    deliveries.push(...more);
  }
  return deliveries;
}

/** From the answer to the visitor to the answer of the mail server, for each email. */
function lagsOf(tally: Tally, deliveries: Delivery[]): number[] {
  const arrived = new Map<string, number[]>();
  for (const { to, at } of deliveries) arrived.set(to, [...(arrived.get(to) ?? []), at]);
  return tally.accepted.flatMap(({ to, at }) => {
    const arrivedAt = arrived.get(to)?.shift();
    return arrivedAt === undefined ? [] : Math.max(0, arrivedAt - at);
  });
}
