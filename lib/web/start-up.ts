import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setFlagsFromString } from 'node:v8';
import { EnvironmentIncomplete, env } from '@/lib/env';
import { startWorker, stopWorker } from '@/lib/worker';
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
  // After it: some versions of Node.js skip whoever stands behind a listener that leaves.
  letGrow();
  if (env().VERCEL) return;
  startWorker();
  endInOrder();
}

/**
 * Once there are visitors V8 may take more room than cli/start.mjs has left to it: under load, space saves collections. Garbage may
 * be as much as what is in use and no more, which still keeps a process a hundred megabytes smaller.
 */
function letGrow(): void {
  let requests = 0;
  const count = () => {
    requests += 1;
    if (requests < manyRequests) return;
    unsubscribe('http.server.request.start', count);
    setFlagsFromString('--semi-space-growth-factor=2');
    setFlagsFromString('--heap-growing-percent=100');
  };
  subscribe('http.server.request.start', count);
}

const manyRequests = 100;

const patienceMs = 10_000;
const echoMs = 1_000;

/**
 * When a signal asks this process to end, the worker takes no more letters and finishes what it is sending; then Next.js takes
 * no more requests and finishes those that run. After ten seconds whatever still hangs is left: a letter comes back to
 * another process when its lease is over. A process that ended because it was asked to did nothing wrong: it ends with 0.
 */
function endInOrder(): void {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  // Next.js leaves the process when its requests are done and knows nothing of the outbox: its own listeners have to wait.
  const others = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  let endingMs: number | undefined;
  for (const signal of signals) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (endingMs !== undefined) {
        // Whoever asks twice does not want to wait. But one Ctrl-C, and one stop by systemd, arrives twice under npm, which passes
        // on what its whole group was sent.
        if (performance.now() - endingMs > echoMs) process.exit(1);
        return;
      }
      endingMs = performance.now();
      process.once('exit', () => {
        process.exitCode = 0;
      });
      setTimeout(() => process.exit(), patienceMs);
      stopWorker().finally(() => {
        for (const listener of others.get(signal) ?? []) listener(signal);
      });
    });
  }
}
