import type { AttackTally } from '../../support/attack';
import { median, percentile } from '../bench/statistics';
import { figure, table } from '../bench/table';
import type { Result } from './journeys';
import type { Residue } from './traces';

// The tables that `npm run siege` prints.

/** What was measured in peace and during the siege. */
export type Findings = {
  peace: Result[];
  siege: Result[];
  tally: AttackTally;
  seconds: number;
  growth: { rows: number; bytes: number };
  residue: Residue & { refused: number };
  /** For each owner: how many events the account has, and how many of them its activity page lists. */
  pages: { entries: number; listed: number }[];
  auc: { peace: number; siege: number; pairs: number };
};

/** Each journey in peace and during the siege. */
export function renderJourneys({ peace, siege }: Findings): string {
  const names = [...new Set(siege.map(({ journey }) => journey))];
  const head = ['recovery', 'finished', 'email, ms', 'in peace', 'proven steps, ms', 'in peace', 'ratio', 'in all, ms'];
  const rows = names.map((name) => {
    const [then, now] = [peace, siege].map((results) => results.filter(({ journey }) => journey === name));
    const finished = `${now?.filter(isFinished).length} of ${now?.length}`;
    const [email, calmEmail] = [middle(now, 'emailMs'), middle(then, 'emailMs')];
    const [proven, calm] = [middle(now, 'provenMs'), middle(then, 'provenMs')];
    const refused = (now ?? []).reduce((sum, one) => sum + one.refused, 0);
    return [
      refused ? `${name} (told to wait ${refused} times)` : name,
      finished,
      ...[email, calmEmail, proven, calm, proven / calm, middle(now, 'totalMs')].map(figure),
    ];
  });
  return table(head, rows);
}

/** What the stranger sent, by kind and status. */
export function renderAttack({ tally, seconds }: Pick<Findings, 'tally' | 'seconds'>): string {
  const rows = Object.entries(tally).map(([kind, counts]) => [
    kind,
    figure(Object.values(counts).reduce((sum, n) => sum + n, 0) / seconds),
    Object.entries(counts)
      .map(([status, n]) => `${status}: ${n}`)
      .join(', '),
  ]);
  return table(['attack', 'a second', 'statuses'], rows);
}

/** The bars, and whether each holds. */
export function renderBars(findings: Findings): { text: string; holds: boolean } {
  const { peace, siege, residue, pages, auc, growth, seconds } = findings;
  const of = (results: Result[], key: 'emailMs' | 'provenMs') =>
    results.map((one) => one[key] ?? Number.POSITIVE_INFINITY);
  const ratio = median(of(siege, 'provenMs')) / median(of(peace, 'provenMs'));
  const emailMs = percentile(of(siege, 'emailMs'), 95);
  const perMillion = residue.refused > 0 ? residue.bytes / residue.refused : Number.NaN;
  const listed = pages.filter(({ entries, listed }) => entries === listed).length;
  const inBand = auc.siege >= 0.45 && auc.siege <= 0.55;
  const perHour = (value: number) => figure((value * 3600) / seconds);
  const bars: [string, string, string, boolean][] = [
    ['every owner finishes', `${siege.filter(isFinished).length} of ${siege.length}`, 'all', siege.every(isFinished)],
    ['the proven steps, compared with peace', `${figure(ratio)} times`, 'at most 3', ratio <= 3],
    ['time to the email, p95', `${figure(emailMs / 1000)} s`, 'at most 5 s', emailMs <= 5000],
    [
      `rows that outlive an hour, for a million refused requests (of ${figure(residue.refused)})`,
      `${figure(perMillion)} MB`,
      'under 1 MB',
      perMillion < 1,
    ],
    ['activity pages with every event of the account', `${listed} of ${pages.length}`, 'all', listed === pages.length],
    [
      `enumeration during the siege: AUC of ${auc.pairs} pairs (in peace ${figure(auc.peace)})`,
      figure(auc.siege),
      '0.45 to 0.55',
      inBand,
    ],
  ];
  const left = Object.entries(residue.rows).map(([name, count]) => `${name} ${count}`);
  const rows = bars.map(([name, found, bar, holds]) => [name, found, bar, holds ? 'yes' : '**no**']);
  const text = `${table(['', 'found', 'bar', 'holds'], rows)}\n
An hour of this attack leaves ${perHour(growth.rows)} rows and ${perHour(growth.bytes / 1e6)} MB before anything is swept.
New rows that outlive an hour: ${left.join(', ') || 'none'}.`;
  return { text, holds: bars.every(([, , , holds]) => holds) };
}

export const isFinished = ({ totalMs }: Result): boolean => totalMs !== null;

const middle = (results: Result[] = [], key: 'emailMs' | 'provenMs' | 'totalMs') =>
  median(results.map((one) => one[key] ?? Number.NaN).filter(Number.isFinite)) || Number.NaN;
