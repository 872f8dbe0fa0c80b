import { after } from 'next/server';
import { ring as ringWorker } from '@/lib/beat';
import { env } from '@/lib/env';
import { log, reasonOf } from '@/lib/log';
import { runOnce } from '@/lib/worker';

/** Lets the outbox know that a letter is waiting: the loop of a Node host, or on serverless this very process, after its answer. */
export function ring(): void {
  if (env().VERCEL) tend();
  else ringWorker();
}

/**
 * On serverless, where nothing runs by itself, lets a visit do what is due once it has its answer: letters that were left behind,
 * and the hourly sweep. On a Node host the loop does that.
 */
export function tend(): void {
  if (!env().VERCEL) return;
  after(async () => {
    try {
      await runOnce(claimingMs);
    } catch (error) {
      log('error', 'outbox not reached', { reason: reasonOf(error) });
    }
  });
}

// The platform ends a function some time after its answer. What it ends in the middle of is given back by the lease.
const claimingMs = 10_000;
