import { readFileSync, readlinkSync } from 'node:fs';

/** The system's number of the calling thread, for `createClock`; null where the system does not tell. */
export function findThreadId(): string | null {
  try {
    return readlinkSync('/proc/thread-self').split('/').at(-1) ?? null;
  } catch {
    // Not Linux.
    return null;
  }
}

/**
 * A clock of a thread of this process, in milliseconds from any start. It counts only while the thread runs on a processor, so that a
 * job is not cut off because others kept the machine busy. Node.js 20 cannot tell this of another thread (24 has `worker.cpuUsage`).
 * @param threadId null: time as it passes
 */
export function createClock(threadId: string | null): () => number {
  const passed = () => performance.now();
  if (threadId === null || readProcessorMs(threadId) === null) return passed;
  // A thread that has ended runs no further.
  let last = 0;
  return () => {
    last = readProcessorMs(threadId) ?? last;
    return last;
  };
}

/** Calls `onSpent` once a clock has counted `budgetMs` from now on, unless it is stopped before. */
export function watch(clock: () => number, budgetMs: number, onSpent: () => void): { stop(): void } {
  const end = clock() + budgetMs;
  let isStopped = false;
  let timer = lookIn(budgetMs);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };

  function look(): void {
    if (isStopped) return;
    const left = end - clock();
    if (left > 0) timer = lookIn(left);
    else onSpent();
  }
  // setImmediate: after the messages that this process was too busy to read, for the job may be done.
  function lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => setImmediate(look), Math.ceil(ms));
  }
}

// The first number of schedstat: nanoseconds on a processor. Some kernels are built without it.
function readProcessorMs(threadId: string): number | null {
  try {
    const [spent] = readFileSync(`/proc/self/task/${threadId}/schedstat`, 'utf8').split(' ');
    return Number(spent) / 1e6;
  } catch {
    return null;
  }
}
