import type { Words } from './en';

export type { Words };

// To add a language, add a file beside en.ts and a line here, with the language's own name for itself. The order is that of the
// switcher. Each is loaded on first use, so that a process holds only the languages that its visitors use.
const dictionaries = {
  en: { name: 'English', load: async () => (await import('./en')).en },
  de: { name: 'Deutsch', load: async () => (await import('./de')).de },
  fr: { name: 'Français', load: async () => (await import('./fr')).fr },
  es: { name: 'Español', load: async () => (await import('./es')).es },
  ja: { name: '日本語', load: async () => (await import('./ja')).ja },
  ar: { name: 'العربية', load: async () => (await import('./ar')).ar },
} satisfies Record<string, { name: string; load: () => Promise<Words> }>;

/** The languages of this site. */
export const languages: readonly { locale: string; name: string }[] = Object.entries(dictionaries).map(
  ([locale, { name }]) => ({ locale, name }),
);

/** The dictionary of a language; English for a locale without one. */
export async function speak(locale: string | undefined): Promise<Words> {
  const tag = isTag(locale) ? locale : 'en';
  const words = loaded.get(tag) ?? (await dictionaries[tag].load());
  loaded.set(tag, words);
  return words;
}

const loaded = new Map<string, Words>();

function isTag(locale: string | undefined): locale is keyof typeof dictionaries {
  return locale !== undefined && Object.hasOwn(dictionaries, locale);
}
