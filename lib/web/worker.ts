import { after } from 'next/server';
import { loop, wakeWorker as requestDelivery } from '@/lib/delivery/tick';
import { env } from '@/lib/env';
import { log, reasonOf } from '@/lib/log';
import { shareInProcess } from '@/lib/process';

/** Lets the outbox know that an email is waiting: the loop of a Node host, or on serverless this very process, after its answer. */
export function wakeWorker(): void {
  if (env().VERCEL) {
    runWorkerAfterResponse();
    return;
  }
  requestDelivery();
  holdExit();
}

/**
 * Makes Next.js wait for the worker when the process is asked to stop. It exits as soon as its requests and its `after()` work are
 * done (https://nextjs.org/docs/app/guides/self-hosting#after), and would cut off an email that is being sent. So the worker's loop
 * becomes such work, once for a process: each call keeps its request in memory. e2e/cases/starting.spec.ts fails if that ends.
 */
function holdExit(): void {
  if (!loop.running || held.isHeld) return;
  after(loop.running);
  held.isHeld = true;
}

/**
 * On serverless, where nothing runs by itself, lets a visit do what is due once it has its answer: emails that were left behind,
 * and the hourly sweep. On a Node host the loop does that.
 */
export function runWorkerAfterResponse(): void {
  if (!env().VERCEL) return;
  after(async () => {
    try {
      // Not before: pages of a Node host would carry all that writes and sends emails, and never use it.
      const { runOnce } = await import('@/lib/delivery/worker');
      await runOnce(claimingMs);
    } catch (error) {
      log('error', 'outbox not reached', { reason: reasonOf(error) });
    }
  });
}

const held = shareInProcess('held exit', () => ({ isHeld: false }));

// The platform ends a function some time after its answer. What it ends in the middle of is given back by the lease.
const claimingMs = 10_000;
