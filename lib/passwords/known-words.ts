import { countSurprises, fold } from './surprises';

/** What a password must not contain. `example`: those passwords that our pages show. */
export type KnownWords = { site: string; name: string; email: string; example: readonly string[] };

const kinds = ['site', 'email', 'name'] as const;
/** Words of three characters or fewer are in too many ordinary words. */
const shortest = 4;
/** In unpredictable characters: as many as the shortest password has. */
const fewestBeside = 8;

/**
 * The known word that makes a password easy to guess: the site's name, the person's address or the part before the @, their name or a
 * part of it. Letter case and accents don't count. A word that stands alone is always one. A word inside others, as Anna is in
 * savannah, is one only if the password would be easy without it. An example is found whatever is put between or around its words.
 * @returns null when there is none
 */
export function findKnownWord(password: string, known: KnownWords): keyof KnownWords | null {
  const folded = fold(password);
  const isExample = known.example.some((example) => lettersOf(folded).includes(lettersOf(fold(example))));
  if (isExample) return 'example';
  const found = kinds.map((kind) => ({ kind, words: wordsOf(known)[kind].filter((word) => folded.includes(word)) }));
  const longestFirst = found.flatMap(({ words }) => words).sort((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ''), folded);
  const isRestEasy = countSurprises(rest) < fewestBeside;
  return found.find(({ words }) => words.some((word) => isRestEasy || standsAlone(word, folded)))?.kind ?? null;
}

const lettersOf = (folded: string) => folded.replace(/[^\p{L}\p{N}]/gu, '');

function wordsOf({ site, name, email }: KnownWords): Record<(typeof kinds)[number], string[]> {
  const local = email.slice(0, Math.max(0, email.lastIndexOf('@')));
  const long = (words: string[]) => words.filter((word) => [...word].length >= shortest).map(fold);
  return {
    site: long([site, site.replace(/\s/g, '')]),
    email: long([email, local]),
    name: long([name, ...name.split(/\s+/)]),
  };
}

function standsAlone(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const isInside = /[\p{L}\p{N}]$/u.test(text.slice(0, at)) || /^[\p{L}\p{N}]/u.test(text.slice(at + word.length));
    if (!isInside) return true;
  }
  return false;
}
