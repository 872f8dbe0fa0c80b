import { expect, test } from 'vitest';
import { findKnownWord, type KnownWords } from './known-words';
import { estimate } from './strength';

const of = (person: Partial<KnownWords>): KnownWords => ({
  ...{ site: 'Return Key', name: '', email: '', example: [] },
  ...person,
});

test.each<[string, Partial<KnownWords>]>([
  ['savannah walrus kite brick 5', { name: 'Anna' }],
  ['remarkable walrus kite brick', { name: 'Mark Twain' }],
  ['hopeful walrus kite brick 77', { name: 'Hope' }],
  ['placements walrus kite brick', { site: 'Acme' }],
  ['christianity walrus brick 5', { email: 'christian@example.com' }],
  ['xK9trueQ2vLp7Za3Rw', { email: 'true@example.com' }],
  ['xK9TRUEQ2vLp7Za3Rw', { name: 'True' }],
  ['violetcanoemullersevenlamps', { name: 'Zoë Müller' }],
  ['7f3b9a52-c0de-4d1e-8a67-beef51f0a2c4', { name: 'Beef' }],
  ['the fox ada ate a plum tart', { name: 'Ada' }],
  ['山田さんの家は赤い屋根で、庭に桜がある', { name: '山田' }],
])('%j says nothing of %j', (password, person) => {
  expect(findKnownWord(password, of(person))).toBeNull();
});

test.each<[keyof KnownWords, string, Partial<KnownWords>]>([
  ['name', 'AnnaAnnaAnnaAnna1', { name: 'Anna' }],
  ['name', 'annaannaannaannaannaanna', { name: 'Anna' }],
  ['name', 'xxannaxxannaxxanna', { name: 'Anna' }],
  ['name', 'Anna12345678901', { name: 'Anna' }],
  ['name', 'walrus kite, anna, brick lamp', { name: 'Anna' }],
  ['name', 'savannah loves anna and walrus', { name: 'Anna' }],
  ['name', 'MÜLLERmüllerMuller', { name: 'Zoë Müller' }],
  ['name', 'AnnaLovelaceAnnaLovelace1', { name: 'Anna Lovelace' }],
  ['email', 'true@example.comtrue', { email: 'true@example.com' }],
  ['email', 'violet true canoe lamps', { email: 'true@example.com' }],
  ['email', 'lovelace1815lovelace1815', { email: 'lovelace1815@example.com' }],
  ['site', 'returnkeyreturnkey12', {}],
  ['site', 'xx-returnkey-xx-94', {}],
  ['site', 'the RETURN KEY of my house', {}],
  ['example', 'three quiet lamps', { example: ['three quiet lamps'] }],
  ['example', 'my THREE-quiet_Lamps, 77', { example: ['three quiet lamps'] }],
  ['example', 'threequietlamps7Kq2vLp', { example: ['three quiet lamps'] }],
])('of the %s, %j tells with %j', (kind, password, person) => {
  expect(findKnownWord(password, of(person))).toBe(kind);
});

test('the meter tells what the server refuses, and nothing else', () => {
  const person = of({ name: 'Anna Müller', email: 'true@example.com' });
  const told = ['AnnaAnnaAnnaAnna1', 'my muller, seven lamps', 'violet true canoe lamps', 'xx-returnkey-xx-94'];
  for (const password of told) expect(estimate(password, 15, person).verdict).toBe('telling');
  for (const password of ['savannah walrus kite 5', 'xK9trueQ2vLp7Za3Rw'])
    expect(estimate(password, 15, person).verdict).toMatch(/enough|strong/);
});
