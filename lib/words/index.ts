import { en, type Words } from './en';

export type { Words };

/** The dictionary of a language. Pages take every sentence from it; a language that is missing answers in English. */
export function speak(locale = 'en'): Words {
  return dictionaries[locale] ?? en;
}

const dictionaries: Record<string, Words> = { en };
