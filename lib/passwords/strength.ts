import { findKnownWord, type KnownWords } from './known-words';
import { orderedWords } from './ordered-words';
import { countSurprises, fold, isEasy } from './surprises';

/**
 * How hard a password is to guess, as far as that is known without dictionaries: in the browser while it is typed, and on the server first
 * of all (passwords.ts), which therefore refuses whatever the meter calls short, long, telling or easy.
 */
export type Strength =
  | { verdict: 'short'; missing: number }
  | { verdict: 'long' }
  /** Contains the person's name or address, the site's name, or the example of the page. */
  | { verdict: 'telling'; of: keyof KnownWords }
  /** `enough`: it depends on the dictionaries. `strong`: no dictionary makes it easy; it can still be in a list of stolen ones. */
  | { verdict: 'easy' | 'enough' | 'strong' };

/** In code points (NIST SP 800-63B-4, 3.1.1.2: accept at least 64). */
const maxLength = 256;

/** @param minLength in code points */
export function estimate(password: string, minLength: number, known: KnownWords): Strength {
  const normalized = password.normalize('NFC');
  const { length } = [...normalized];
  if (length < minLength) return { verdict: 'short', missing: minLength - length };
  if (length > maxLength) return { verdict: 'long' };
  const of = findKnownWord(normalized, known);
  if (of) return { verdict: 'telling', of };
  const folded = fold(judgedPart(normalized));
  if (isEasy(folded)) return { verdict: 'easy' };
  return { verdict: isPhrase(folded) ? 'strong' : 'enough' };
}

/**
 * The part of a password that is judged: 64 code units, so never more code points. The rest would take time and change little: a password
 * of that length is strong by then, or easy.
 */
export function judgedPart(password: string): string {
  return password.slice(0, 64);
}

const strongFrom = 16;
const fewestWords = 3;

// zxcvbn needs three matches for three different words with spaces between them, and rates three matches at 10^8 guesses or more.
function isPhrase(folded: string): boolean {
  const words = new Set(folded.split(/\s+/).filter((word) => word.length >= 3));
  const ordered = [...words].filter((word) => orderedWords.has(word)).length;
  return words.size - Math.max(0, ordered - 1) >= fewestWords && countSurprises(folded) >= strongFrom;
}
