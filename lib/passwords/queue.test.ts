import { expect, test } from 'vitest';
import { Queue, type Share } from './queue';

const fill = (queue: Queue<Share>, share: Share, length: number) => {
  let count = 0;
  for (; queue.hasRoom(share, length); count += 1) queue.add(share, share);
  return count;
};
const takeAll = (queue: Queue<Share>) => {
  const taken: Share[] = [];
  for (let next = queue.next(); next; next = queue.next()) taken.push(next);
  return taken;
};

test('each kind of job is served in order, the proven first', () => {
  const queue = new Queue<string>();
  for (const name of ['a', 'b']) queue.add(name, 'stranger');
  for (const name of ['c', 'd']) queue.add(name, 'proven');
  expect(['c', 'd', 'a', 'b', undefined]).toEqual(Array.from({ length: 5 }, () => queue.next()));
});

test('strangers fill half of it at most, and take nothing from the proven', () => {
  for (const length of [1, 2, 3, 10, 64, 1000]) {
    const [calm, flooded] = [new Queue<Share>(), new Queue<Share>()];
    expect(fill(flooded, 'stranger', length)).toBe(Math.max(1, Math.floor(length / 2)));
    expect(fill(flooded, 'proven', length)).toBe(fill(calm, 'proven', length));
  }
});

test('a proven job that was let in is served in time, however many strangers come meanwhile', () => {
  for (const length of [5, 10, 64, 1000]) {
    const queue = new Queue<Share>();
    const proven = fill(queue, 'proven', length);
    let served = 0;
    for (let turn = 0; turn < length; turn += 1) {
      fill(queue, 'stranger', length);
      if (queue.next() === 'proven') served += 1;
    }
    expect(served).toBe(proven);
  }
});

test('strangers have every fifth turn while the proven keep coming', () => {
  const queue = new Queue<Share>();
  fill(queue, 'stranger', 40);
  fill(queue, 'proven', 100);
  const taken = takeAll(queue);
  for (let turn = 0; turn < 100; turn += 5) {
    expect(taken.slice(turn, turn + 5)).toEqual(['proven', 'proven', 'proven', 'proven', 'stranger']);
  }
});
