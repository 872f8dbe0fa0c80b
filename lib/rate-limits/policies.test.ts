import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

/** The limits of a site with this RATE_LIMIT_FACTOR. */
async function limitsOf(factor: string) {
  vi.stubEnv('RATE_LIMIT_FACTOR', factor);
  vi.resetModules();
  const { limitOf, policies } = await import('./policies');
  const names = Object.keys(policies) as (keyof typeof policies)[];
  return Object.fromEntries(names.map((policy) => [policy, limitOf({ policy, factor: 1 })]));
}

test('RATE_LIMIT_FACTOR widens every limit of attempts, but not the guesses at a code', async () => {
  const [usual, wide] = [await limitsOf('1'), await limitsOf('100')];
  expect(usual['register/network']).toEqual([[{ budget: 10, minutes: 15 }]]);
  expect(wide['register/network']).toEqual([[{ budget: 1000, minutes: 15 }]]);
  expect(wide['mail/recipient']).toEqual([[{ budget: 300, minutes: 15 }]]);
  const same = Object.keys(usual).filter((policy) => JSON.stringify(usual[policy]) === JSON.stringify(wide[policy]));
  // The ceilings of the site are for strangers by the thousand; the sweep is no attempt.
  expect(same.sort()).toEqual([
    'code/request',
    'factor/account',
    'factor/session',
    'register/site',
    'reset/site',
    'sweep/site',
  ]);
});
