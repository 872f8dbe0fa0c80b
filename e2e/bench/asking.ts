import { setTimeout as sleep } from 'node:timers/promises';
import { type Cell, type Crew, measure, type Options, type System } from './cell';
import { drawChart } from './chart';
import type { Ours } from './ours';
import { openPeer } from './peer';
import { measureStatement, openBare, overhearRequest } from './references';
import type { Report } from './report';
import { median } from './statistics';
import { bar, barHead, cellHead, cellRow, figure, table } from './table';
import { judgeTurns, takeTurns } from './turns';

/** One process: until its first page, and how large it is then, after an ask, and after all loads. */
type Start = { startMs: number; idleMb: number; askedMb: number; loadedMb?: number };

type Row = { system: string; way: string; load: string; lanes: number; delayMs: number; rate?: number; cell: Cell };

/** Paced, for the lag of the mail: requests a second, whatever the answers. */
const rate = 200;

/** Asking for a reset in every way, ours beside a bare route and the peers. @returns the chart */
export async function compareAsking(crew: Crew, ours: Ours, options: Options, report: Report): Promise<string> {
  const statement = await overhearRequest(ours);
  const bare = await openBare(ours.databaseUrl, statement);
  const systems: System[] = [ours, bare];
  for (const variant of options.withPeers ? (['', 'mail awaited', 'mail pooled'] as const) : [])
    systems.push(await openPeer(ours.databaseUrl, crew, options.accounts, variant));
  const rows: Row[] = [];
  const starts = new Map<string, Start[]>();
  for (let n = 0; n < options.repeat; n += 1)
    for (const system of systems) {
      const found = starts.get(system.name) ?? [];
      starts.set(system.name, found);
      while (found.length < startsEach * (n + 1) - 1) {
        const { servers, start } = await startAndAsk(system, crew, options);
        found.push(start);
        await servers.stop();
      }
      const { servers, ways, start } = await startAndAsk(system, crew, options);
      const expectsMail = system !== bare;
      // A process that has just started compiles more than it serves: each way is gone for a while before anything counts.
      for (const [, shot] of ways)
        await measure(
          system,
          servers,
          { ...crew, isPatient: false },
          {
            ...{ shot, lanes: Math.max(...options.lanes), delayMs: 0, accounts: options.accounts },
            ...{ ms: 3000, expectsMail },
          },
        );
      for (const [way, shot] of ways)
        for (const load of listLoads(system, way, options)) {
          const { accounts, seconds } = options;
          const plan = { shot, ...load, accounts, ms: seconds * 1000, expectsMail };
          const cell = await measure(system, servers, crew, plan);
          const name = load.rate ? `${load.rate} a second` : `${load.lanes} at once`;
          rows.push({ system: system.name, way, load: name, ...load, cell });
          console.error([system.name, way, name, load.delayMs, ...cellRow(cell)].join(' | '));
        }
      found.push({ ...start, loadedMb: (await servers.read()).residentMb / options.processes });
      await servers.stop();
    }
  const found = summarize(rows);
  const cells = found.map((row) => [row.system, row.way, row.load, String(row.delayMs), ...cellRow(row.cell)]);
  report.say(table(['', 'way', 'visitors', 'mail ms', ...cellHead], cells));
  report.say(
    table(
      ['one process', 'first page after ms', 'RSS at the first page MB', 'after one ask', 'loaded'],
      [...starts].map(([name, each]) => [
        name,
        ...(['startMs', 'idleMb', 'askedMb', 'loadedMb'] as const).map((key) => figure(middle(each, key))),
      ]),
    ),
  );
  const sql = await measureStatement(bare.databaseUrl, statement, crew.readDatabaseMs, 8, options.seconds * 1000);
  report.say(
    `The statement alone, from a bare driver, eight at once: ${figure(sql.perSecond)}/s, ${figure(sql.databaseMs)} ms of the database each.`,
  );
  const [better] = systems.filter(({ name }) => name === 'Better Auth');
  const turns = await takeTurns(crew, ours, better, options);
  const pace = found.find(({ rate }) => rate);
  const [mine, theirs] = ['Return Key', 'Better Auth'].map((name) => starts.get(name) ?? []);
  report.say(
    `The bars, from ${turns.length} rounds in which everything that is compared was measured once, seconds apart: the middle one, and the middle half of them.`,
    table(barHead, [
      ...judgeTurns(turns),
      bar(
        `mail lag p99 at ${rate} a second, mail server ${pace?.delayMs} ms, in ms`,
        pace?.cell.lagP99 ?? Number.NaN,
        1000,
        'at most',
      ),
      bar('RSS after one ask beside Better Auth', middle(mine, 'askedMb') / middle(theirs, 'askedMb'), 1, 'at most'),
      bar('start to the first page, in ms', middle(mine, 'startMs'), 2000, 'at most'),
    ]),
  );
  return draw(found, options);
}

