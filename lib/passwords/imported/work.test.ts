import { expect, describe as suite, test } from 'vitest';
import { describe, findRest, parse, type Work } from './work';

const bcrypt = (cost: number): Work => ({ algorithm: 'bcrypt', cost });
const pbkdf2 = (iterations: number, digest: 'sha1' | 'sha256' | 'sha512' = 'sha256'): Work => ({
  ...{ algorithm: 'pbkdf2', digest, iterations },
});
const scrypt: Work = { algorithm: 'scrypt', n: 16_384, r: 16, p: 1 };
const argon2: Work = { algorithm: 'argon2', type: 'id', memoryKib: 65_536, passes: 3, lanes: 4 };

test('a work is read as it was written, and anything else is not', () => {
  for (const work of [bcrypt(12), pbkdf2(600_000), pbkdf2(1000, 'sha512'), scrypt, argon2])
    expect(parse(describe(work))).toEqual(work);
  for (const text of ['', 'md5 1', 'pbkdf2 md5 1000', 'argon2 d 1 1 1']) expect(parse(text)).toBeNull();
});

suite('whatever hash is stored, a comparison computes the same', () => {
  const wanted = [bcrypt(10), bcrypt(12), pbkdf2(20_000), pbkdf2(600_000), pbkdf2(5000, 'sha1'), scrypt, argon2];

  test.each([null, bcrypt(4), bcrypt(10), bcrypt(12), pbkdf2(20_000), pbkdf2(600_000), scrypt, argon2])(
    'with %j first',
    (done) => {
      const all = [...(done ? [done] : []), ...findRest(wanted, done)];
      expect(sum(all)).toEqual({
        bcrypt: 2 ** 12,
        'pbkdf2 sha256': 600_000,
        'pbkdf2 sha1': 5000,
        [describe(scrypt)]: 1,
        [describe(argon2)]: 1,
      });
    },
  );

  test('which is no more than bcrypt where nothing is imported', () => {
    expect(findRest([bcrypt(12)], bcrypt(12))).toEqual([]);
    expect(findRest([bcrypt(12)], null)).toEqual([bcrypt(12)]);
  });
});

/** How much is computed of each algorithm; of those that no other amount of theirs can stand for, how often. */
function sum(works: Work[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const work of works) {
    const [name, amount] =
      work.algorithm === 'bcrypt'
        ? ['bcrypt', 2 ** work.cost]
        : work.algorithm === 'pbkdf2'
          ? [`pbkdf2 ${work.digest}`, work.iterations]
          : [describe(work), 1];
    total[name] = (total[name] ?? 0) + amount;
  }
  return total;
}
