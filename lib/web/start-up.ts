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
  if (env().VERCEL) return;
  startWorker();
  drainFirst('SIGTERM');
  drainFirst('SIGINT');
}

// Next.js leaves the process when its requests are done and knows nothing of the outbox: its own listeners have to wait.
function drainFirst(signal: 'SIGTERM' | 'SIGINT'): void {
  const others = process.listeners(signal);
  process.removeAllListeners(signal);
  process.once(signal, () => {
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 10_000));
    Promise.race([stopWorker(), patience]).finally(() => {
      for (const listener of others) listener(signal);
    });
  });
}
