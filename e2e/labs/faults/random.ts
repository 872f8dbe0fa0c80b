/** A repeatable random generator: the same seed makes the same choices. */
export type Random = {
  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number;
  whole(below: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
};

/** @param seed for example a number with the name of a scenario, so that each scenario has its own sequence */
export function seeded(seed: string): Random {
  let state = 2166136261;
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 16777619);
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return { next, whole, pick: (list) => list[whole(list.length)] ?? list[0] };
}
