import { expect, test } from 'vitest';
import { estimate } from './strength';

const known = { site: 'Return Key', name: 'Ada Lovelace', email: 'ada.l@example.com' };
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

test('a long and varied password is good, a longer one strong', () => {
  expect(assess('xK4mQ7vT2pL9zR5').verdict).toBe('good');
  expect(assess('plover quiz orbit kettle').verdict).toBe('strong');
  expect(assess('合言葉は青い鳥と赤い魚の歌です。').verdict).toMatch(/good|strong/);
});
