import { expect, test } from 'vitest';
import { estimate } from './strength';

const known = ['Return Key', 'Ada Lovelace', 'Lovelace', 'ada.l@example.com', 'ada.l'];
const judge = (password: string) => estimate(password, 15, known);

test('a short password is told how many characters are missing, counted as people count', () => {
  expect(judge('orbit kettle')).toEqual({ verdict: 'short', missing: 3 });
  expect(judge('🔑'.repeat(14))).toEqual({ verdict: 'short', missing: 1 });
});

test.each(['my return key to paris', 'queen LOVELACE of 1843', 'ada.l is my best friend', 'lövelace and the engine'])(
  '"%s" tells who somebody is',
  (password) => expect(judge(password).verdict).toBe('telling'),
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
])('"%s" is easy to guess', (password) => expect(judge(password).verdict).toBe('easy'));

test('what is long and varied is good, and longer is strong', () => {
  expect(judge('xK4mQ7vT2pL9zR5').verdict).toBe('good');
  expect(judge('plover quiz orbit kettle').verdict).toBe('strong');
  expect(judge('合言葉は青い鳥と赤い魚の歌です。').verdict).toMatch(/good|strong/);
});
