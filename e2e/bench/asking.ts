import { type Cell, type Crew, measure, type System } from './cell';
import { drawChart } from './chart';
import type { Ours } from './ours';
import { openPeer } from './peer';
import { measureStatement, openBare, overhearRequest } from './references';
import type { Report } from './report';
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
  const starts = new Map<string, string[]>();
  for (let n = 0; n < options.repeat; n += 1)
    for (const system of systems) {
      const servers = await system.start(options.processes);
      const idle = await servers.read();
      const ways = Object.entries(await system.learn(servers));
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
      const megabytes = [idle, await servers.read()].map(({ residentMb }) => residentMb / options.processes);
      starts.set(system.name, [system.name, ...[servers.startMs, ...megabytes].map(figure)]);
      await servers.stop();
    }
  const found = summarize(rows);
  const cells = found.map((row) => [row.system, row.way, row.load, String(row.delayMs), ...cellRow(row.cell)]);
  report.say(table(['', 'way', 'visitors', 'mail ms', ...cellHead], cells));
  report.say(table(['one process', 'first page after ms', 'RSS idle MB', 'RSS loaded MB'], [...starts.values()]));
  const sql = await measureStatement(bare.databaseUrl, statement, crew.readDatabaseMs, 8, options.seconds * 1000);
  report.say(
    `The statement alone, from a bare driver, eight at once: ${figure(sql.perSecond)}/s, ${figure(sql.databaseMs)} ms of the database each.`,
  );
  report.say(table(barHead, judge(found, options)));
  return draw(found, options);
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

function judge(rows: Row[], { lanes, delays }: Options): string[][] {
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
  const memory = ratio(find('without JavaScript')?.residentMb, peer?.residentMb);
  return [
    ...ofWays,
    bar(`mail lag p99 at ${rate} a second, mail server ${slow} ms, in ms`, lag, 1000, 'at most'),
    bar('RSS under load beside Better Auth', memory, 1, 'at most'),
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
