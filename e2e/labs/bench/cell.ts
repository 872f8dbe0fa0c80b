import { setTimeout as sleep } from 'node:timers/promises';
import { type Helper, startHelper } from './helpers';
import type { Load, RequestTemplate, Tally } from './load';
import type { Servers } from './servers';
import type { Delivery, SinkOrder, SinkReport } from './sink';
import { percentile } from './statistics';

/** The measurements of one load on one product. Times in milliseconds; `serverMs` is CPU time per visit, including its email. */
export type Cell = {
  p50: number;
  p95: number;
  serverMs: number;
  /** Visits per second, until the last email was delivered. */
  delivered: number;
  lagP99: number;
  /** Whether every visit was accepted and every email arrived. Otherwise the cell does not count, because refused visits cost less. */
  isWhole: boolean;
};

/** How a reset link is requested: the request alone, or the whole step of request and following page, without or with JavaScript. */
export type Way = 'ask' | 'without JavaScript' | 'with JavaScript';

/** A product to measure. */
export type System = {
  name: string;
  databaseUrl: string;
  start(processes: number): Promise<Servers>;
  /** Reads from the running site the requests that browsers send to it. */
  learn(servers: Servers): Promise<Partial<Record<Way, RequestTemplate>>>;
  /** Resets the counted rate limits, which stay enabled, because the bench uses the same addresses again and again. */
  resetLimits(): Promise<void>;
};

export type Helpers = {
  driver: Helper<Load, Tally>;
  sink: Helper<SinkOrder, SinkReport>;
  smtpPort: number;
};

export async function startHelpers(): Promise<Helpers> {
  const sink = startHelper<SinkOrder, SinkReport>('./sink.ts');
  const { port } = await sink.send({ count: true });
  return { driver: startHelper<Load, Tally>('./driver.ts'), sink, smtpPort: port };
}

export type Plan = Omit<Load, 'bases' | 'from'> & { delayMs: number; expectsEmail: boolean };

let from = 1;

/** Runs one load on one product and waits for its emails. */
export async function measure(
  system: System,
  servers: Servers,
  helpers: Helpers,
  { delayMs, expectsEmail, ...plan }: Plan,
): Promise<Cell & { visits: number }> {
  await helpers.sink.send({ delayMs });
  await system.resetLimits();
  await helpers.sink.send({ take: true });
  const before = await servers.read();
  const tally = await helpers.driver.send({ ...plan, bases: servers.bases, from });
  const visits = tally.accepted.length;
  from += visits;
  const deliveries = await collect(helpers, expectsEmail ? visits : 0);
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

/** Waits until the expected number of emails has arrived, or none has arrived for three seconds. */
async function collect({ sink }: Helpers, expected: number): Promise<Delivery[]> {
  const { deliveries } = await sink.send({ take: true });
  for (let idlePolls = 0; deliveries.length < expected && idlePolls < 60; idlePolls += 1) {
    await sleep(50);
    const more = (await sink.send({ take: true })).deliveries;
    if (more.length > 0) idlePolls = 0;
    deliveries.push(...more);
  }
  return deliveries;
}

/** For each email, the milliseconds from the answer to the client to the answer of the mail server. */
function lagsOf(tally: Tally, deliveries: Delivery[]): number[] {
  const arrived = new Map<string, number[]>();
  for (const { to, at } of deliveries) arrived.set(to, [...(arrived.get(to) ?? []), at]);
  return tally.accepted.flatMap(({ to, at }) => {
    const arrivedAt = arrived.get(to)?.shift();
    return arrivedAt === undefined ? [] : Math.max(0, arrivedAt - at);
  });
}
