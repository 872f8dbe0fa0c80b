import { constants } from 'node:os';
import { compareActionKey } from '@/lib/action-key';
import { startWorker, stopWorker } from '@/lib/delivery/worker';
import { EnvironmentIncomplete, env } from '@/lib/env';
import { watchRequests } from './requests';

/** Runs before the server takes requests: checks the environment, sets up request contexts, starts the worker. */
export function startUp(): void {
  try {
    checkActionKey(env().NEXT_SERVER_ACTIONS_ENCRYPTION_KEY);
  } catch (error) {
    if (!(error instanceof EnvironmentIncomplete)) throw error;
    // Without a stack trace, which would bury the message.
    process.stderr.write(`\n${error.message}\n\n`);
    process.exit(1);
  }
  watchRequests();
  if (env().VERCEL) return;
  startWorker();
  stopOnSignal();
}

/** @throws EnvironmentIncomplete when the build was made with another key. In development there is no build. */
function checkActionKey(key: string): void {
  // The bundler writes the value into the build: next.config.ts.
  if (compareActionKey(key, process.env.ACTION_KEY_DIGEST) !== 'other') return;
  throw new EnvironmentIncomplete([
    'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: is not the key that this build was made with; set that one, or build again with this one',
  ]);
}

const longestStopMs = 10_000;
const repeatedSignalMs = 1_000;

/**
 * Stops the worker on SIGTERM and SIGINT. The listeners of Next.js finish the running requests and then exit, but without a time limit:
 * a request that hangs would keep the process alive. A second signal exits immediately, unless it follows within a second: npm
 * forwards a signal that its whole process group has already received.
 */
function stopOnSignal(): void {
  let askedAtMs: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // The same exit code as that of Next.js.
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
