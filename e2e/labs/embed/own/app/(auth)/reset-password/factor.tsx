import type { Words } from '@/lib/words';

/** The fields of a second factor, if you have some. */
export function Factor(_: { reset: { userId: string; isProven: boolean }; words: Words }) {
  return null;
}
