import bcrypt from 'bcryptjs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { brand } from '@/lib/brand';
import { password as field, type Password } from '@/lib/fields';
import * as passwords from './passwords';
import { CutOff, TooBusy } from './pool';
import { estimate } from './strength';
import { scoring } from './threads';

const owner = { name: 'Zoë Müller', email: 'zm.berlin@fjord.example' };
const check = (text: string) => passwords.findProblem(field.parse(text), owner, 'proven');
const phrase = 'violet canoe, seven lamps';

describe('length is counted in code points', () => {
  test('14 are too short and 15 are enough, also when each takes four bytes', async () => {
    const keys = ['🔑', '🚪', '🏠', '🌲', '🦊', '🚲', '🌙', '🎺', '🍋', '🧭', '🐙', '🪁', '🧵', '🛶', '🪐'];
    expect(await check(keys.slice(0, 14).join(''))).toBe('tooShort');
    expect(await check(keys.join(''))).toBeNull();
  });

  test('256 are accepted and one more is not', async () => {
    const long = Array.from({ length: 257 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');
    expect(await check(long.slice(0, 256))).toBeNull();
    expect(await check(long)).toBe('tooLong');
  });

  test('a megabyte is refused before any other check', () => {
    expect(field.safeParse('x'.repeat(1_000_000)).error?.issues).toMatchObject([{ message: 'tooLong' }]);
  });
});

test.each([
  ['characters', 'a zero in the\0middle'],
  ['characters', 'half of a pair \ud83d and more'],
  ['characters', 'M\ufffdller, sieben Lampen'],
  ['characters', '\ufffd'.repeat(20)],
  ['characters', 'not a character \ufffe here'],
  ['characters', 'not a character \ufdd0 here'],
  ['characters', 'not a character \u{1FFFF} here'],
  ['containsSite', `my ${brand.name} is here`],
  ['containsSite', `xx-${brand.name.toLowerCase().replaceAll(' ', '')}-xx-94`],
  ['containsName', 'i am called MULLER, hello'],
  ['containsEmail', 'zm.berlin@fjord.example!'],
  ['containsEmail', 'my name is ZM.Berlin 77'],
  ['weak', 'aaaaaaaaaaaaaaaaaa'],
  ['weak', '123456789012345678'],
  ['weak', 'passwordpassword'],
  ['weak', 'qwertyuiopasdfgh'],
  ['common', 'manchesterunited'],
  ['common', 'one two three four five'],
  ['example', 'violet teapot under snow'],
  ['example', 'Lila-Teekanne unter Schnee!'],
])('%s: %j is refused', async (problem, text) => {
  expect(await check(text)).toBe(problem);
});

test.each([
  phrase,
  `  ${phrase}  `,
  'Ünsere 7 Zwerge schlafen',
  'kfhw-qpzm-vbxn-rtyd',
  '寿司を七つ、明日の朝に食べる予定です',
  // Emoji, joiners and a tag sequence are no lost characters.
  '👩‍🚀 und 🏴󠁧󠁢󠁥󠁮󠁧󠁿 fahren Boot',
])('%j is accepted', async (text) => {
  expect(await check(text)).toBeNull();
});

describe('when scoring is cut off', () => {
  afterEach(() => vi.restoreAllMocks());

  test.each([
    [phrase, null],
    ['kfhw-qpzm-vbxn-rtyd', null],
    ['manchesterunited', null],
    ['aaaaaaaaaaaaaaaaaa', 'weak'],
    ['abcabcabcabcabcabc', 'weak'],
    ['qwertyuiopasdfgh', 'weak'],
  ])('%j is judged as the meter in the browser does', async (text, problem) => {
    vi.spyOn(scoring, 'run').mockRejectedValue(new CutOff());
    expect(await check(text)).toBe(problem);
    const known = { site: brand.name, ...owner, example: [] };
    expect(estimate(text, 15, known).verdict).toMatch(problem ? /^easy$/ : /enough|strong/);
  });
});

describe('a stored password', () => {
  const isSame = async (chosen: string, typed: string) =>
    passwords.isCorrect(field.parse(typed), await passwords.hash(field.parse(chosen), 'proven'), 'proven');

  test('is recognized, and no other password is', async () => {
    expect(await isSame(phrase, phrase)).toBe(true);
    expect(await isSame(phrase, `${phrase}.`)).toBe(false);
  });

  test('is stored salted, with the name of its scheme', async () => {
    const [one, two] = [
      await passwords.hash(field.parse(phrase), 'proven'),
      await passwords.hash(field.parse(phrase), 'proven'),
    ];
    expect(one).toMatch(/^bcrypt-sha384:\$2b\$10\$/);
    expect(one).not.toBe(two);
    expect(passwords.isOutdated(one)).toBe(false);
  });

  test('counts its spaces', async () => {
    expect(await isSame(` ${phrase}`, phrase)).toBe(false);
    expect(await isSame(` ${phrase} `, ` ${phrase} `)).toBe(true);
  });

  test('counts byte 73 and the 256th character', async () => {
    const long = phrase.repeat(11).slice(0, 255);
    expect(await isSame(`${'a'.repeat(72)}x`, `${'a'.repeat(72)}y`)).toBe(false);
    expect(await isSame(`${long}x`, `${long}y`)).toBe(false);
    expect(await isSame(`${long}x`, `${long}x`)).toBe(true);
  });

  test('is the same from every keyboard: composed and decomposed accents are one', async () => {
    expect(await isSame('caf\u00e9 au lait, deux', 'cafe\u0301 au lait, deux')).toBe(true);
    expect(await isSame('café au lait, deux', 'cafe au lait, deux')).toBe(false);
  });

  test.each(['2a', '2b', '2y'])('imported as plain bcrypt $%s$ is recognised, and outdated', async (version) => {
    const imported = bcrypt.hashSync(phrase, 10).replace(/^\$2b/, `$${version}`);
    expect(await passwords.isCorrect(field.parse(phrase), imported, 'proven')).toBe(true);
    expect(await passwords.isCorrect(field.parse(`${phrase}.`), imported, 'proven')).toBe(false);
    expect(passwords.isOutdated(imported)).toBe(true);
  });

  test('with a lower cost than BCRYPT_COST is outdated', async () => {
    const [scheme, hash] = (await passwords.hash(field.parse(phrase), 'proven')).split(':');
    expect(passwords.isOutdated(`${scheme}:${hash?.replace('$10$', '$09$')}`)).toBe(true);
  });

  test('with characters that are refused today is recognized', async () => {
    expect(await isSame('M\ufffdller, sieben Lampen', 'M\ufffdller, sieben Lampen')).toBe(true);
  });

  test('that does not exist never matches', async () => {
    for (const text of [phrase, 'null', '.'.repeat(53)]) {
      expect(await passwords.isCorrect(field.parse(text), null, 'proven')).toBe(false);
    }
  });

  test('that is damaged is an error, not a match', async () => {
    const tries = ['', 'x', 'bcrypt-sha384:', 'bcrypt-sha384:$2b$10$short'].map((stored) =>
      passwords.isCorrect(field.parse(phrase), stored, 'proven').catch(() => false),
    );
    expect(await Promise.all(tries)).toEqual([false, false, false, false]);
  });
});

test('more checks than can be served in time are refused at once, and the others are served', async () => {
  const many: Password[] = Array.from({ length: 400 }, () => field.parse(phrase));
  const ends = await Promise.allSettled(many.map((one) => passwords.findProblem(one, owner, 'stranger')));
  const served = ends.filter((end) => end.status === 'fulfilled');
  const refused = ends.filter((end) => end.status === 'rejected');
  expect(served.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(TooBusy);
  expect(await check(phrase)).toBeNull();
});