/** So many starts each time, of which the last one is put under load. */
const startsEach = 3;

async function startAndAsk(system: System, { driver }: Crew, { processes }: Options) {
  const servers = await system.start(processes);
  const idle = await servers.read();
  const ways = Object.entries(await system.learn(servers));
  const shot = ways[0]?.[1];
  // The first page of one product is a file, and that of another is made: alike they are only once each has served an ask.
  // One visitor for each process: who finds the time over after the first answer asks no second time.
  if (shot) await driver.ask({ shot, bases: servers.bases, lanes: processes, ms: 1, from: 1, accounts: 1 });
  await sleep(2000);
  const [idleMb = 0, askedMb = 0] = [idle, await servers.read()].map(({ residentMb }) => residentMb / processes);
  return { servers, ways, start: { startMs: servers.startMs, idleMb, askedMb } };
}

function middle(starts: Start[] = [], key: keyof Start): number {
  const values = starts.map((start) => start[key] ?? Number.NaN).filter(Number.isFinite);
  return values.length > 0 ? median(values) : Number.NaN;
}

// What is there for comparison only is measured once: all visitors at once, and a fast mail server.
function listLoads(
  { name }: System,
  way: string,
  { lanes, delays }: Options,
): Pick<Row, 'lanes' | 'delayMs' | 'rate'>[] {
  const [most, fast, slow] = [Math.max(...lanes), Math.min(...delays), Math.max(...delays)];
  if (/page after|action around|no mail/.test(way) || /pooled/.test(name)) return [{ lanes: most, delayMs: fast }];
  if (/awaited/.test(name)) return delays.map((delayMs) => ({ lanes: most, delayMs }));
  const all = delays.flatMap((delayMs) => lanes.map((count) => ({ lanes: count, delayMs })));
  return way === 'without JavaScript' ? [...all, { lanes: 64, delayMs: slow, rate }] : all;
}

/** The cell in the middle, by processor time, of those that were measured under the same name. */
function summarize(rows: Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = [row.system, row.way, row.load, row.delayMs].join();
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const middle = median(group.map(({ cell }) => cell.serverMs));
    return group.find(({ cell }) => cell.serverMs === middle) ?? [];
  });
}

const colours: Record<string, string> = {
  'Return Key': '#2563eb',
  'Better Auth': '#d97706',
  'Better Auth, mail awaited': '#a1a1aa',
};

function draw(rows: Row[], { lanes, delays }: Options): string {
  const most = Math.max(...lanes);
  const series = Object.entries(colours).map(([name, colour]) => ({
    name: name === 'Return Key' ? name : `${name.replace(', ', ' (')}${name.includes(', ') ? ')' : ''}`,
    colour,
    values: delays.flatMap((delayMs) => {
      const row = rows.find((one) => one.system === name && one.load === `${most} at once` && one.delayMs === delayMs);
      return row ? [{ label: `mail server takes ${delayMs} ms`, ...row.cell }] : [];
    }),
  }));
  return drawChart(
    `Asking for a reset, ${most} visitors at once`,
    series.filter(({ values }) => values.length > 0),
  );
}
