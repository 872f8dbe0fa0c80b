import { type Cell, type Crew, measure, type Options, type System } from './cell';
import type { Shot } from './load';
import { median, percentile } from './statistics';
import { bar, figure } from './table';

// Minutes apart this machine is half as fast again, for reasons that nobody on it can see; seconds apart it is nearly the same.
// So what the bars compare is measured in turn, again and again, and each round gives a ratio of its own.

/** The cells of one round, by the names below. */
export type Turn = Partial<Record<(typeof names)[number], Cell>>;

// Each beside what it is compared with.
const names = ['posted, slow mail', 'posted', 'peer', 'called', 'called, slow mail'] as const;

/** Goes through everything that is compared, at the most visitors, so many times. Whoever is not asked meanwhile idles. */
export async function takeTurns(
  crew: Crew,
  ours: System,
  peer: System | undefined,
  { lanes, delays, accounts, processes, seconds }: Options,
): Promise<Turn[]> {
  const systems = peer ? [ours, peer] : [ours];
  const open = await Promise.all(
    systems.map(async (system) => {
      const servers = await system.start(processes);
      return { system, servers, ways: await system.learn(servers) };
    }),
  );
  const visit = async (name: (typeof names)[number], crew: Crew, ms: number) => {
    const one = open.find(({ system }) => system === (name === 'peer' ? peer : ours));
    const way = name === 'peer' ? 'its JSON interface' : name.startsWith('posted') ? 'without JavaScript' : 'by fetch';
    if (!one) return undefined;
    const delayMs = name.endsWith('slow mail') ? Math.max(...delays) : Math.min(...delays);
    const plan = { shot: one.ways[way] as Shot, lanes: Math.max(...lanes), accounts, expectsMail: true };
    return measure(one.system, one.servers, crew, { ...plan, delayMs, ms });
  };
  // As long for the peer, which has one cell, as for ours, which have four.
  for (const name of names) await visit(name, { ...crew, isPatient: false }, name === 'peer' ? 4 * warmUpMs : warmUpMs);
  const turns: Turn[] = [];
  for (let n = 0; n < (crew.isPatient ? rounds : 3); n += 1) {
    const turn: Turn = {};
    // There and back, so that nobody always follows the same one.
    for (const name of n % 2 === 0 ? names : [...names].reverse())
      Object.assign(turn, { [name]: await visit(name, crew, (seconds * 1000) / 2) });
    turns.push(turn);
    console.error(names.map((name) => `${name} ${figure(turn[name]?.serverMs ?? Number.NaN)}`).join(' | '));
  }
  for (const { servers } of open) await servers.stop();
  return turns;
}

const rounds = 9;
const warmUpMs = 3000;

// A mail that did not come, or an ask that was refused, cost less than it should.
const isWhole = ({ accepted, mails, refused }: Cell) => mails === accepted && Object.keys(refused).length === 0;

/** What the rounds say of the bars. */
export function judgeTurns(turns: readonly Turn[]): string[][] {
  const compare = (
    name: string,
    one: (typeof names)[number],
    other: (typeof names)[number],
    of: (cell: Cell) => number,
    limit: number,
    kind: 'at most' | 'at least' = 'at most',
  ) => {
    const ratios = turns.flatMap((turn) => {
      const [above, below] = [turn[one], turn[other]];
      return above && below && isWhole(above) && isWhole(below) ? [of(above) / of(below)] : [];
    });
    const half = [25, 75].map((percent) => figure(percentile(ratios, percent))).join(' to ');
    return bar(`${name} (${half})`, ratios.length > 0 ? median(ratios) : Number.NaN, limit, kind);
  };
  return (
    [
      ['without JavaScript', 'posted'],
      ['by fetch', 'called'],
    ] as const
  ).flatMap(([way, name]) => [
    compare(`${way}: server CPU beside Better Auth`, name, 'peer', ({ serverMs }) => serverMs, 0.8),
    compare(`${way}: requests/s beside Better Auth`, name, 'peer', ({ rate }) => rate, 1.2, 'at least'),
    compare(`${way}: RSS under load beside Better Auth`, name, 'peer', ({ residentMb }) => residentMb, 1),
    compare(`${way}: p50, slow mail server beside fast`, `${name}, slow mail`, name, ({ p50 }) => p50, 1.1),
    compare(`${way}: p95, slow mail server beside fast`, `${name}, slow mail`, name, ({ p95 }) => p95, 1.1),
  ]);
}
