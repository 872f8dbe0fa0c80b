import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { serve } from './helpers';
import { median } from './statistics';

// The baseline: bcryptjs alone, in one thread or in as many as the machine has cores.

export type HashOrder = { cost: number; ms: number; threads?: number };
export type HashReport = { perSecond: number; medianMs: number };

const thread = `const { parentPort, workerData } = require('node:worker_threads');
import('bcryptjs').then(({ default: bcrypt }) => {
  const begun = performance.now();
  const times = [];
  for (let last = begun; last - begun < workerData.ms; ) {
    bcrypt.hashSync('${'x'.repeat(64)}', workerData.cost);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  parentPort.postMessage(times);
});`;

serve<HashOrder, HashReport>(async ({ threads = availableParallelism(), ...workerData }) => {
  const each = await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(thread, { eval: true, workerData });
      return new Promise<number[]>((resolve, reject) => worker.once('message', resolve).once('error', reject));
    }),
  );
  const perSecond = each.map((times) => (times.length * 1000) / times.reduce((sum, ms) => sum + ms, 0));
  return { perSecond: perSecond.reduce((sum, rate) => sum + rate, 0), medianMs: median(each.flat()) };
});
