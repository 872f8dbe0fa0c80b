import type { Cell } from './cell';

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '-'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A number as people read it: two digits where it is small, none where it is large. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export const cellHead = [
  'requests/s',
  'p50 / p95 / p99 ms',
  'server CPU ms',
  'database CPU ms',
  'mails of accepted',
  'mail lag p50 / p99 ms',
  'RSS MB',
  'others',
];

export function cellRow(cell: Cell): string[] {
  const refused = Object.entries(cell.refused).map(([status, count]) => `, ${count} × ${status}`);
  return [
    figure(cell.rate),
    [cell.p50, cell.p95, cell.p99].map(figure).join(' / '),
    figure(cell.serverMs),
    figure(cell.databaseMs),
    `${cell.mails} of ${cell.accepted}${refused.join('')}`,
    [cell.lagP50, cell.lagP99].map(figure).join(' / '),
    figure(cell.residentMb),
    `${Math.round(cell.others * 100)} %`,
  ];
}

/** What a ratio must be, and whether it is. */
export function bar(name: string, value: number, limit: number, kind: 'at most' | 'at least'): string[] {
  const holds = kind === 'at most' ? value <= limit : value >= limit;
  return [name, figure(value), `${kind} ${figure(limit)}`, Number.isFinite(value) ? (holds ? 'yes' : '**no**') : '–'];
}
export const barHead = ['', 'measured', 'bar', 'holds'];
