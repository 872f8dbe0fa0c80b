import { shareInProcess } from '@/lib/process';

let next: Promise<void> | undefined;

/**
 * Waits for the next tick, 200 to 500 ms after it was first awaited. All callers share one tick, and work in progress doesn't delay
 * it: the time of the next claim must not reveal how long the previous emails took, because an address without an account takes none.
 */
export function nextTick(): Promise<void> {
  next ??= new Promise((resolve) => {
    setTimeout(
      () => {
        next = undefined;
        resolve();
      },
      200 + Math.random() * 300,
    ).unref();
  });
  return next;
}

/** Tells this process's worker that an email was queued. It looks at its next tick. */
export function wakeWorker(): void {
  wakeUp.isPending = true;
}

/** Whether `wakeWorker` was called since the last call of this function. */
export function wasWoken(): boolean {
  const { isPending } = wakeUp;
  wakeUp.isPending = false;
  return isPending;
}

/** The worker's loop in this process. `running` settles once the worker has stopped. */
export const loop = shareInProcess('worker', (): { stopping: boolean; running?: Promise<void> } => ({
  stopping: false,
}));

// Shared in the process: actions and the worker load this module from different bundles.
const wakeUp = shareInProcess('wake-up', () => ({ isPending: false }));
