import { Worker } from 'node:worker_threads';
import { shareInProcess } from '@/lib/process';
import { countCores } from './cores';
import type { Judgement } from './estimator';
import type { HashJob } from './hash.worker';
import { Pool } from './pool';
import type { ScoreJob } from './score.worker';
import { usualPriority } from './thread';

/** Computes and compares hashes in one thread per core, at most eight, and one for the proven. Threads start on demand. */
export const hashing = shareInProcess('password.hashing', () => {
  const start = () => new Worker(new URL('./hash.worker.ts', import.meta.url));
  const startReserved = () => new Worker(new URL('./hash.worker.ts', import.meta.url), { workerData: usualPriority });
  return new Pool<HashJob, string | boolean>({ size: Math.min(countCores(), 8), start, startReserved });
});

/** Scores new passwords. The thread ends after a minute without work, to free its 80 MB. Judging takes less than 100 ms (estimator.ts). */
export const scoring = shareInProcess('password.scoring', () => {
  const start = () => new Worker(new URL('./score.worker.ts', import.meta.url));
  return new Pool<ScoreJob, Judgement>({ size: 1, start, maxRunMs: 300, idleMs: 60_000 });
});
