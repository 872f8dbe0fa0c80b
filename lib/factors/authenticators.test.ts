import { eq, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { db, transact } from '@/db';
import { authenticators as rows } from '@/db/schema';
import { brand } from '@/lib/brand';
import { env } from '@/lib/env';
import { createUser } from '@/lib/testing';
import * as authenticators from './authenticators';

const stepSeconds = 30;
const codeAt = (secret: string, seconds: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: seconds * 1000 });

/** A user with an app. `code`: what it shows now, or some steps from now. */
async function enrolled() {
  const { id } = await createUser();
  const secret = authenticators.createSecret();
  await transact((tx) => authenticators.add(tx, id, secret, 1));
  const now = await authenticators.readClock();
  return { id, secret, code: (steps = 0) => codeAt(secret, now + steps * stepSeconds) };
}

const accept = (id: string, code: string) => transact((tx) => authenticators.accept(tx, id, code));

const readRow = async (id: string) => (await db().select().from(rows).where(eq(rows.userId, id)))[0];

describe('a code', () => {
  // RFC 6238, appendix B, of which SHA-1 is what apps support. Ours have the last six of its eight digits.
  test.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('at %i seconds is %s by the RFC', (seconds, digits) => {
    const secret = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32;
    expect(authenticators.match(secret, digits.slice(-6), seconds)).toEqual({
      outcome: 'right',
      step: Math.floor(seconds / stepSeconds),
    });
  });

  test('is right for one step each way, a sign of a wrong clock for five minutes, and wrong beyond', () => {
    const secret = authenticators.createSecret();
    const now = 1_800_000_015;
    const outcomes = [-11, -10, -8, -2, -1, 0, 1, 2, 8, 10, 11].map(
      (steps) => authenticators.match(secret, codeAt(secret, now + steps * stepSeconds), now).outcome,
    );
    expect(outcomes).toEqual(
      ['wrong', ...Array(3).fill('clock'), ...Array(3).fill('right'), ...Array(3).fill('clock'), 'wrong'].flat(),
    );
  });

  test('of another app is wrong', () => {
    const [own, other] = [authenticators.createSecret(), authenticators.createSecret()];
    expect(authenticators.match(own, codeAt(other, 1_800_000_015), 1_800_000_015)).toEqual({ outcome: 'wrong' });
  });
});

test('a secret has 160 bits, and its URI says whose it is and of which site', () => {
  const secret = authenticators.createSecret();
  expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
  const uri = new URL(authenticators.uriOf(secret, 'ada+1@example.test'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toBe(`/${brand.name}:ada+1@example.test`);
  expect(uri.searchParams.get('secret')).toBe(secret);
  expect(uri.searchParams.get('issuer')).toBe(brand.name);
});

describe("the code of a user's app", () => {
  test('is accepted once, and never one that is older', async () => {
    const { id, code } = await enrolled();
    expect(await accept(id, code(1))).toBe('accepted');
    expect(await accept(id, code(1))).toBe('used');
    expect(await accept(id, code(0))).toBe('used');
  });

  test('is accepted once by twenty requests at a time, each on a connection of its own', async () => {
    const { id, code } = await enrolled();
    const results = await Promise.all(Array.from({ length: 20 }, () => accept(id, code())));
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1);
    expect(results.filter((result) => result === 'used')).toHaveLength(19);
  });

  test('is refused for what it set the app up with', async () => {
    const { id } = await createUser();
    const secret = authenticators.createSecret();
    const now = await authenticators.readClock();
    const matched = authenticators.match(secret, codeAt(secret, now), now);
    const step = matched.outcome === 'right' ? matched.step : 0;
    await transact((tx) => authenticators.add(tx, id, secret, step));
    expect(await accept(id, codeAt(secret, now))).toBe('used');
  });

  test('is told to be of a wrong clock four minutes off', async () => {
    const { id, code } = await enrolled();
    expect(await accept(id, code(-8))).toBe('clock');
    expect(await accept(id, code(8))).toBe('clock');
  });

  test('opens nothing once the app is removed', async () => {
    const { id, code } = await enrolled();
    expect(await transact((tx) => authenticators.remove(tx, id))).toBe(true);
    expect(await accept(id, code())).toBe('none');
    expect(await authenticators.find(id)).toBeNull();
  });

  test('is blocked after a hundred wrong ones in a row, until another way was used', async () => {
    const { id, code } = await enrolled();
    await db().update(rows).set({ failures: 99 }).where(eq(rows.userId, id));
    expect(await accept(id, code(100))).toBe('wrong');
    expect(await accept(id, code())).toBe('blocked');
    await transact((tx) => authenticators.forgive(tx, id));
    expect(await accept(id, code())).toBe('accepted');
  });

  test('forgets the wrong ones before it', async () => {
    const { id, code } = await enrolled();
    await accept(id, code(100));
    expect((await readRow(id))?.failures).toBe(1);
    await accept(id, code());
    expect((await readRow(id))?.failures).toBe(0);
  });
});

describe('the secret in the database', () => {
  test('cannot be read without the key, nor moved to another user', async () => {
    const [own, other] = [await enrolled(), await enrolled()];
    expect(JSON.stringify(await readRow(own.id))).not.toContain(own.secret);
    const secret = (await readRow(own.id))?.secret ?? '';
    await db().update(rows).set({ secret }).where(eq(rows.userId, other.id));
    await expect(accept(other.id, own.code())).rejects.toThrow();
  });

  test('is refused once a bit of it was altered', async () => {
    const { id, code } = await enrolled();
    const bytes = Buffer.from((await readRow(id))?.secret ?? '', 'base64url');
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    const altered = bytes.toString('base64url');
    await db().update(rows).set({ secret: altered }).where(eq(rows.userId, id));
    await expect(accept(id, code())).rejects.toThrow();
  });
});

describe('after a rotation of AUTH_SECRET', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  /** The same application with other secrets. */
  async function rotate(secret: string, previous: string) {
    vi.resetModules();
    vi.stubEnv('AUTH_SECRET', secret);
    vi.stubEnv('AUTH_SECRET_PREVIOUS', previous);
    return import('./authenticators');
  }

  test('an app works, and is sealed with the new key, so that the old one can be retired', async () => {
    const { id, code } = await enrolled();
    const { AUTH_SECRET } = env();
    const before = await readRow(id);
    const rotated = await rotate('another secret of more than thirty-two bytes', AUTH_SECRET);
    expect(await transact((tx) => rotated.accept(tx, id, code()))).toBe('accepted');
    expect((await readRow(id))?.keyId).not.toBe(before?.keyId);
    const retired = await rotate('another secret of more than thirty-two bytes', '');
    expect(await transact((tx) => retired.accept(tx, id, code(1)))).toBe('accepted');
  });

  test('an app whose key was retired first is as good as lost', async () => {
    const { id, code } = await enrolled();
    const retired = await rotate('another secret of more than thirty-two bytes', '');
    expect(await transact((tx) => retired.accept(tx, id, code()))).toBe('none');
    expect(await db().$count(rows, sql`user_id = ${id} and failures = 0`)).toBe(1);
  });
});
