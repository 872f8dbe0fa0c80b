import { findKnownWord, type KnownWords } from './known-words';
import { countSurprises, fold, isEasy } from './surprises';

/** How hard a password is to guess, estimated in the browser while it is typed. lib/passwords/passwords.ts decides on the server. */
export type Strength =
  | { verdict: 'short'; missing: number }
  /** Contains the person's name or address, or the site's name. */
  | { verdict: 'telling' }
  | { verdict: 'easy' | 'good' | 'strong' };

const strongFrom = 16;

/** @param minLength in code points */
export function estimate(password: string, minLength: number, known: KnownWords): Strength {
  const normalized = password.normalize('NFC');
  const { length } = [...normalized];
  if (length < minLength) return { verdict: 'short', missing: minLength - length };
  if (findKnownWord(normalized, known)) return { verdict: 'telling' };
  const folded = fold(judgedPart(normalized));
  if (isEasy(folded)) return { verdict: 'easy' };
  return { verdict: countSurprises(folded) < strongFrom ? 'good' : 'strong' };
}

/**
 * The part of a password that is judged: 64 code units, so never more code points. The rest would take time and change little: a password
 * of that length is strong by then, or easy.
 */
export function judgedPart(password: string): string {
  return password.slice(0, 64);
}
