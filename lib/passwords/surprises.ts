const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop', '1234567890'];
const mostNeeded = 11;
const fewestDistinct = 5;

/** Lower case, without accents. */
export const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Whether a folded text has too few different or unpredictable characters to be hard to guess: three of eight are enough, and five of
 * every eight that follow, because chance makes neighbours of many in a short random text (verdicts.test.ts).
 */
export function isEasy(folded: string): boolean {
  const needed = Math.min(mostNeeded, Math.floor(([...folded].length * 5) / 8) - 2);
  return countSurprises(folded) < needed || new Set(folded).size < fewestDistinct;
}

/**
 * Counts unpredictable characters. A character counts unless it repeats the previous one, is next to it in the alphabet or on the
 * keyboard, or forms a pair with it that occurred before.
 */
export function countSurprises(folded: string): number {
  const characters = [...folded];
  const pairs = new Set<string>();
  let surprises = 0;
  characters.forEach((character, index) => {
    const before = characters[index - 1] ?? '';
    const pair = before + character;
    if (!isNeighbour(before, character) && !pairs.has(pair)) surprises++;
    pairs.add(pair);
  });
  return surprises;
}

function isNeighbour(before: string, character: string): boolean {
  if (before === '') return false;
  const step = (character.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
  return (
    Math.abs(step) <= 1 || rows.some((row) => row.includes(before + character) || row.includes(character + before))
  );
}
