import { expect, test } from 'vitest';
import { nextBeat } from './beat';

test('whoever comes before a beat waits for that one, however late, and only who comes after it for another', async () => {
  const first = nextBeat();
  await new Promise(setImmediate);
  expect(nextBeat()).toBe(first);
  await first;
  expect(nextBeat()).not.toBe(first);
});
