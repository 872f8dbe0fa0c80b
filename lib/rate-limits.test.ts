import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { rateLimits } from '@/db/schema';
import { type Attempt, clear, countAttempts, digest, type Policy } from './rate-limits';
import { ageRateLimits, newAddress, newRequester } from './testing';

const subject = () => newAddress().canonical;
const times = async (count: number, attempt: Attempt) => {
  const answers = [];
  for (let i = 0; i < count; i += 1) answers.push((await countAttempts(attempt)).granted);
  return answers.filter(Boolean).length;
};

describe('the budget of a policy', () => {
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
    ['set-password/network', 30],
    ['code/network', 30],
  ])('%s: %i in 15 minutes, and as many in the next 15', async (policy, budget) => {
    const attempt = { policy, subject: subject() };
    expect(await times(budget + 5, attempt)).toBe(budget);
    await ageRateLimits(15);
    expect(await times(budget + 5, attempt)).toBe(budget);
  });

  test('of the code of an ask is five in all: none comes back while the ask lives', async () => {
    const attempt = { policy: 'code/request', subject: subject() } as const;
    expect(await times(8, attempt)).toBe(5);
    await ageRateLimits(12 * 60);
    expect(await times(8, attempt)).toBe(0);
  });

  test('is each subject’s own, and each policy’s own', async () => {
    const one = { policy: 'reset/address', subject: subject() } as const;
    await times(4, one);
    expect((await countAttempts({ ...one, subject: subject() })).granted).toBe(true);
    expect((await countAttempts({ ...one, policy: 'sign-in/address' })).granted).toBe(true);
    expect((await countAttempts(one)).granted).toBe(false);
  });

  test('is free again exactly when the window ends, place by place', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    await times(1, attempt);
    await ageRateLimits(5);
    await times(2, attempt);
    await ageRateLimits(9);
    expect((await countAttempts(attempt)).granted).toBe(false);
    await ageRateLimits(1);
    expect(await times(5, attempt)).toBe(1);
  });

  test('is not used up by refused attempts: asking on and on makes nobody wait longer', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    await times(3, attempt);
    await ageRateLimits(14);
    expect(await times(50, attempt)).toBe(0);
    await ageRateLimits(1);
    expect(await times(5, attempt)).toBe(3);
  });

  test('has one last place for many at once', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    await times(2, attempt);
    const answers = await Promise.all(Array.from({ length: 20 }, () => countAttempts(attempt)));
    expect(answers.filter(({ granted }) => granted)).toHaveLength(1);
  });

  test('has one first place for many at once that nobody has seen before', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    const answers = await Promise.all(Array.from({ length: 20 }, () => countAttempts(attempt)));
    expect(answers.filter(({ granted }) => granted)).toHaveLength(3);
  });

  test('is given back by clearing, for this subject alone', async () => {
    const [one, other] = [1, 2].map(() => ({ policy: 'sign-in/address', subject: subject() }) as const);
    if (!one || !other) throw new Error('Two subjects were asked for.');
    await times(10, one);
    await times(10, other);
    await clear(db(), one);
    expect([(await countAttempts(one)).granted, (await countAttempts(other)).granted]).toEqual([true, false]);
  });
});

describe('resets for one address', () => {
  test('are ten in a day, and after that one an hour, never none', async () => {
    const attempt = { policy: 'reset/address', subject: subject() } as const;
    let granted = 0;
    for (let quarter = 0; quarter < 5; quarter += 1) {
      granted += await times(4, attempt);
      await ageRateLimits(15);
    }
    // Three each time, and of the fourth quarter one; the fifth lies within the hour.
    expect(granted).toBe(10);
    for (let hour = 0; hour < 12; hour += 1) {
      await ageRateLimits(60);
      expect(await times(3, attempt)).toBe(1);
    }
    await ageRateLimits(1440);
    expect(await times(4, attempt)).toBe(3);
  });
});

describe('several limits at once', () => {
  const both = () => {
    const network = { policy: 'reset/network', subject: newRequester().network } as const;
    const address = { policy: 'reset/address', subject: subject() } as const;
    return { network, address };
  };

  test('grant when all have room, and name the one that has not', async () => {
    const { network, address } = both();
    for (const left of [2, 1, 0]) expect(await countAttempts(network, address)).toEqual({ granted: true, left });
    expect(await countAttempts(network, address)).toMatchObject({ granted: false, policy: 'reset/address' });
    await times(20, network);
    expect(await countAttempts(network, address)).toMatchObject({ granted: false, policy: 'reset/network' });
  });

  test('count nothing after the one that has no room', async () => {
    const { network, address } = both();
    await times(20, network);
    for (let i = 0; i < 5; i += 1) await countAttempts(network, address);
    expect(await times(5, address)).toBe(3);
  });
});

test('the wait that is told is the wait that it takes', async () => {
  const attempt = { policy: 'sign-in/network', subject: subject() } as const;
  await times(50, attempt);
  await ageRateLimits(10);
  const refused = await countAttempts(attempt);
  if (refused.granted) throw new Error('There was room.');
  expect(refused.retryAfterSeconds).toBeGreaterThan(4 * 60);
  expect(refused.retryAfterSeconds).toBeLessThanOrEqual(5 * 60);
});

test('keys and digests name nobody, and are of one address', async () => {
  const canonical = subject();
  await countAttempts({ policy: 'reset/address', subject: canonical });
  const stored = JSON.stringify(await db().select().from(rateLimits));
  expect(stored).not.toContain(canonical.split('@')[0]);
  expect(digest(canonical)).toBe(digest(canonical));
  expect(digest(canonical)).not.toBe(digest(subject()));
  expect(digest(canonical)).not.toContain(canonical);
});
