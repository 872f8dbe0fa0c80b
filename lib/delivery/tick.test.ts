import { expect, test } from 'vitest';
import { nextTick } from './tick';

test('all callers before a tick share it, however late, and callers after it get the next', async () => {
  const first = nextTick();
  await new Promise(setImmediate);
  expect(nextTick()).toBe(first);
  await first;
  expect(nextTick()).not.toBe(first);
});
