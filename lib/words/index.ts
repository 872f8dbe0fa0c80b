import { ar } from './ar';
import { de } from './de';
import { en, type Words } from './en';
import { es } from './es';
import { fr } from './fr';
import { ja } from './ja';

export type { Words };

// A new language is a file beside en.ts and a line here. The order is that of the switcher.
const dictionaries: Record<string, Words> = { en, de, fr, es, ja, ar };

/** The languages of this site. */
export const languages: readonly Words[] = Object.values(dictionaries);

/** The dictionary of a language. One that is missing, or no longer there, answers in English. */
export function speak(locale: string | undefined): Words {
  return languages.find((words) => words.locale === locale) ?? en;
}
