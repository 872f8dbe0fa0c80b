import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

/** What a thread answers to a job. */
export type JobResult<Value> = { value: Value } | { error: string };

/** So many steps behind the rest: beside a page that is being made it gets a quarter of a core, and alone all of it. */
const niceness = 5;

/** In a thread: does the jobs that it is handed, one at a time. */
export function serve<Job, Value>(work: (job: Job) => Value | Promise<Value>): void {
  stepBack();
  parentPort?.on('message', async (job: Job) => parentPort?.postMessage(await attempt(work, job)));
}

async function attempt<Job, Value>(work: (job: Job) => Value | Promise<Value>, job: Job): Promise<JobResult<Value>> {
  try {
    return { value: await work(job) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'failed' };
  }
}

// A quarter of a second of arithmetic can wait its turn; pages, the database and the email take milliseconds and should not.
// Linux knows a priority for each thread, and 0 is the calling one (pool.test.ts). Elsewhere it would be that of the process.
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.min(19, getPriority(0) + niceness));
  } catch {
    // Stepping back needs no right, but a sandbox may forbid it. Everything works without, only less smoothly.
  }
}
