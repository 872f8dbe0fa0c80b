import * as english from '@zxcvbn-ts/language-en';
import { expect, test } from 'vitest';
import { orderedWords } from './ordered-words';
import { estimate } from './strength';

const known = {
  site: 'Return Key',
  name: 'Ada Lovelace',
  email: 'ada.l@example.com',
  example: ['a quiet brass kettle'],
};
const assess = (password: string) => estimate(password, 15, known);

test('a short password reports how many characters are missing, in code points', () => {
  expect(assess('orbit kettle')).toEqual({ verdict: 'short', missing: 3 });
  expect(assess('🔑'.repeat(14))).toEqual({ verdict: 'short', missing: 1 });
});

test.each(['my return key to paris', 'queen LOVELACE of 1843', 'ada.l is my best friend', 'lövelace and the engine'])(
  '"%s" contains something personal',
  (password) => expect(assess(password).verdict).toBe('telling'),
);

test.each([
  'aaaaaaaaaaaaaaaaaaaa',
  'abcdefghijklmnopqrstuvwxyz',
  'passwordpassword',
  'password123456789',
  'qwertyuiopasdfghjkl',
  'iloveyou iloveyou iloveyou',
  '123456789012345678',
  '111111222222333333',
])('"%s" is easy to guess', (password) => expect(assess(password).verdict).toBe('easy'));

test.each(['xK4mQ7vT2pL9zR5', 'manchesterunited', 'state-of-the-art', '合言葉は青い鳥と赤い魚の歌です。'])(
  '"%s" is long enough, and more only the dictionaries know',
  (password) => expect(assess(password).verdict).toBe('enough'),
);

test.each(['plover quiz orbit kettle', 'monday kettle orbit tuesday'])(
  '"%s" is strong: three different words or more with spaces between them',
  (password) => expect(assess(password).verdict).toBe('strong'),
);

test.each([
  'orbit kettle orbit kettle',
  'orbit kettle is it',
  'monday tuesday wednesday',
  'orbit mars venus earth pluto',
])('"%s" is not called strong', (password) => expect(assess(password).verdict).not.toBe('strong'));

test('the example is refused as what it is, and more than 256 characters as too long', () => {
  expect(assess('A quiet brass kettle!')).toEqual({ verdict: 'telling', of: 'example' });
  expect(assess('orbit kettle '.repeat(20)).verdict).toBe('long');
});

test('the words in rows are those that zxcvbn guesses as rows', () => {
  const lists = Object.entries(english.dictionary).filter(([name]) => !/commonWords|names|wikipedia/.test(name));
  const words = lists.flatMap(([, list]) => (Array.isArray(list) ? list : Object.keys(list)));
  expect([...orderedWords].sort()).toEqual([...new Set(words)].sort());
});
