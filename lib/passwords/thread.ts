import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

/** The message that a thread sends back for a job. */
export type JobResult<Value> = { value: Value } | { error: string };

/** Added to the nice value: competing with a page for one core, a thread gets a quarter of it; alone it gets all of it. */
const niceness = 5;

/** Called in a worker thread: runs `work` for each job it is sent and posts the result. */
export function serve<Job, Value>(work: (job: Job) => Value | Promise<Value>): void {
  lowerPriority();
  parentPort?.on('message', async (job: Job) => parentPort?.postMessage(await attempt(work, job)));
}

async function attempt<Job, Value>(work: (job: Job) => Value | Promise<Value>, job: Job): Promise<JobResult<Value>> {
  try {
    return { value: await work(job) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'failed' };
  }
}

// Hashing can wait; pages, database and email take milliseconds and should not. On Linux, priority is per thread and 0 means the
// calling thread (pool.test.ts). On other systems this would change the whole process.
function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.min(19, getPriority(0) + niceness));
  } catch {
    // Needs no privilege, but a sandbox may forbid it. Without it, pages are only slower while passwords are hashed.
  }
}
