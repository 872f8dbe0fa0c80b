/** How easily a password is guessed, as far as a browser can tell while it is typed. lib/passwords/passwords.ts has the last word. */
export type Strength =
  | { verdict: 'short'; missing: number }
  /** It has the name, the address or the site in it. */
  | { verdict: 'telling' }
  | { verdict: 'easy' | 'good' | 'strong' };

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop', '1234567890'];
const easyBelow = 11;
const strongFrom = 16;

/**
 * Judges by what nobody would expect: a character counts when it is neither the one before, nor its neighbour in the
 * alphabet or on the keyboard, nor the next of something that was typed earlier.
 * @param known names, addresses and the site, which nobody should use
 */
export function estimate(password: string, minLength: number, known: readonly string[]): Strength {
  const signs = [...password.normalize('NFC')];
  if (signs.length < minLength) return { verdict: 'short', missing: minLength - signs.length };
  const folded = fold(password);
  if (known.some((word) => word.length >= 4 && folded.includes(fold(word)))) return { verdict: 'telling' };
  const surprises = countSurprises([...folded]);
  if (surprises < easyBelow || new Set(folded).size < 6) return { verdict: 'easy' };
  return { verdict: surprises < strongFrom ? 'good' : 'strong' };
}

function countSurprises(signs: readonly string[]): number {
  const pairs = new Set<string>();
  let surprises = 0;
  signs.forEach((sign, index) => {
    const before = signs[index - 1] ?? '';
    const pair = before + sign;
    if (!isNeighbour(before, sign) && !pairs.has(pair)) surprises++;
    pairs.add(pair);
  });
  return surprises;
}

function isNeighbour(before: string, sign: string): boolean {
  if (before === '') return false;
  const step = (sign.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
  return Math.abs(step) <= 1 || rows.some((row) => row.includes(before + sign) || row.includes(sign + before));
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
