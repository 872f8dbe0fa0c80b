import { expect, test } from 'vitest';
import { nextTick } from './tick';

test('whoever comes before a beat waits for that one, however late, and only who comes after it for another', async () => {
  const first = nextTick();
  await new Promise(setImmediate);
  expect(nextTick()).toBe(first);
  await first;
  expect(nextTick()).not.toBe(first);
});
