import type { Metadata } from 'next';
import { readWords } from '@/lib/web/language';
import type { Words } from '@/lib/words';

/** The title of a page, in the language of its request: `export const generateMetadata = entitle(…)`. */
export function entitle(choose: (words: Words) => string): () => Promise<Metadata> {
  return async () => ({ title: choose(await readWords()) });
}
