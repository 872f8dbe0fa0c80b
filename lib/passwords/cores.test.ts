import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { coresWithin, countCores } from './cores';

test.each([
  ['max 100000', 8],
  ['', 8],
  ['800000 100000\n', 8],
  ['250000 100000\n', 2],
  ['100000 100000\n', 1],
  ['50000 100000\n', 1],
  ['3200000 100000\n', 8],
  ['0 0', 8],
])('with the limit %j, eight cores count as %i', (limit, cores) => {
  expect(coresWithin(limit, 8)).toBe(cores);
});

test('the count is between one and that of the machine', () => {
  expect(countCores()).toBeGreaterThanOrEqual(1);
  expect(countCores()).toBeLessThanOrEqual(availableParallelism());
});
