import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { serve } from './hands';

// What bcrypt allows: bcryptjs alone in as many threads as the machine has cores.

export type HashOrder = { cost: number; ms: number };
export type HashReport = { perSecond: number };

const thread = `const { parentPort, workerData } = require('node:worker_threads');
import('bcryptjs').then(({ default: bcrypt }) => {
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < workerData.ms) { bcrypt.hashSync('${'x'.repeat(64)}', workerData.cost); count += 1; }
  parentPort.postMessage((count * 1000) / (performance.now() - begun));
});`;

serve<HashOrder, HashReport>(async (workerData) => {
  const rates = await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      const worker = new Worker(thread, { eval: true, workerData });
      return new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject));
    }),
  );
  return { perSecond: rates.reduce((sum, rate) => sum + rate, 0) };
});
