import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './hash.worker';

/** Thrown when more people wait for a hash than could be served in a bearable time. */
export class TooBusy extends Error {
  constructor() {
    super('Too many passwords are being checked at this moment.');
    this.name = 'TooBusy';
  }
}

/**
 * Runs a job in one of the hashing threads.
 * @throws TooBusy when the queue is full
 */
export function run(job: Job): Promise<string | boolean | number> {
  if (waiting.size >= threads.length * jobsPerThread && threads.length === maxThreads)
    return Promise.reject(new TooBusy());
  return new Promise((resolve, reject) => {
    const number = ++lastJob;
    waiting.set(number, { resolve, reject });
    pickThread().post(number, job);
  });
}

type Waiting = { resolve: (value: string | boolean | number) => void; reject: (error: Error) => void };
type Thread = { load: number; post(number: number, job: Job): void };

const maxThreads = Math.max(1, Math.min(availableParallelism(), 8));
// At 250 ms a hash this is a wait of eight seconds, about what a person bears before pressing again.
const jobsPerThread = 32;
const waiting = new Map<number, Waiting>();
const threads: Thread[] = [];
let lastJob = 0;

function pickThread(): Thread {
  const idle = threads.find((thread) => thread.load === 0);
  if (idle) return idle;
  if (threads.length < maxThreads) return startThread();
  return threads.reduce((least, thread) => (thread.load < least.load ? thread : least));
}

function startThread(): Thread {
  const worker = new Worker(new URL('./hash.worker.ts', import.meta.url));
  const jobs = new Set<number>();
  const thread: Thread = {
    load: 0,
    post(number, job) {
      jobs.add(number);
      thread.load = jobs.size;
      worker.ref();
      worker.postMessage({ ...job, job: number });
    },
  };
  const settle = (number: number) => {
    const one = waiting.get(number);
    waiting.delete(number);
    jobs.delete(number);
    thread.load = jobs.size;
    // An idle thread must not keep a command or a test alive.
    if (jobs.size === 0) worker.unref();
    return one;
  };
  worker.on('message', (answer: Answer) => {
    const one = settle(answer.job);
    if ('error' in answer) one?.reject(new Error(answer.error));
    else one?.resolve(answer.value);
  });
  worker.on('error', (error) => {
    threads.splice(threads.indexOf(thread), 1);
    for (const number of [...jobs]) settle(number)?.reject(error instanceof Error ? error : new Error(String(error)));
  });
  threads.push(thread);
  return thread;
}
