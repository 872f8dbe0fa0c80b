import { openBare } from './bare';
import type { Helpers } from './cell';
import type { Ours } from './ours';
import { openPeer } from './peer';
import { compare, type Pair, single } from './table';
import { type Options, type Turn, takeTurns } from './turns';

/** Compares reset requests with Better Auth and with a bare Next.js route. @returns the lines of the table */
export async function compareRequests(helpers: Helpers, ours: Ours, options: Options): Promise<string[][]> {
  const peer = await openPeer(ours.databaseUrl, helpers, options.users);
  const bare = await openBare(ours.databaseUrl);
  const starts: Pair[] = [];
  for (let n = 0; n < 3; n += 1) starts.push([await timeStart(ours), await timeStart(peer)]);
  const { turns, sizes } = await takeTurns(helpers, { ours, peer, bare }, options);
  const pairs = (one: keyof Turn, other: keyof Turn, key: 'serverMs' | 'delivered' | 'p50' | 'p95'): Pair[] =>
    turns.filter((turn) => turn[one].isWhole && turn[other].isWhole).map((turn) => [turn[one][key], turn[other][key]]);
  const lags = turns.map(({ paced }) => paced.lagP99);
  const ourStarts = starts.map(([ours]) => ours);
  return [
    ...compareWay('without JavaScript', pairs),
    ...compareWay('with JavaScript', pairs),
    compare('the request alone: server CPU ms, vs. a bare route', pairs('ask', 'bare route', 'serverMs')),
    single('email lag p99 ms, 100 requests a second, mail server at 100 ms', lags, { atMost: 1000 }),
    compare('RSS of a process afterwards, MB, vs. Better Auth', [[sizes.ours, sizes.peer]], { atMost: 1.1 }),
    compare('start to first page, ms, vs. Better Auth', starts),
    single('the same, alone', ourStarts, { atMost: 2000 }),
  ];
}

function compareWay(
  way: 'without JavaScript' | 'with JavaScript',
  pairs: (one: keyof Turn, other: keyof Turn, key: 'serverMs' | 'delivered' | 'p50' | 'p95') => Pair[],
): string[][] {
  const [peer, slow] = [`peer ${way}`, `slow mail, ${way}`] as const;
  return [
    compare(`a step ${way}: server CPU ms, vs. Better Auth`, pairs(way, peer, 'serverMs'), { atMost: 0.95 }),
    compare('the same: requested and delivered per second', pairs(way, peer, 'delivered'), { atLeast: 1 }),
    compare('the same: p50 ms, mail server at 100 ms vs. 0', pairs(slow, way, 'p50'), { atMost: 1.1 }),
    compare('the same: p95 ms', pairs(slow, way, 'p95'), { atMost: 1.1 }),
  ];
}

async function timeStart(system: Pick<Ours, 'start'>): Promise<number> {
  const servers = await system.start(1);
  await servers.stop();
  return servers.startMs;
}
