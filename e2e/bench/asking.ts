import { setTimeout as sleep } from 'node:timers/promises';
import { type Cell, type Crew, measure, type System } from './cell';
import { drawChart } from './chart';
import type { Shot } from './load';
import type { Ours } from './ours';
import { openPeer } from './peer';
import { measureStatement, openBare, overhearRequest } from './references';
import type { Report } from './report';
import type { Servers } from './servers';
import { median } from './statistics';
import { bar, barHead, cellHead, cellRow, figure, table } from './table';

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

/** One process: until its first page, and how large it is then, after an ask, and after all loads. */
type Start = { startMs: number; idleMb: number; askedMb: number; loadedMb: number };

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
  const starts = new Map<string, Start>();
  for (let n = 0; n < options.repeat; n += 1)
    for (const system of systems) {
      const servers = await system.start(options.processes);
      const idle = await servers.read();
      const ways = Object.entries(await system.learn(servers));
      // The first page of one product is a file, and that of another is made: alike they are only once each has served an ask.
      const asked = await askOnce(servers, crew, ways);
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
      const [idleMb = 0, askedMb = 0, loadedMb = 0] = [idle, asked, await servers.read()].map(
        ({ residentMb }) => residentMb / options.processes,
      );
      starts.set(system.name, { startMs: servers.startMs, idleMb, askedMb, loadedMb });
      await servers.stop();
    }
  const found = summarize(rows);
  const cells = found.map((row) => [row.system, row.way, row.load, String(row.delayMs), ...cellRow(row.cell)]);
  report.say(table(['', 'way', 'visitors', 'mail ms', ...cellHead], cells));
  report.say(
    table(
      ['one process', 'first page after ms', 'RSS at the first page MB', 'after one ask', 'loaded'],
      [...starts].map(([name, { startMs, idleMb, askedMb, loadedMb }]) => [
        name,
        ...[startMs, idleMb, askedMb, loadedMb].map(figure),
      ]),
    ),
  );
  const sql = await measureStatement(bare.databaseUrl, statement, crew.readDatabaseMs, 8, options.seconds * 1000);
  report.say(
    `The statement alone, from a bare driver, eight at once: ${figure(sql.perSecond)}/s, ${figure(sql.databaseMs)} ms of the database each.`,
  );
  report.say(table(barHead, judge(found, starts, options)));
  return draw(found, options);
}

async function askOnce({ bases, read }: Servers, { driver }: Crew, ways: [string, Shot][]) {
  const shot = ways[0]?.[1];
  // One visitor for each process: who finds the time over after the first answer asks no second time.
  if (shot) await driver.ask({ shot, bases, lanes: bases.length, ms: 1, from: 1, accounts: 1 });
  await sleep(2000);
  return read();
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

function judge(rows: Row[], starts: Map<string, Start>, { lanes, delays }: Options): string[][] {
  const [most, fast, slow] = [Math.max(...lanes), Math.min(...delays), Math.max(...delays)];
  const find = (way: string, delayMs = fast, load = `${most} at once`) =>
    rows.find((row) => row.way === way && row.load === load && row.delayMs === delayMs)?.cell;
  const ratio = (one = Number.NaN, other = Number.NaN) => one / other;
  const peer = find('its JSON interface');
  const bare = find('JSON, no mail');
  const ofWays = ['without JavaScript', 'by fetch'].flatMap((way) => {
    const [quick, delayed] = [find(way), find(way, slow)];
    return [
      bar(`${way}: CPU beside Better Auth`, ratio(quick?.serverMs, peer?.serverMs), 0.8, 'at most'),
      bar(`${way}: requests/s beside Better Auth, ${most} at once`, ratio(quick?.rate, peer?.rate), 1.2, 'at least'),
      bar(`${way}: p50, slow mail server beside fast`, ratio(delayed?.p50, quick?.p50), 1.1, 'at most'),
      bar(`${way}: p95, slow mail server beside fast`, ratio(delayed?.p95, quick?.p95), 1.1, 'at most'),
      [
        `${way}: CPU, its mail included, beside a bare route without`,
        figure(ratio(quick?.serverMs, bare?.serverMs)),
        '',
        '',
      ],
    ];
  });
  const lag = find('without JavaScript', slow, `${rate} a second`)?.lagP99 ?? Number.NaN;
  const [ours, better] = [starts.get('Return Key'), starts.get('Better Auth')];
  const memory = ratio(find('without JavaScript')?.residentMb, peer?.residentMb);
  return [
    ...ofWays,
    bar(`mail lag p99 at ${rate} a second, mail server ${slow} ms, in ms`, lag, 1000, 'at most'),
    bar('RSS under load beside Better Auth', memory, 1, 'at most'),
    bar('RSS after one ask beside Better Auth', ratio(ours?.askedMb, better?.askedMb), 1, 'at most'),
    bar('start to the first page, in ms', ours?.startMs ?? Number.NaN, 2000, 'at most'),
  ];
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
