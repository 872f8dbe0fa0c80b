import { eq, lte, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { rateLimits } from '@/db/schema';
import { resetLifetimeMinutes } from './mailed-links';
import { type Attempt, clear, countAttempts, digest, type Policy, uncount } from './rate-limits';
import { ageRateLimits, newAddress, newRequester } from './testing';

const subject = () => newAddress().canonical;
/** Counts an attempt so many times. @returns how many were granted */
const times = async (count: number, attempt: Attempt) => {
  let granted = 0;
  for (let i = 0; i < count; i += 1) granted += (await countAttempts(attempt)).granted ? 1 : 0;
  return granted;
};

describe('the limit of a policy', () => {
  test.each<[Policy, number]>([
    ['reset/address', 3],
    ['reset/device', 3],
    ['reset/network', 20],
    ['mail/recipient', 3],
    ['register/network', 10],
    ['sign-in/address', 10],
    ['sign-in/device', 10],
    ['sign-in/network', 50],
    ['set-password/link', 10],
    ['sign-in/devices', 30],
    ['reset/devices', 9],
    ['sign-in/user', 60],
    ['rename/user', 10],
  ])('%s: %i in 15 minutes, and as many in the next 15 minutes', async (policy, budget) => {
    const attempt = { policy, subject: subject() };
    expect(await times(budget + 5, attempt)).toBe(budget);
    await ageRateLimits(15);
    expect(await times(budget + 5, attempt)).toBe(budget);
  });

  test('code/request: five tries in total for the life of a request', async () => {
    const attempt = { policy: 'code/request', subject: subject() } as const;
    expect(await times(8, attempt)).toBe(5);
    await ageRateLimits(12 * 60);
    expect(await times(8, attempt)).toBe(0);
  });

  test('is counted separately for each subject and each policy', async () => {
    const one = { policy: 'reset/address', subject: subject() } as const;
    await times(4, one);
    expect((await countAttempts({ ...one, subject: subject() })).granted).toBe(true);
    expect((await countAttempts({ ...one, policy: 'sign-in/address' })).granted).toBe(true);
    expect((await countAttempts(one)).granted).toBe(false);
  });

  test('has room again for each attempt exactly when its window ends', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    await times(1, attempt);
    await ageRateLimits(5);
    await times(2, attempt);
    await ageRateLimits(9);
    expect((await countAttempts(attempt)).granted).toBe(false);
    await ageRateLimits(1);
    expect(await times(5, attempt)).toBe(1);
  });

  test('is not used up by refused attempts: repeating them does not extend the wait', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    await times(3, attempt);
    await ageRateLimits(14);
    expect(await times(50, attempt)).toBe(0);
    await ageRateLimits(1);
    expect(await times(5, attempt)).toBe(3);
  });

  test('grants its last place to one of many concurrent attempts', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    await times(2, attempt);
    const answers = await Promise.all(Array.from({ length: 20 }, () => countAttempts(attempt)));
    expect(answers.filter(({ granted }) => granted)).toHaveLength(1);
  });

  test('grants no more than its limit to many concurrent first attempts', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    const answers = await Promise.all(Array.from({ length: 20 }, () => countAttempts(attempt)));
    expect(answers.filter(({ granted }) => granted)).toHaveLength(3);
  });

  test('is cleared for one subject only', async () => {
    const [one, other] = [1, 2].map(() => ({ policy: 'sign-in/address', subject: subject() }) as const);
    if (!one || !other) throw new Error('Two attempts were expected.');
    await times(10, one);
    await times(10, other);
    await clear(db(), one);
    expect([(await countAttempts(one)).granted, (await countAttempts(other)).granted]).toEqual([true, false]);
  });
});

