/**
 * The area under the ROC curve: the probability that a random member of `ones` is larger than one of `others`. Ties count half.
 * 0.5 means that the groups cannot be told apart, 0 and 1 that they are completely separated.
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

/** The medians of many random samples of five, as seen by an attacker who tries each address five times. */
export function mediansOfFive(values: readonly number[], draws = 4000): number[] {
  return Array.from({ length: draws }, () => {
    const five = Array.from({ length: 5 }, () => values[Math.floor(Math.random() * values.length)] ?? 0);
    return five.sort((a, b) => a - b)[2] ?? 0;
  });
}

/** The median (the upper one of two middle values); 0 when there are none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** A copy in random order. */
export function shuffle<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** The percentile of the values, for percent from 0 to 100; NaN when there are none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
