/**
 * How well one number tells two groups apart: the chance that a member of `ones` is larger than one of `others` (the area
 * under the ROC curve). 0.5 is blind, 1 and 0 tell for sure. Ties count half.
 */
export function auc(ones: readonly number[], others: readonly number[]): number {
  const all = [...ones.map((value) => ({ value, isOne: true })), ...others.map((value) => ({ value, isOne: false }))];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1;
    const rank = (from + to + 1) / 2;
    for (let i = from; i < to; i += 1) if (all[i]?.isOne) rankSum += rank;
    from = to;
  }
  return (rankSum - (ones.length * (ones.length + 1)) / 2) / (ones.length * others.length);
}

/** The medians of many draws of five: what somebody sees who asks five times for each address. */
export function mediansOfFive(values: readonly number[], draws = 4000): number[] {
  return Array.from({ length: draws }, () => {
    const five = Array.from({ length: 5 }, () => values[Math.floor(Math.random() * values.length)] ?? 0);
    return five.sort((a, b) => a - b)[2] ?? 0;
  });
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The same things in any order. */
export function shuffle<T>(things: readonly T[]): T[] {
  return things
    .map((thing) => ({ thing, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ thing }) => thing);
}

/** The value that `percent` of a hundred do not exceed. NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
