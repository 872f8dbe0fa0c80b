import { Secret, TOTP } from 'otpauth';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { transact } from '@/db';
import { ageRateLimits, createUser, exhaust, newRequester } from '@/lib/testing';
import * as authenticators from './authenticators';
import * as factors from './factors';
import * as recoveryCodes from './recovery-codes';

/** A user with recovery codes. */
async function withCodes() {
  const { id } = await createUser();
  const codes = recoveryCodes.createCodes();
  await transact((tx) => recoveryCodes.replaceAll(tx, id, codes));
  return { id, codes };
}

const read = (typed: string) => factors.factorCode.parse(typed);
const accept = (id: string, typed: string) => transact((tx) => factors.accept(tx, id, read(typed), newRequester()));

describe('one field', () => {
  const [code = ''] = recoveryCodes.createCodes(1);
  const plain = code.replaceAll('-', '');

  test.each([
    ['287082', '287082'],
    [' 287 082 ', '287082'],
    ['２８７０８２', '287082'],
    ['٢٨٧٠٨٢', '287082'],
    ['28-70-82', '287082'],
    [code, plain],
    [code.toLowerCase(), plain],
    [code.replaceAll('-', ' '), plain],
    [plain.replaceAll('0', 'O').replaceAll('1', 'I'), plain],
    [plain.replaceAll('0', 'o').replaceAll('1', 'l'), plain],
    [code.replace(/[0-9A-Z]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)), plain],
  ])('takes a code of an app or a recovery code as people type it: %j', (typed, meant) => {
    expect(read(typed)).toBe(meant);
  });

  test.each(['', '28708', '2870822', 'ABCDEF', plain.slice(1), `${plain}0`, plain.replace(/.$/, 'U'), '١٢٣'])(
    'refuses %j before it costs a guess',
    (typed) => {
      expect(factors.factorCode.safeParse(typed).success).toBe(false);
    },
  );
});

describe('a recovery code', () => {
  test('has 24 characters of an alphabet without lookalikes, in groups of four', () => {
    const codes = recoveryCodes.createCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('is accepted once by twenty requests at a time', async () => {
    const { id, codes } = await withCodes();
    const results = await Promise.all(Array.from({ length: 20 }, () => accept(id, codes[0] ?? '')));
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect(results.filter((one) => one.outcome === 'wrong-factor' && one.problem === 'used')).toHaveLength(19);
    expect((await factors.find(id)).codesLeft).toBe(9);
  });

  test('of another user, and one of an old set, is wrong', async () => {
    const [own, other] = [await withCodes(), await withCodes()];
    const wrong = { outcome: 'wrong-factor', problem: 'wrong' };
    expect(await accept(own.id, other.codes[0] ?? '')).toEqual(wrong);
    await transact((tx) => recoveryCodes.replaceAll(tx, own.id, recoveryCodes.createCodes()));
    expect(await accept(own.id, own.codes[0] ?? '')).toEqual(wrong);
    expect(await accept(other.id, other.codes[0] ?? '')).toMatchObject({ outcome: 'accepted', left: 9 });
  });

  test('is no factor: with nothing enrolled, no one is asked for it', async () => {
    const { id } = await withCodes();
    expect(factors.hasFactor(await factors.find(id))).toBe(false);
  });

  describe('after a rotation of AUTH_SECRET', () => {
    afterEach(() => {
      vi.unstubAllEnvs();
      vi.resetModules();
    });

    test('works as long as its key is kept', async () => {
      const { id, codes } = await withCodes();
      const { AUTH_SECRET } = process.env;
      const results = [];
      for (const previous of ['', AUTH_SECRET]) {
        vi.resetModules();
        vi.stubEnv('AUTH_SECRET', 'another secret of more than thirty-two bytes');
        vi.stubEnv('AUTH_SECRET_PREVIOUS', previous);
        const later = await import('./recovery-codes');
        results.push((await transact((tx) => later.accept(tx, id, read(codes[0] ?? '')))).outcome);
      }
      expect(results).toEqual(['wrong', 'accepted']);
    });
  });
});

describe('guesses', () => {
  const guess = { policy: 'factor/account' } as const;

  test('ten in an hour are compared; recovery codes stay open when they are used up', async () => {
    const { id, codes } = await withCodes();
    const outcomes = [];
    for (let tries = 0; tries < 11; tries += 1) outcomes.push(await factors.limitGuesses(id, read('123456')));
    expect(outcomes.slice(0, 10)).toEqual(Array(10).fill(null));
    expect(outcomes[10]).toMatchObject({ outcome: 'limited' });
    expect(await factors.limitGuesses(id, read(codes[0] ?? ''))).toBeNull();
    expect(await accept(id, codes[0] ?? '')).toMatchObject({ outcome: 'accepted' });
  });

  test('are forgotten after an hour, and when a code of the app was right', async () => {
    const { id } = await createUser();
    const secret = authenticators.createSecret();
    await transact((tx) => authenticators.add(tx, id, secret, 1));
    await exhaust({ ...guess, subject: id });
    expect(await factors.limitGuesses(id, read('123456'))).toMatchObject({ outcome: 'limited' });
    await ageRateLimits(60);
    expect(await factors.limitGuesses(id, read('123456'))).toBeNull();
    await exhaust({ ...guess, subject: id });
    const timestamp = (await authenticators.readClock()) * 1000;
    await accept(id, new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp }));
    expect(await factors.limitGuesses(id, read('123456'))).toBeNull();
  });

  test('a recovery code lifts the block of an app that was guessed at a hundred times', async () => {
    const { id, codes } = await withCodes();
    const secret = authenticators.createSecret();
    await transact((tx) => authenticators.add(tx, id, secret, 1));
    const show = async (steps = 0) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({
        timestamp: ((await authenticators.readClock()) + steps * 30) * 1000,
      });
    for (let tries = 0; tries < authenticators.maxFailures; tries += 1) await accept(id, await show(100));
    expect(await accept(id, await show())).toEqual({ outcome: 'wrong-factor', problem: 'blocked' });
    expect(await accept(id, codes[0] ?? '')).toMatchObject({ outcome: 'accepted' });
    expect(await accept(id, await show())).toMatchObject({ outcome: 'accepted' });
  });
});
