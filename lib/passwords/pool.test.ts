import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Pool, TooBusy } from './pool';
import { hashing } from './threads';

// Threads of the test's own, around the real inside of one. A job waits at a gate until the test opens it.
const script = `import { getPriority } from 'node:os';
import { serve } from '${new URL('./thread.ts', import.meta.url)}';
serve(async ({ name, gate }) => {
  if (gate) Atomics.wait(gate, 0, 0);
  if (name === 'fail') throw new Error('no such hash');
  if (name === 'leave') process.exit(1);
  if (name === 'break') { setImmediate(() => { throw new Error('out of order'); }); return new Promise(() => {}); }
  if (name === 'priority') return getPriority();
  return name;
});`;
type Job = { name: string; gate?: Int32Array };

const started: Worker[] = [];
const open = (size: number, times: { bearableMs?: number; idleMs?: number } = {}) => {
  const start = () => {
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`));
    started.push(worker);
    return worker;
  };
  return new Pool<Job, unknown>({ size, start, ...times });
};
const close = () => new Int32Array(new SharedArrayBuffer(4));
const lift = (gate: Int32Array) => {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
};

afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.terminate()));
});

describe('the line', () => {
  test('is served in the order of arrival, and nobody waits behind a slow one while another thread is idle', async () => {
    const pool = open(2);
    const gate = close();
    const done: unknown[] = [];
    const note = (value: unknown) => done.push(value);
    const slow = pool.run({ name: 'slow', gate }).then(note);
    const quick = ['a', 'b', 'c', 'd', 'e'].map((name) => pool.run({ name }).then(note));
    await Promise.all(quick);
    expect(done).toEqual(['a', 'b', 'c', 'd', 'e']);
    lift(gate);
    await slow;
    expect(started).toHaveLength(2);
  });

  // A minute: on a loaded machine a thread takes seconds to start, and whoever waits for longer is not served either.
  const minute = { bearableMs: 60_000 };
  // One in the thread's hands; the others in line, by the guess of 250 ms for each job.
  const longest = 1 + 60_000 / 250;

  test('has an end: whoever would wait for longer than bearable is told so at once', async () => {
    const pool = open(1, minute);
    const gate = close();
    const served = Array.from({ length: longest }, () => pool.run({ name: 'in line', gate }));
    await expect(pool.run({ name: 'one too many' })).rejects.toBeInstanceOf(TooBusy);
    lift(gate);
    expect(await Promise.all(served)).toHaveLength(longest);
    expect(await pool.run({ name: 'later' })).toBe('later');
  });

  test('is longer when the jobs turn out to be short', async () => {
    const pool = open(1, minute);
    for (let n = 0; n < 40; n += 1) await pool.run({ name: 'short' });
    const gate = close();
    const served = Array.from({ length: longest + 50 }, () => pool.run({ name: 'short', gate }));
    lift(gate);
    expect(await Promise.all(served)).toHaveLength(longest + 50);
  });

  test('works for nobody who has waited for too long', async () => {
    const bearableMs = 50;
    const pool = open(1, { bearableMs });
    const gate = close();
    const first = pool.run({ name: 'first', gate });
    const second = pool.run({ name: 'second' });
    const begun = performance.now();
    await vi.waitUntil(() => performance.now() - begun > bearableMs, 10_000);
    lift(gate);
    expect(await first).toBe('first');
    await expect(second).rejects.toBeInstanceOf(TooBusy);
    expect(await pool.run({ name: 'third' })).toBe('third');
  });
});

describe('a thread', () => {
  test('that cannot do a job says why, and does the next', async () => {
    const pool = open(1);
    await expect(pool.run({ name: 'fail' })).rejects.toThrow('no such hash');
    expect(await pool.run({ name: 'next' })).toBe('next');
    expect(started).toHaveLength(1);
  });

  test.each([
    ['leave', 'ended'],
    ['break', 'out of order'],
  ])('that dies (%s) loses the job in its hands and no other', async (name, reason) => {
    const pool = open(1);
    const lost = pool.run({ name });
    const behind = pool.run({ name: 'behind' });
    await expect(lost).rejects.toThrow(reason);
    expect(await behind).toBe('behind');
    expect(started).toHaveLength(2);
  });

  test('that has nothing to do ends, where that is wanted, and another one comes when there is', async () => {
    const pool = open(1, { idleMs: 1 });
    expect(await pool.run({ name: 'a' })).toBe('a');
    if (started[0]) await once(started[0], 'exit');
    expect(await pool.run({ name: 'b' })).toBe('b');
    expect(started).toHaveLength(2);
  });

  test('that dies while idle is replaced', async () => {
    const pool = open(1);
    await pool.run({ name: 'a' });
    await started[0]?.terminate();
    expect(await pool.run({ name: 'b' })).toBe('b');
  });
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('a thread steps back, and the process does not', async () => {
    const own = getPriority();
    expect(await open(1).run({ name: 'priority' })).toBeGreaterThan(own);
    expect(getPriority()).toBe(own);
  });

  test('so do those that hash', async () => {
    await hashing.run({ task: 'hash', password: 'some words', cost: 4 });
    const nices = readdirSync('/proc/self/task').map((id) => {
      const stat = readFileSync(`/proc/self/task/${id}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
    });
    expect(nices.filter((nice) => nice > getPriority())).toHaveLength(1);
  });
});
