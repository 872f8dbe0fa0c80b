import { type MatchExtended, type Options, type OptionsType, ZxcvbnFactory } from '@zxcvbn-ts/core';
import { expect, test } from 'vitest';
import { judge, options } from './estimator';
import { judgedPart } from './strength';

let lookups = 0;

// A matcher that finds nothing and counts how often the others look into a dictionary.
class Counting {
  constructor(matching: Options) {
    const count = <Words extends object>(words: Words) =>
      new Proxy(words, {
        get(target, word) {
          lookups += 1;
          return Reflect.get(target, word);
        },
      });
    const dictionaries = Object.entries(matching.rankedDictionaries);
    matching.rankedDictionaries = Object.fromEntries(dictionaries.map(([name, words]) => [name, count(words)]));
  }
  match(): MatchExtended[] {
    return [];
  }
}

const createCounter = (changed: OptionsType) => {
  const matcher = { Matching: Counting as never, scoring: () => 1, feedback: () => null };
  const estimator = new ZxcvbnFactory({ ...options, ...changed }, { counting: matcher });
  return (password: string) => {
    lookups = 0;
    estimator.check(password, ['Return Key', 'Ada Lovelace', 'ada@example.com', 'ada', 'example.com']);
    return lookups;
  };
};
const count = createCounter({});

// The slowest that random changes found, for the estimator as it comes and for this one.
const slowest = [
  '4dm1nabc|-|oneonthetwoistithvvreeesarieslove\\/\\/threealphathree1',
  'threealove()orblueis1999dragonaaadragonabcp@ssw0rd|-|/\\ststtotoorck|-|toqwerty01/02/03a()aaa4dm1n',
  'anan1anaanan1anan1hanan1anan1htwooanan1vva2an1hanan1anan1hoan1ha',
  'ckjmnfopnpeebknhinfbmadcllhjfbocbgoohpgjmffooenjcbcinfgbpldhgjml',
  '1|ar11ared11aredit11ared11ared1qaz2wsx11ared11aredletmein11ared(',
  '%7(@0467(/($(%7(@0467(/($(%7(@0467(/($(%7(@0467(/($(%7(@0467(/($',
  '😀😀1😀😃😀😃1a1😃😃a😀😀😃😃😀1aa😀😃😃a😃1😃😀😀😀1😀😃😀😃1a1😃😃a😀😀😃😃😀1aa😀😃😃a😃1😃😀😀1😀😃😀😃',
  '199919991199919991g199919991199919991g😀199919991199919991g19991999119991',
  '01/02/03'.repeat(8),
  'aab'.repeat(22),
  '()'.repeat(32),
  `${'Ж'.repeat(63)}a`,
].map(judgedPart);

const longestWork = 90_000;

test('no password makes it look up more than a few words for each character', () => {
  for (const password of [...slowest, ...createShapes(60)]) {
    expect(count(password), password).toBeLessThan(longestWork);
  }
});

test('that is not so for more readings of each letter: the bound can fail', () => {
  const usual = createCounter({ l33tMaxSubstitutions: 100 });
  expect(usual(slowest[0] ?? '')).toBeGreaterThan(longestWork);
});

test('the same password is judged the same every time', () => {
  for (const password of slowest) expect(judge(password, [])).toEqual(judge(password, []));
});

test.each([
  ...[
    'p@$$w0rd1234567',
    '1l0v3y0u1l0v3y0u',
    'P@ssw0rdP@ssw0rd',
    'Adm1n1str@t0r2024',
    '1nt3rn@t10n@l2024',
    'sup3rm4nsup3rm4n',
  ],
  ...[
    'm4nch3st3run1t3d',
    'ch@mp10nsl3@gu3',
    'b4sk3tb4llpl4y3r',
    'c0mput3rsc13nc3',
    '5t4rw4r5f0r3v3r',
    'qw3rtyu10pqw3rty',
  ],
])('%j is read as what it stands for', (password) => {
  expect(judge(password, []).guesses).toBeLessThan(1e8);
});

function createShapes(howMany: number): string[] {
  const parts = [
    'p@ssw0rd',
    '4dm1n',
    '|-|',
    '\\/\\/',
    '()',
    'vv',
    '1999',
    '01/02',
    'the',
    'an',
    'er',
    '3',
    '1',
    '7',
    '$',
    '<',
    '😀',
    'ñ',
    ' ',
  ];
  // A fixed sequence (Numerical Recipes).
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: howMany }, () => {
    const some = Array.from({ length: 1 + random(14) }, () => parts[random(parts.length)] ?? '');
    return judgedPart(some.join('').repeat(64));
  });
}
