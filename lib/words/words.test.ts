import { describe, expect, test } from 'vitest';
import { writeSamples } from '@/emails/samples';
import { en } from './en';
import { languages, speak, type Words } from './index';
import { countIn } from './language';
import { formatClock, formatDate } from './time';

// What is the same in English and in another language, by the path of its key: de: ['inbox.subject'].
const shared: Record<string, string[]> = {
  de: ['account.overview.review.passkeys.title', 'passkey.title', 'passkey.create.unnamed', 'passkey.name'],
  fr: ['account.nav.sessions'],
};

const counts = [0, 1, 2, 3, 11, 100];
// Stand for what a sentence is given.
const marks = [41, 42, 43, 44];
const dictionaries = await Promise.all(languages.map(({ locale }) => speak(locale)));
const others = dictionaries.filter((words) => words !== en).map((words) => [words.locale, words] as const);

describe.each(dictionaries.map((words) => [words.locale, words] as const))('the dictionary %s', (locale, words) => {
  const sentences = listSentences(words);

  test('is in the registry under its own tag, which Intl knows', async () => {
    expect(await speak(locale)).toBe(words);
    expect(languages.map((language) => language.locale)).toContain(locale);
    expect(Intl.getCanonicalLocales(words.intl)).toEqual([words.intl]);
    expect(new Intl.Locale(words.intl).language).toBe(new Intl.Locale(locale).language);
    expect(words.direction).toBe(['ar', 'fa', 'he', 'ur'].includes(locale) ? 'rtl' : 'ltr');
  });

  test('has a sentence for every key of English', () => {
    expect([...sentences.keys()]).toEqual([...listSentences(en).keys()]);
    for (const [key, say] of sentences) expect(say(marks).trim(), key).not.toBe('');
  });

  test('says every name, address and number that it is given', () => {
    for (const [key, sayEnglish] of listSentences(en)) {
      const given = marks.filter((mark) => sayEnglish(marks).includes(String(mark)));
      const said = westernDigits(sentences.get(key)?.(marks) ?? '');
      expect(
        given.filter((mark) => !said.includes(String(mark))),
        `${key}: ${said}`,
      ).toEqual([]);
    }
  });

  test('counts', () => {
    const rules = new Intl.PluralRules(words.intl);
    for (const [key, say] of listSentences(words)) {
      if (!isCounted(key)) continue;
      for (const count of counts) {
        const said = westernDigits(say([count, ...marks.slice(1)]));
        expect(said, key).not.toMatch(/undefined|NaN/);
        if (count > 2) expect(said, key).toContain(String(count));
      }
      if (rules.select(1) !== rules.select(2)) expect(shape(say([1])), key).not.toBe(shape(say([2])));
    }
  });

  test('speaks of links and codes only', () => {
    for (const [key, say] of sentences) expect(say(marks), key).not.toMatch(/token|jeton|トークン|توكن|التوكن/i);
  });

  test('has no trace of a template that was not filled', () => {
    for (const [key, say] of sentences) expect(say(marks), key).not.toMatch(/\$\{|undefined|\[object/);
  });
});

describe.each(others)('the dictionary %s', (locale, words) => {
  test('leaves nothing in English', () => {
    const english = listSentences(en);
    const same = [...listSentences(words)].filter(
      ([key, say]) => /\p{L}/u.test(say(marks)) && say(marks) === english.get(key)?.(marks),
    );
    expect(same.map(([key]) => key).filter((key) => !shared[locale]?.includes(key))).toEqual([]);
  });
});

/** What no sentence in English says, and why. */
const banned = [
  { what: 'mail', words: /\bmails?\b|\bmail(ed|ing)\b|\be-mail/i, why: 'the message is an email, and we email people' },
  { what: 'letter', words: /\bletters?\b(?!,? (and )?numbers)/i, why: 'an email is no letter; a code has letters' },
  { what: 'somebody', words: /\b(some|no|every|any)body\b/i, why: 'it is someone, no one, everyone, anyone, or you' },
  { what: 'whoever', words: /\bwho(so)?ever\b/i, why: 'it is anyone who, or you' },
  { what: 'present', words: /\bpresent\b/i, why: 'what holds now is current' },
  { what: 'no longer counts', words: /no longer counts|\bby now\b/i, why: 'a link no longer works' },
  { what: 'fresh or dead', words: /\bfresh\b|\bdead\b/i, why: 'a link is new, or has expired, or no longer works' },
  { what: 'mend', words: /\bmend(s|ed|ing)?\b/i, why: 'things are fixed' },
  { what: 'log in', words: /\blog(ged|ging)? ?(in|out)\b/i, why: 'people sign in and sign out' },
  {
    what: 'do not or cannot',
    words: /\b(do|does|did|is|are|was|were|has|have|would|could|will) not\b|\bcannot\b/i,
    why: 'a screen uses contractions',
  },
];

test.each(banned)('English never says $what: $why', ({ words }) => {
  const given = [0, 1, 2, 41].map((count) => [count, ...marks.slice(1)]);
  const sentences = [...listSentences(en).values()].flatMap((say) => given.map(say));
  const emails = Object.values(writeSamples(en)).flatMap(({ subject, text }) => [
    subject,
    text.replace(/http\S+/g, ''),
  ]);
  expect([...sentences, ...emails].filter((sentence) => words.test(sentence))).toEqual([]);
});

test('French keeps its signs together with their words', async () => {
  for (const [key, say] of listSentences(await speak('fr'))) {
    const said = say(marks);
    expect(said, key).not.toMatch(/(?<![\u202f"])[;:?!»]|«(?!\u202f)|'/);
  }
  expect(formatDate(new Date('2026-11-01T12:00:00Z'), 'fr-FR', 'UTC')).toBe('1er novembre 2026');
});

test.each(['de', 'fr'])('%s keeps its word for an email on one line', async (locale) => {
  // Of a subject, the mail program decides; and people search for it.
  for (const [key, say] of listSentences(await speak(locale)))
    if (!key.endsWith('subject'))
      expect(say(marks), `${key}: write “e-mail” with U+2011, the hyphen that ends no line`).not.toMatch(/\be-mail/i);
});

test("a clock is that of the language, and names its zone only where it is not the reader's own", () => {
  const at = new Date('2026-11-01T14:32:00Z');
  expect(formatClock(at, 'en-US', 'UTC')).toBe('2:32\u00a0PM\u00a0UTC');
  expect(formatClock(at, 'de-DE', 'UTC')).toBe('14:32\u00a0UTC');
  for (const { intl } of dictionaries) expect(formatClock(at, intl)).not.toMatch(/UTC|GMT/);
});

test('Spanish opens what it asks', async () => {
  for (const [key, say] of listSentences(await speak('es'))) {
    const said = say(marks);
    expect(said.split('¿'), `${key}: ${said}`).toHaveLength(said.split('?').length);
  }
});

test('a language that is not there, or no longer, answers in English', async () => {
  for (const locale of ['tlh', '', 'constructor', undefined]) expect(await speak(locale)).toBe(en);
});

test('a form of counting that a language needs cannot be forgotten', () => {
  const lacking = countIn('ar', 'one', 'two');
  expect(() => lacking.plural(3, { one: '', two: '', other: '' })).toThrow(/says 0 in the form "zero": add it/);
  const { plural } = countIn('en-US', 'one');
  // @ts-expect-error: a form is missing
  plural(1, { other: 'links' });
  expect(counts.map((count) => plural(count, { one: 'link', other: 'links' }))).toEqual(
    counts.map((count) => (count === 1 ? 'link' : 'links')),
  );
});

test('the compiler names what a dictionary lacks', () => {
  const { login } = en;
  const lacking: Omit<Words['login'], 'submit'> = login;
  // @ts-expect-error: a sentence is missing
  const missing: Words['login'] = lacking;
  // @ts-expect-error: a sentence that no one says
  const surplus: Words['login'] = { ...login, hurry: 'Hurry' };
  // @ts-expect-error: a sentence takes other things
  const other: Words['reset']['until'] = (minutes: string) => minutes;
  // What English says is not what others have to say.
  const free: Words['login']['title'] = 'Anmelden';
  expect([missing, surplus, other, free]).toHaveLength(4);
});

type Say = (given: number[]) => string;

/** Every sentence under its path. A number stands for whatever a sentence is given. */
function listSentences(node: unknown, path = ''): Map<string, Say> {
  if (typeof node === 'string') return new Map([[path, () => node]]);
  if (typeof node === 'function') return new Map([[path, (given) => flatten(node(...given))]]);
  const entries = Object.entries(node as object).filter(
    ([key]) => path !== '' || !['locale', 'direction', 'intl'].includes(key),
  );
  return new Map(entries.flatMap(([key, value]) => [...listSentences(value, path ? `${path}.${key}` : key)]));
}

function flatten(said: unknown): string {
  return typeof said === 'string' ? said : JSON.stringify(said);
}

/** A sentence that English says differently for one and for two. */
function isCounted(key: string): boolean {
  const say = listSentences(en).get(key);
  return say !== undefined && shape(say([1, 42, 43])) !== shape(say([2, 42, 43]));
}

const shape = (said: string) => westernDigits(said).replace(/\d+/g, '');

function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
}
