import { shareInProcess } from './process';

let next: Promise<void> | undefined;

/**
 * Waits for the next beat, 200 to 500 ms after the one before. Whoever waits waits for the same one, and no work puts it off:
 * when the worker looks for letters must not tell how long the letters before took, since those to nobody take no time at all.
 */
export function nextBeat(): Promise<void> {
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
export function ring(): void {
  bell.isRung = true;
}

/** Whether somebody has rung since this was last asked. */
export function wasRung(): boolean {
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
