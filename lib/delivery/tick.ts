import { shareInProcess } from '@/lib/process';

let next: Promise<void> | undefined;

/**
 * Waits for the next beat, 200 to 500 ms after the one before. Whoever waits waits for the same one, and no work puts it off:
 * when the worker looks for emails must not tell how long the emails before took, since those to nobody take no time at all.
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

/** Tells the worker of this process that something was queued. */
export function wakeWorker(): void {
  bell.isRung = true;
}

/** Whether somebody has rung since this was last asked. */
export function wasWoken(): boolean {
  const { isRung } = bell;
  bell.isRung = false;
  return isRung;
}

/** The worker's loop in this process. `running` settles once the worker has stopped. */
export const loop = shareInProcess('worker', (): { stopping: boolean; running?: Promise<void> } => ({
  stopping: false,
}));

// Actions ring from one bundle, and the worker listens in another.
const bell = shareInProcess('bell', () => ({ isRung: false }));
