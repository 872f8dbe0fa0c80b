import { type Cell, type Helpers, measure, type System, type Way } from './cell';
import type { Servers } from './servers';
import { run } from './sql';
import { figure } from './table';

// Even on an idle machine the same cell may take 1.5 times as long a minute later. So everything that is compared is measured once
// a round, seconds apart, and each round gives its own ratio.

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
  /** Unmeasured visits to each system in each way. */
  warmUp: number;
};

/** The measurements of one round. */
export type Turn = Record<Name, Cell>;

type Open = Record<keyof Systems, { system: System; servers: Servers; ways: Awaited<ReturnType<System['learn']>> }>;

/** Warms up every system and measures all rounds. @returns them, and the memory of a process afterwards, in megabytes */
export async function takeTurns(helpers: Helpers, systems: Systems, options: Options) {
  const open = {
    ours: await openSystem(systems.ours, options),
    peer: await openSystem(systems.peer, options),
    bare: await openSystem(systems.bare, options),
  };
  for (const one of Object.values(open)) await warmUp(helpers, one, options);
  const turns: Turn[] = [];
  for (let n = 0; n < options.rounds; n += 1) turns.push(await takeTurn(helpers, open, options, n % 2 === 1));
  const sizes = { ours: await sizeOf(open.ours), peer: await sizeOf(open.peer) };
  for (const { servers } of Object.values(open)) await servers.stop();
  return { turns, sizes };
}

async function openSystem(system: System, { processes }: Options) {
  const servers = await system.start(processes);
  return { system, servers, ways: await system.learn(servers) };
}

// A new process spends its time compiling, and PostgreSQL plans for empty tables until they are analyzed.
async function warmUp(helpers: Helpers, { system, servers, ways }: Open['ours'], { lanes, users, warmUp }: Options) {
  for (const [way, template] of Object.entries(ways))
    for (let visits = 0; visits < warmUp; ) {
      const plan = { template, lanes, users, ms: 3000, delayMs: 0, expectsEmail: system.name !== 'a bare route' };
      const cell = await measure(system, servers, helpers, plan);
      if (cell.visits === 0) throw new Error(`${system.name} accepts no visits, ${way}.`);
      visits += cell.visits;
      await run(system.databaseUrl, 'analyze');
    }
}

async function takeTurn(helpers: Helpers, open: Open, options: Options, isReversed: boolean): Promise<Turn> {
  const { lanes, users, seconds } = options;
  const visit = async (name: Name): Promise<[Name, Cell]> => {
    const { of, way, ...load } = cells[name];
    const { system, servers, ways } = open[of];
    const template = ways[way];
    if (!template) throw new Error(`${system.name} has no request for "${way}".`);
    const plan = { template, lanes, users, ms: seconds * 1000, ...load, expectsEmail: of !== 'bare' };
    const cell = await measure(system, servers, helpers, plan);
    console.error(`${name}: p50 ${figure(cell.p50)} ms, CPU ${figure(cell.serverMs)} ms`);
    return [name, cell];
  };
  const names = Object.keys(cells) as Name[];
  const measured: [Name, Cell][] = [];
  // In alternating order, so that no cell always follows the same one.
  for (const name of isReversed ? names.reverse() : names) measured.push(await visit(name));
  return Object.fromEntries(measured) as Turn;
}

async function sizeOf({ servers }: Open['ours']): Promise<number> {
  return (await servers.read()).residentMb / servers.bases.length;
}
