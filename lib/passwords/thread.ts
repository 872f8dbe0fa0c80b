import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { findThreadId } from './thread-clock';

/** What a thread reports about a job: first that it has begun, and on which thread, then how it ended. */
export type JobReport<Value> = { begunOn: string | null } | JobResult<Value>;
export type JobResult<Value> = { value: Value } | { error: string };

/** Added to the nice value: competing with a page for one core, a thread gets a quarter of it; alone it gets all of it. */
const niceness = 5;

/**
 * As `workerData`, for the thread of the proven: it keeps the priority of the process, so it gets half. An object, because the bundler adds
 * properties of its own to what a worker is given.
 */
export const usualPriority = { hasUsualPriority: true };

/** Called in a worker thread: runs `work` for each job it is sent and reports to the pool. */
export function serve<Job, Value>(work: (job: Job) => Value | Promise<Value>): void {
  if (!Object(workerData).hasUsualPriority) lowerPriority();
  const begunOn = findThreadId();
  const report = (message: JobReport<Value>) => parentPort?.postMessage(message);
  parentPort?.on('message', async (job: Job) => {
    report({ begunOn });
    report(await attempt(work, job));
  });
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
