import { Worker } from 'node:worker_threads';
import { shareInProcess } from '@/lib/process';
import { countCores } from './cores';
import type { HashJob } from './hash.worker';
import { Pool } from './pool';
import type { ScoreJob } from './score.worker';

/** Computes and compares hashes, in as many threads as there are cores: one that waits for its turn takes nothing. */
export const hashing = shareInProcess('password.hashing', () => {
  const start = () => new Worker(new URL('./hash.worker.ts', import.meta.url));
  return new Pool<HashJob, string | boolean>({ size: Math.min(countCores(), 8), start });
});

/** Estimates how hard new passwords are to guess. For a minute after the last one: 80 MB are too much to keep for the next. */
export const scoring = shareInProcess('password.scoring', () => {
  const start = () => new Worker(new URL('./score.worker.ts', import.meta.url));
  return new Pool<ScoreJob, number>({ size: 1, start, idleMs: 60_000 });
});
