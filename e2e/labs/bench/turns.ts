import { type Cell, type Crew, measure, type System, type Way } from './cell';
import type { Servers } from './servers';
import { run } from './sql';
import { figure } from './table';

// The same cell takes half as long again a minute later, on a machine that nobody else uses. So everything that is compared is
// measured once a round, seconds apart, and each round gives a ratio of its own.

const cells = {
  'slow mail, without JavaScript': { of: 'ours', way: 'without JavaScript', delayMs: 100 },
  'without JavaScript': { of: 'ours', way: 'without JavaScript', delayMs: 0 },
  'peer without JavaScript': { of: 'peer', way: 'without JavaScript', delayMs: 0 },
  'peer with JavaScript': { of: 'peer', way: 'with JavaScript', delayMs: 0 },
  'with JavaScript': { of: 'ours', way: 'with JavaScript', delayMs: 0 },
  'slow mail, with JavaScript': { of: 'ours', way: 'with JavaScript', delayMs: 100 },
  ask: { of: 'ours', way: 'ask', delayMs: 0 },
  'bare route': { of: 'bare', way: 'ask', delayMs: 0 },
  paced: { of: 'ours', way: 'ask', delayMs: 100, rate: 100 },
} as const satisfies Record<string, { of: string; way: Way; delayMs: number; rate?: number }>;

type Name = keyof typeof cells;
type Systems = Record<'ours' | 'peer' | 'bare', System>;
export type Options = {
  seconds: number;
  rounds: number;
  lanes: number;
  users: number;
  processes: number;
  /** Visits to each system and by each way before anything counts. */
  warmUp: number;
};

/** What one round measured. */
export type Turn = Record<Name, Cell>;

type Open = Record<keyof Systems, { system: System; servers: Servers; ways: Awaited<ReturnType<System['learn']>> }>;

/** Warms every system up, measures everything in turn, and tells how large each process is afterwards, in megabytes. */
export async function takeTurns(crew: Crew, systems: Systems, options: Options) {
  const open = {
    ours: await openSystem(systems.ours, options),
    peer: await openSystem(systems.peer, options),
    bare: await openSystem(systems.bare, options),
  };
  for (const one of Object.values(open)) await warmUp(crew, one, options);
  const turns: Turn[] = [];
  for (let n = 0; n < options.rounds; n += 1) turns.push(await takeTurn(crew, open, options, n % 2 === 1));
  const sizes = { ours: await sizeOf(open.ours), peer: await sizeOf(open.peer) };
  for (const { servers } of Object.values(open)) await servers.stop();
  return { turns, sizes };
}

async function openSystem(system: System, { processes }: Options) {
  const servers = await system.start(processes);
  return { system, servers, ways: await system.learn(servers) };
}

// A process that has just started compiles more than it serves, and PostgreSQL plans for empty tables.
async function warmUp(crew: Crew, { system, servers, ways }: Open['ours'], { lanes, users, warmUp }: Options) {
  for (const [way, shot] of Object.entries(ways))
    for (let visits = 0; visits < warmUp; ) {
      const plan = { shot, lanes, users, ms: 3000, delayMs: 0, expectsEmail: system.name !== 'a bare route' };
      const cell = await measure(system, servers, crew, plan);
      if (cell.visits === 0) throw new Error(`${system.name} takes nobody, ${way}.`);
      visits += cell.visits;
      await run(system.databaseUrl, 'analyze');
    }
}

async function takeTurn(crew: Crew, open: Open, options: Options, isReversed: boolean): Promise<Turn> {
  const { lanes, users, seconds } = options;
  const visit = async (name: Name): Promise<[Name, Cell]> => {
    const { of, way, ...load } = cells[name];
    const { system, servers, ways } = open[of];
    const shot = ways[way];
    if (!shot) throw new Error(`${system.name} cannot be asked ${way}.`);
    const plan = { shot, lanes, users, ms: seconds * 1000, ...load, expectsEmail: of !== 'bare' };
    const cell = await measure(system, servers, crew, plan);
    console.error(`${name}: p50 ${figure(cell.p50)} ms, CPU ${figure(cell.serverMs)} ms`);
    return [name, cell];
  };
  const names = Object.keys(cells) as Name[];
  const measured: [Name, Cell][] = [];
  // There and back, so that nobody always follows the same one.
  for (const name of isReversed ? names.reverse() : names) measured.push(await visit(name));
  return Object.fromEntries(measured) as Turn;
}

async function sizeOf({ servers }: Open['ours']): Promise<number> {
  return (await servers.read()).residentMb / servers.bases.length;
}
