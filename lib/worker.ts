import { deliverDue } from './delivery';
import { log, reasonOf } from './log';
import { sweep } from './retention';
import { close } from './transport';

/**
 * The loop of a Node host. It has a beat of its own: a request only rings, so that the moment of the look-up tells nothing
 * about the request. Without a ring it looks every two seconds, for what other instances and the past have left.
 */
export function startWorker(): void {
  state.running ??= run();
}

/** Tells the loop that something was queued. */
export function ring(): void {
  state.rung = true;
}

/** Stops claiming, waits for what is being sent, gives the rest back. */
export async function stopWorker(): Promise<void> {
  state.stopping = true;
  await state.running;
  close();
}

const restMs = 2000;
const sweepMs = 3_600_000;

async function run(): Promise<void> {
  let idleMs = 0;
  let sinceSweepMs = sweepMs;
  while (!state.stopping) {
    const beatMs = 200 + Math.random() * 300;
    await new Promise((resolve) => setTimeout(resolve, beatMs));
    idleMs += beatMs;
    sinceSweepMs += beatMs;
    if (!state.rung && idleMs < restMs) continue;
    state.rung = false;
    idleMs = 0;
    try {
      await deliverDue(() => state.stopping);
      if (sinceSweepMs >= sweepMs) {
        sinceSweepMs = 0;
        await sweep();
      }
    } catch (error) {
      // The database is away. The letters are safe in it; the next beat tries again.
      log('error', 'outbox not reached', { reason: reasonOf(error) });
    }
  }
}

// Next.js bundles instrumentation and actions apart from each other; the bell must ring in the loop of the other bundle.
type State = { rung: boolean; stopping: boolean; running?: Promise<void> };
const key = Symbol.for('return-key.worker');
const holder = globalThis as { [key]?: State };
holder[key] ??= { rung: false, stopping: false };
const state = holder[key];
