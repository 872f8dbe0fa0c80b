import { expect, test } from 'vitest';
import { ConnectionLost } from '@/db/failure';
import { grouped } from './groups';

test('calls of one moment share a group, and each gets its own answer', async () => {
  const sizes: number[] = [];
  const double = grouped(async (numbers: number[]) => {
    sizes.push(numbers.length);
    return numbers.map((number) => number * 2);
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(await double(4)).toBe(8);
  expect(sizes).toEqual([3, 1]);
});

test('one bad call fails alone', async () => {
  const invert = grouped(async (numbers: number[]) => {
    if (numbers.includes(0)) throw new Error('zero');
    return numbers.map((number) => 1 / number);
  });
  const [two, zero, four] = await Promise.allSettled([2, 0, 4].map(invert));
  expect(two).toMatchObject({ value: 0.5 });
  expect(zero).toMatchObject({ reason: new Error('zero') });
  expect(four).toMatchObject({ value: 0.25 });
});

test('a group whose connection broke is not asked for again: it may have been done', async () => {
  let groups = 0;
  const write = grouped(async (_: number[]) => {
    groups += 1;
    throw new ConnectionLost(new Error('gone'), true);
  });
  const outcomes = await Promise.allSettled([1, 2].map(write));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(groups).toBe(1);
});
