import { median, percentile } from './statistics';

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

/** What was measured of ours, and of what it is compared with. */
export type Pair = readonly [number, number];
type Limit = { atMost: number } | { atLeast: number };

/** A line that compares: the ratio is the median of those of the rounds, and so are the two figures beside it. */
export function compare(name: string, pairs: readonly Pair[], limit?: Limit): string[] {
  const ratios = pairs.map(([ours, other]) => ours / other);
  const half = ratios.length < 4 ? '' : ` (${[25, 75].map((part) => figure(percentile(ratios, part))).join(' to ')})`;
  const [ours, other] = [pairs.map(([one]) => one), pairs.map(([, one]) => one)].map(middle);
  const figures = [figure(ours ?? 0), figure(other ?? 0), `${figure(middle(ratios))}${half}`];
  return [name, ...figures, ...judge(middle(ratios), limit)];
}

/** A line that stands for itself. */
export function tell(name: string, values: readonly number[], limit?: Limit): string[] {
  return [name, figure(middle(values)), '', '', ...judge(middle(values), limit)];
}

export const head = ['', 'Return Key', 'beside', 'ratio', 'bar', 'holds'];

const middle = (values: readonly number[]) => (values.length > 0 ? median(values) : Number.NaN);

function judge(value: number, limit?: Limit): [string, string] {
  if (!limit) return ['', ''];
  const [holds, bar] =
    'atMost' in limit
      ? [value <= limit.atMost, `at most ${figure(limit.atMost)}`]
      : [value >= limit.atLeast, `at least ${figure(limit.atLeast)}`];
  return [bar, Number.isFinite(value) ? (holds ? 'yes' : '**no**') : '–'];
}
