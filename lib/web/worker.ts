import { after } from 'next/server';
import { loop, wakeWorker as wakeLoop } from '@/lib/delivery/tick';
import { env } from '@/lib/env';
import { shareInProcess } from '@/lib/process';

/** Wakes the worker after an email was queued: the loop on a Node host, or a run in this process after the response on serverless. */
export function wakeWorker(): void {
  if (env().VERCEL) {
    runWorkerAfterResponse();
    return;
  }
  wakeLoop();
  delayExit();
}

/**
 * Makes Next.js wait for the worker when the process stops. It exits as soon as its requests and `after()` callbacks are done
 * (https://nextjs.org/docs/app/guides/self-hosting#after), and would cut off an email being sent. So the loop's promise is passed to
 * `after()`, once per process, because each call keeps its request in memory. e2e/cases/starting.spec.ts fails if Next.js stops waiting.
 */
function delayExit(): void {
  if (!loop.running || exit.isDelayed) return;
  after(loop.running);
  exit.isDelayed = true;
}

/**
 * On serverless, where no loop runs, delivers due emails and sweeps, if it is time, after a request's response. Does nothing on a Node
 * host.
 */
export function runWorkerAfterResponse(): void {
  if (!env().VERCEL) return;
  after(async () => {
    // Dynamic import: on a Node host, pages would load all the code that writes and sends emails and never use it.
    const { reportUnreached, runOnce } = await import('@/lib/delivery/worker');
    await runOnce(claimingMs).catch(reportUnreached);
  });
}

const exit = shareInProcess('exit', () => ({ isDelayed: false }));

// The platform ends a function some time after its response. Emails it cuts off are due again when their lease expires.
const claimingMs = 10_000;
