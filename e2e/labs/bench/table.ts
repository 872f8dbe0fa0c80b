import { median, percentile } from './statistics';

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '-'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Formats a number: two decimals below 10, one below 100, otherwise none. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A measurement of Return Key, and the one that it is compared with. */
export type Pair = readonly [number, number];
type Limit = { atMost: number } | { atLeast: number };

/** A line that compares: the medians over all rounds of our figure, of the other figure and of their ratio. */
export function compare(name: string, pairs: readonly Pair[], limit?: Limit): string[] {
  const ratios = pairs.map(([ours, other]) => ours / other);
  const middleHalf =
    ratios.length < 4 ? '' : ` (${[25, 75].map((part) => figure(percentile(ratios, part))).join(' to ')})`;
  const [ours, other] = [pairs.map(([one]) => one), pairs.map(([, one]) => one)].map(middle);
  const figures = [figure(ours ?? 0), figure(other ?? 0), `${figure(middle(ratios))}${middleHalf}`];
  return [name, ...figures, ...checkLimit(middle(ratios), limit)];
}

/** A line without comparison: the median of the values. */
export function single(name: string, values: readonly number[], limit?: Limit): string[] {
  return [name, figure(middle(values)), '', '', ...checkLimit(middle(values), limit)];
}

export const head = ['', 'Return Key', 'compared with', 'ratio', 'limit', 'met'];

const middle = (values: readonly number[]) => (values.length > 0 ? median(values) : Number.NaN);

function checkLimit(value: number, limit?: Limit): [string, string] {
  if (!limit) return ['', ''];
  const [isMet, text] =
    'atMost' in limit
      ? [value <= limit.atMost, `at most ${figure(limit.atMost)}`]
      : [value >= limit.atLeast, `at least ${figure(limit.atLeast)}`];
  return [text, Number.isFinite(value) ? (isMet ? 'yes' : '**no**') : '–'];
}
