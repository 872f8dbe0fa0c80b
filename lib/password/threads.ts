import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { shareInProcess } from '../process';
import type { HashJob } from './hash.worker';
import { Pool } from './pool';
import type { ScoreJob } from './score.worker';

/** Computes and compares hashes, in as many threads as there are cores: one that waits for its turn takes nothing. */
export const hashing = shareInProcess(
  'password.hashing',
  () =>
    new Pool<HashJob, string | boolean>(
      Math.min(availableParallelism(), 8),
      () => new Worker(new URL('./hash.worker.ts', import.meta.url)),
    ),
);

/** Estimates how hard new passwords are to guess. */
export const scoring = shareInProcess(
  'password.scoring',
  () => new Pool<ScoreJob, number>(1, () => new Worker(new URL('./score.worker.ts', import.meta.url))),
);
