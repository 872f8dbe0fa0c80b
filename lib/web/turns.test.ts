import { expect, test } from 'vitest';
import { Line, waitForTurn } from './turns';

const stranger = async () => null;

test('a request begins at once when none is in front of it', () => {
  expect(new Line(3).tryNow()).toBe(true);
});

test('requests begin a number of turns of the event loop apart', async () => {
  const line = new Line(3);
  const turns: number[] = [];
  let turn = 0;
  let isDone = false;
  const count = () => {
    turn += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(Array.from({ length: 4 }, () => line.wait('a').then(() => turns.push(turn))));
  isDone = true;
  expect(turns.map((at) => at - (turns[0] ?? 0))).toEqual([0, 3, 6, 9]);
});

test('one network with many requests delays another by one, and keeps the order of its own', async () => {
  const line = new Line(2);
  const begun: string[] = [];
  const ask = (subject: string, name: string) => line.wait(subject).then(() => begun.push(name));
  const flood = Array.from({ length: 20 }, (_, n) => ask('flood', `flood ${n}`));
  await Promise.all([...flood, ask('other', 'other')]);
  expect(begun.indexOf('other')).toBe(2);
  expect(begun.filter((name) => name !== 'other')).toEqual(Array.from({ length: 20 }, (_, n) => `flood ${n}`));
});

test('however many strangers wait, a request with a proof begins before all of them but those in front', async () => {
  const begun: string[] = [];
  const strangers = Array.from({ length: 50 }, (_, n) =>
    waitForTurn(`10.0.0.${n}`, stranger).then(() => begun.push('stranger')),
  );
  await Promise.all([...strangers, waitForTurn('10.0.0.1', async () => 'ada').then(() => begun.push('proven'))]);
  expect(begun.indexOf('proven')).toBeLessThan(3);
});

test('no proof is looked for while nothing waits', async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  await waitForTurn('10.0.0.1', () => Promise.reject(new Error('looked for')));
});
