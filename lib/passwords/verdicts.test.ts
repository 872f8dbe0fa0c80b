import { afterEach, describe, expect, test, vi } from 'vitest';
import { brand } from '@/lib/brand';
import { password as field } from '@/lib/fields';
import { examples } from '@/lib/words/examples';
import { estimate } from './strength';

// One verdict: what the rule on the page asks for, what the meter in the browser says, and what the server decides.

const owner = { name: 'Ada Lovelace', email: 'ada.l@fjord.example' };
const known = { site: brand.name, ...owner, example: examples };

afterEach(() => vi.unstubAllEnvs());

/** The meter and the server of a site with this PASSWORD_MIN_LENGTH. */
async function startSite(minLength: number) {
  vi.stubEnv('PASSWORD_MIN_LENGTH', String(minLength));
  vi.resetModules();
  const { findProblem } = await import('./passwords');
  return {
    meter: (password: string) => estimate(password, minLength, known),
    server: (password: string) => findProblem(field.parse(password), owner, 'proven'),
  };
}

const alphabets = {
  'letters and digits': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  'everything on a keyboard': String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 33 + index)),
};

describe.each(Object.entries(alphabets))('random passwords of %s', (_, alphabet) => {
  // Chance puts words into short ones more often than into long ones.
  test.each([
    [8, 120],
    [9, 100],
    [10, 60],
    [12, 40],
    [15, 15],
    [20, 15],
  ])('of %i characters pass where that is the minimum', async (length, howMany) => {
    const { meter, server } = await startSite(length);
    for (const password of makePasswords(howMany, length, alphabet)) {
      expect(meter(password).verdict, password).toBe('enough');
      expect(await server(password), password).toBeNull();
    }
  });
});

const kinds = {
  repeated: [
    'aaaaaaaa',
    '12121212',
    'abcabcabcabc',
    'passwordpassword',
    'iloveyou iloveyou iloveyou',
    'aB3$'.repeat(17),
  ],
  'keyboard walks and rows': ['qwertyui', '12345678', 'asdfghjkl123', 'qwertyuiopasdfgh', 'abcdefghijklmnopqrstuvwxyz'],
  'common words': ['sunshine', 'Welcome1', 'walrus42', 'P@ssw0rd!', 'Summer2024', 'correcthorse', 'manchesterunited'],
  'words that come in a row': ['monday tuesday wednesday', 'one two three four five six', 'mercury venus earth mars'],
  dates: ['19991231', '31/12/1999', '1999-12-31 1999-12-31'],
  personal: ['lovelace orbits a kettle', 'Ada.L is my name today', 'the return key is mine', 'lovelace7Kq2'],
  examples: [...examples, 'Violet-teapot-under-snow!1', 'VioletTeapotUnderSnow'],
  'random words': [
    'plover quiz orbit kettle',
    'canoe lamps brick',
    'to ferment a purple walrus on sundays',
    'ploverquizorbit',
  ],
  'other scripts': ['合言葉は青い鳥と赤い魚の歌です。', 'ключ от дома лежит под ковром', 'kfhw-qpzm-vbxn-rtyd'],
  'too long': ['orbit kettle '.repeat(20)],
};

const refusals = {
  short: ['tooShort'],
  long: ['tooLong'],
  easy: ['weak'],
  strong: [null],
  enough: [null, 'weak', 'common'],
};
const containing = { site: 'containsSite', name: 'containsName', email: 'containsEmail', example: 'example' };

describe('at every minimum from 8 to 64', () => {
  test.each(Object.entries(kinds))('%s: the server decides as the meter says', async (_, passwords) => {
    for (let minLength = 8; minLength <= 64; minLength += minLength < 16 ? 1 : 16) {
      const { meter, server } = await startSite(minLength);
      for (const password of passwords) {
        const said = meter(password);
        const allowed = said.verdict === 'telling' ? [containing[said.of]] : refusals[said.verdict];
        expect(allowed, `${password} at ${minLength}: ${said.verdict}`).toContain(await server(password));
      }
    }
  });
});

describe('what only dictionaries know', () => {
  test.each(kinds['common words'])(
    '%j is refused with what was found, which the meter leaves open',
    async (password) => {
      const { meter, server } = await startSite(8);
      expect(meter(password).verdict).toBe('enough');
      expect(await server(password)).toBe('common');
    },
  );
});

test.each([
  ...[...kinds['random words'], ...kinds['other scripts']],
  // With symbols and digits in unexpected places.
  ...['Tr0ub4dor&3', 'zebra!9xQ', 'xK4mQ7vT2pL9zR5'],
])('%j passes', async (password) => {
  const { server } = await startSite(8);
  expect(await server(password)).toBeNull();
});

function makePasswords(howMany: number, length: number, alphabet: string): string[] {
  // A fixed sequence (mulberry32).
  let state = length;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const character = () => alphabet[Math.floor(random() * alphabet.length)] ?? '';
  return Array.from({ length: howMany }, () => Array.from({ length }, character).join(''));
}