describe('resets for one address', () => {
  test('are ten in a day, and after that still one in the life of a link', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    let granted = 0;
    for (let quarter = 0; quarter < 4; quarter += 1) {
      if (quarter > 0) await ageRateLimits(15);
      granted += await times(4, attempt);
    }
    // Three in each of the first three quarters, one in the fourth, and none within the life of that one.
    expect(granted).toBe(10);
    await ageRateLimits(resetLifetimeMinutes - 6);
    expect(await times(3, attempt)).toBe(0);
    for (let round = 0; round < 6; round += 1) {
      await ageRateLimits(resetLifetimeMinutes);
      expect(await times(3, attempt)).toBe(1);
    }
    await ageRateLimits(1440);
    expect(await times(4, attempt)).toBe(3);
  });

  test.each(['reset/address', 'reset/device'] as const)(
    '%s: while a stranger keeps asking, there is always a link that lives, even when each email takes four minutes',
    async (policy) => {
      const attempt = { policy, subject: subject() };
      let age = 0;
      for (let minute = 0; minute < 1440; minute += 2) {
        age = (await times(1, attempt)) === 1 ? 0 : age + 2;
        expect(age, `in minute ${minute}`).toBeLessThan(resetLifetimeMinutes - 4);
        await ageRateLimits(2);
      }
    },
  );
});

describe('several limits at once', () => {
  const both = () => {
    const network = { policy: 'reset/network', subject: newRequester().network } as const;
    const address = { policy: 'reset/address', subject: subject() } as const;
    return { network, address };
  };

  test('grant when all have room, and name the one that has none', async () => {
    const { network, address } = both();
    for (const left of [2, 1, 0]) expect(await countAttempts(network, address)).toMatchObject({ granted: true, left });
    expect(await countAttempts(network, address)).toMatchObject({ granted: false, policy: 'reset/address' });
    await times(20, network);
    expect(await countAttempts(network, address)).toMatchObject({ granted: false, policy: 'reset/network' });
  });

  test('count nothing after the first without room', async () => {
    const { network, address } = both();
    await times(20, network);
    for (let i = 0; i < 5; i += 1) await countAttempts(network, address);
    expect(await times(5, address)).toBe(3);
  });
});

test('an attempt that is taken back makes room for one more, in every width of its network', async () => {
  const attempts = [
    { policy: 'sign-in/network', subject: '2001:db8:1:2::/64' },
    { policy: 'sign-in/address', subject: subject() },
  ] as const;
  for (let i = 0; i < 10; i += 1) await countAttempts(...attempts);
  await uncount({ strangers: attempts }, { granted: true, proven: false, left: 0 });
  const rows = await db().select().from(rateLimits).where(eq(rateLimits.policy, 'sign-in/network'));
  expect(rows.map(({ grantedAt }) => grantedAt.length)).toEqual(expect.arrayContaining([9, 9, 9]));
  expect([(await countAttempts(...attempts)).granted, (await countAttempts(...attempts)).granted]).toEqual([
    true,
    false,
  ]);
});

test('a refused attempt changes no index of its row, and the row is gone when the window is over', async () => {
  await db().delete(rateLimits);
  const attempt = { policy: 'sign-in/address', subject: subject() } as const;
  const row = async () => (await db().select().from(rateLimits))[0];
  await times(10, attempt);
  const granted = await row();
  await times(6, attempt);
  expect(await row()).toEqual({ ...granted, granted: false, refused: 6 });
  await ageRateLimits(15);
  expect(await db().$count(rateLimits, lte(rateLimits.expiresAt, sql`now()`))).toBe(1);
});

test('retryAfterSeconds is the actual wait', async () => {
  const attempt = { policy: 'sign-in/network', subject: subject() } as const;
  await times(50, attempt);
  await ageRateLimits(10);
  const refused = await countAttempts(attempt);
  if (refused.granted) throw new Error('There was room.');
  expect(refused.retryAfterSeconds).toBeGreaterThan(4 * 60);
  expect(refused.retryAfterSeconds).toBeLessThanOrEqual(5 * 60);
});

test('keys and digests do not reveal the address, and digests differ by address', async () => {
  const canonical = subject();
  await countAttempts({ policy: 'reset/address', subject: canonical });
  const stored = JSON.stringify(await db().select().from(rateLimits));
  expect(stored).not.toContain(canonical.split('@')[0]);
  expect(digest(canonical)).toBe(digest(canonical));
  expect(digest(canonical)).not.toBe(digest(subject()));
  expect(digest(canonical)).not.toContain(canonical);
});
