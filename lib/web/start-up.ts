import { constants } from 'node:os';
import { startWorker, stopWorker } from '@/lib/delivery/worker';
import { EnvironmentIncomplete, env } from '@/lib/env';
import { watchRequests } from './requests';

/** What a process does before it takes requests: check the environment, watch the sockets, start the outbox. */
export function startUp(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvironmentIncomplete)) throw error;
    // The sentence is for an operator; a stack below it would bury it.
    process.stderr.write(`\n${error.message}\n\n`);
    process.exit(1);
  }
  watchRequests();
  if (env().VERCEL) return;
  startWorker();
  stopOnSignal();
}

const longestStopMs = 10_000;
const repeatedSignalMs = 1_000;

/**
 * Stops the worker on SIGTERM and SIGINT. Next.js has listeners of its own, which finish the running requests and then exit, but set
 * no limit to that: a request that hangs would keep the process alive. A second signal ends it at once, unless it follows so
 * quickly that it must be the same one: npm passes on what its whole process group got.
 */
function stopOnSignal(): void {
  let askedAtMs: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // The code that Next.js exits with, too.
    const exit = () => process.exit(128 + constants.signals[signal]);
    process.on(signal, () => {
      if (askedAtMs === undefined) {
        askedAtMs = performance.now();
        setTimeout(exit, longestStopMs).unref();
        void stopWorker();
      } else if (performance.now() - askedAtMs > repeatedSignalMs) exit();
    });
  }
}
