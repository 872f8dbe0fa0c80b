import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isCutOff, Pool, TooBusy } from './pool';
import { hashing } from './threads';

// Test threads around the real thread.ts. A job with a gate waits until the test opens it.
const script = `import { getPriority } from 'node:os';
import { serve } from '${new URL('./thread.ts', import.meta.url)}';
serve(async ({ name, gate }) => {
  if (gate) Atomics.wait(gate, 0, 0);
  while (name === 'endless');
  if (name === 'fail') throw new Error('no such hash');
  if (name === 'leave') process.exit(1);
  if (name === 'break') { setImmediate(() => { throw new Error('out of order'); }); return new Promise(() => {}); }
  if (name === 'priority') return getPriority();
  return name;
});`;
type Job = { name: string; gate?: Int32Array };

const started: Worker[] = [];
const createPool = (
  size: number,
  options: { maxWaitMs?: number; maxRunMs?: number; idleMs?: number; hasReserve?: boolean } = {},
) => {
  const { hasReserve, ...times } = options;
  const start = () => {
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`));
    started.push(worker);
    return worker;
  };
  return new Pool<Job, unknown>({ size, start, ...(hasReserve && { startReserved: start }), ...times });
};
const createGate = () => new Int32Array(new SharedArrayBuffer(4));
const open = (gate: Int32Array) => {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
};

afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.terminate()));
});

describe('the queue', () => {
  test('is served in order, and no job waits behind a slow one while another thread is idle', async () => {
    const pool = createPool(2);
    const gate = createGate();
    const done: unknown[] = [];
    const add = (value: unknown) => done.push(value);
    const slow = pool.run({ name: 'slow', gate }, 'stranger').then(add);
    const quick = ['a', 'b', 'c', 'd', 'e'].map((name) => pool.run({ name }, 'stranger').then(add));
    await Promise.all(quick);
    expect(done).toEqual(['a', 'b', 'c', 'd', 'e']);
    open(gate);
    await slow;
    expect(started).toHaveLength(2);
  });

  // A minute: on a loaded machine a thread takes seconds to start, and jobs that wait longer than the maximum are refused too.
  const minute = { maxWaitMs: 60_000 };
  // One running, the others queued, at the initial estimate of 250 ms per job: a stranger's job may wait half of the time.
  const longest = 1 + 60_000 / 250 / 2;

  test('has a maximum length: a job that would wait too long is refused at once', async () => {
    const pool = createPool(1, minute);
    const gate = createGate();
    const served = Array.from({ length: longest }, () => pool.run({ name: 'queued', gate }, 'stranger'));
    await expect(pool.run({ name: 'one too many' }, 'stranger')).rejects.toBeInstanceOf(TooBusy);
    open(gate);
    expect(await Promise.all(served)).toHaveLength(longest);
    expect(await pool.run({ name: 'later' }, 'stranger')).toBe('later');
  });

  test('may be longer when jobs turn out to be short', async () => {
    const pool = createPool(1, minute);
    for (let n = 0; n < 40; n += 1) await pool.run({ name: 'short' }, 'stranger');
    const gate = createGate();
    const served = Array.from({ length: longest + 50 }, () => pool.run({ name: 'short', gate }, 'stranger'));
    open(gate);
    expect(await Promise.all(served)).toHaveLength(longest + 50);
  });

  test('refuses a job that has waited too long', async () => {
    const maxWaitMs = 50;
    const pool = createPool(1, { maxWaitMs });
    const gate = createGate();
    const first = pool.run({ name: 'first', gate }, 'stranger');
    const second = pool.run({ name: 'second' }, 'stranger');
    const begun = performance.now();
    await vi.waitUntil(() => performance.now() - begun > maxWaitMs, 10_000);
    open(gate);
    expect(await first).toBe('first');
    await expect(second).rejects.toBeInstanceOf(TooBusy);
    expect(await pool.run({ name: 'third' }, 'stranger')).toBe('third');
  });
});

describe('the proven', () => {
  test('are served before strangers who came first, and none is refused because of them', async () => {
    const pool = createPool(1, { maxWaitMs: 60_000 });
    const gate = createGate();
    const done: string[] = [];
    const run = (name: 'stranger' | 'proven', job: Job = { name }) =>
      pool.run(job, name).then(
        () => done.push(name),
        (error) => done.push(error instanceof TooBusy ? `${name} refused` : String(error)),
      );
    const first = run('stranger', { name: 'first', gate });
    const strangers = Array.from({ length: 400 }, () => run('stranger'));
    const proven = Array.from({ length: 12 }, () => run('proven'));
    await vi.waitUntil(() => done.length > 0);
    const refused = done.splice(0);
    expect(new Set(refused)).toEqual(new Set(['stranger refused']));
    open(gate);
    await Promise.all([first, ...strangers, ...proven]);
    // What ran when they came, then they, but for every fifth turn.
    expect(done.slice(0, 16).filter((name) => name === 'proven')).toHaveLength(12);
    expect(done.filter((name) => name === 'stranger')).toHaveLength(1 + 400 - refused.length);
  });

  test('wait for no stranger whose job runs: they have one more thread, which no stranger gets', async () => {
    const pool = createPool(1, { maxWaitMs: 60_000, hasReserve: true });
    const gate = createGate();
    const done: string[] = [];
    const strangers = ['running', 'waiting'].map((name) =>
      pool.run({ name, gate }, 'stranger').then(() => done.push(name)),
    );
    expect(await pool.run({ name: 'proven' }, 'proven')).toBe('proven');
    expect(await pool.run({ name: 'again' }, 'proven')).toBe('again');
    expect(done).toEqual([]);
    open(gate);
    await Promise.all(strangers);
    expect(started).toHaveLength(2);
  });

  test('are refused only by their own number', async () => {
    const pool = createPool(1, { maxWaitMs: 60_000 });
    const gate = createGate();
    const running = pool.run({ name: 'running', gate }, 'proven');
    const served = Array.from({ length: 192 }, () => pool.run({ name: 'proven' }, 'proven'));
    await expect(pool.run({ name: 'one too many' }, 'proven')).rejects.toBeInstanceOf(TooBusy);
    const stranger = pool.run({ name: 'stranger' }, 'stranger');
    open(gate);
    expect(await Promise.all([running, ...served, stranger])).toHaveLength(194);
  });
});

describe('a thread', () => {
  test('whose job fails reports why and runs the next', async () => {
    const pool = createPool(1);
    await expect(pool.run({ name: 'fail' }, 'stranger')).rejects.toThrow('no such hash');
    expect(await pool.run({ name: 'next' }, 'stranger')).toBe('next');
    expect(started).toHaveLength(1);
  });

  test.each([
    ['leave', 'exited'],
    ['break', 'out of order'],
  ])('that dies (%s) loses its current job and no other', async (name, reason) => {
    const pool = createPool(1);
    const lost = pool.run({ name }, 'stranger');
    const behind = pool.run({ name: 'behind' }, 'stranger');
    await expect(lost).rejects.toThrow(reason);
    expect(await behind).toBe('behind');
    expect(started).toHaveLength(2);
  });

  test('whose job runs too long is replaced, and the jobs behind it go on', async () => {
    const pool = createPool(1, { maxRunMs: 50, maxWaitMs: 60_000 });
    const endless = pool.run({ name: 'endless' }, 'stranger');
    const behind = ['a', 'b', 'c'].map((name) => pool.run({ name }, 'stranger'));
    await expect(endless).rejects.toSatisfy(isCutOff);
    expect(await Promise.all(behind)).toEqual(['a', 'b', 'c']);
    expect(started).toHaveLength(2);
  });

  test('ends after idleMs, and the next job starts another', async () => {
    const pool = createPool(1, { idleMs: 1 });
    expect(await pool.run({ name: 'a' }, 'stranger')).toBe('a');
    if (started[0]) await once(started[0], 'exit');
    expect(await pool.run({ name: 'b' }, 'stranger')).toBe('b');
    expect(started).toHaveLength(2);
  });

  test('that dies while idle is replaced', async () => {
    const pool = createPool(1);
    await pool.run({ name: 'a' }, 'stranger');
    await started[0]?.terminate();
    expect(await pool.run({ name: 'b' }, 'stranger')).toBe('b');
  });
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('a job that waits for a processor, or for anything else, is not cut off', async () => {
    const maxRunMs = 30;
    const pool = createPool(1, { maxRunMs });
    const gate = createGate();
    const waiting = pool.run({ name: 'waiting', gate }, 'stranger');
    if (started[0]) await once(started[0], 'message');
    const begun = performance.now();
    await vi.waitUntil(() => performance.now() - begun > 5 * maxRunMs, 10_000);
    open(gate);
    expect(await waiting).toBe('waiting');
    expect(started).toHaveLength(1);
  });

  test('a thread lowers its own priority, not that of the process', async () => {
    const own = getPriority();
    expect(await createPool(1).run({ name: 'priority' }, 'stranger')).toBeGreaterThan(own);
    expect(getPriority()).toBe(own);
  });

  test('so do the hashing threads', async () => {
    await hashing.run({ task: 'hash', password: 'some words', cost: 4 }, 'stranger');
    const nices = readdirSync('/proc/self/task').map((id) => {
      const stat = readFileSync(`/proc/self/task/${id}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
    });
    expect(nices.filter((nice) => nice > getPriority())).toHaveLength(1);
  });
});
