/** How hard a password is to guess, estimated in the browser while it is typed. lib/passwords/passwords.ts decides on the server. */
export type Strength =
  | { verdict: 'short'; missing: number }
  /** Contains the person's name or address, or the site's name. */
  | { verdict: 'telling' }
  | { verdict: 'easy' | 'good' | 'strong' };

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop', '1234567890'];
const easyBelow = 11;
const strongFrom = 16;

/**
 * Counts unpredictable characters. A character counts unless it repeats the previous one, is next to it in the alphabet or on the
 * keyboard, or forms a pair with it that occurred before.
 * @param minLength in code points
 * @param known names, addresses and the site's name, which the password must not contain
 */
export function estimate(password: string, minLength: number, known: readonly string[]): Strength {
  const { length } = [...password.normalize('NFC')];
  if (length < minLength) return { verdict: 'short', missing: minLength - length };
  const folded = fold(password);
  if (known.some((word) => word.length >= 4 && folded.includes(fold(word)))) return { verdict: 'telling' };
  const surprises = countSurprises([...folded]);
  if (surprises < easyBelow || new Set(folded).size < 6) return { verdict: 'easy' };
  return { verdict: surprises < strongFrom ? 'good' : 'strong' };
}

function countSurprises(characters: readonly string[]): number {
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

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
