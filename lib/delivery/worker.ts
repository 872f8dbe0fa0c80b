import { db } from '@/db';
import { log, reasonOf } from '@/lib/log';
import { close } from '@/lib/mail/transport';
import { fullSweep, sweep } from '@/lib/operations/retention';
import { type Attempt, clear, countAttempts } from '@/lib/rate-limits';
import { deliverDue, type Tally } from './deliver';
import { loop, nextTick, wasWoken } from './tick';

/**
 * The loop of a Node host. It has a beat of its own: a request only rings, so that the moment of the look-up tells nothing
 * about the request. Without a ring it looks every two seconds, for what other instances and the past have left.
 */
export function startWorker(): void {
  loop.running ??= run();
}

/** Stops claiming, waits for what is being sent, gives the rest back. What the process does not live to finish, its lease returns. */
export async function stopWorker(): Promise<void> {
  loop.stopping = true;
  await loop.running;
  close();
}

/**
 * One round of the worker, for hosts without a loop: delivers what is due and sweeps if it is time to.
 * @param claimingMs after this nothing more is taken; what was taken ends within the time of a transport
 */
export async function runOnce(claimingMs: number): Promise<Tally> {
  const endsAtMs = performance.now() + claimingMs;
  const tally = await deliverDue(() => performance.now() > endsAtMs);
  await sweepIfDue();
  return tally;
}

const restMs = 2000;
const sweepLookMs = 300_000;

async function run(): Promise<void> {
  let idleMs = 0;
  await Promise.all([
    eachTick(async (tickMs) => {
      idleMs += tickMs;
      if (!wasWoken() && idleMs < restMs) return;
      idleMs = 0;
      await deliverDue(() => loop.stopping);
    }),
    sweepHourly(),
  ]);
}

// Beside the emails: while many of them come, that run has no end.
async function sweepHourly(): Promise<void> {
  let sinceLookMs = sweepLookMs;
  await eachTick(async (tickMs) => {
    sinceLookMs += tickMs;
    if (sinceLookMs < sweepLookMs) return;
    // What one sweep has left is for the next beat: a busy site adds more in an hour than it takes.
    sinceLookMs = (await sweepIfDue()) ? sweepLookMs : 0;
  });
}

/** Sweeps if nobody has within the hour: of all processes on one database, by its clock. @returns whether it left something */
async function sweepIfDue(): Promise<boolean> {
  const mark: Attempt = { policy: 'sweep/site', subject: 'all' };
  if (!(await countAttempts(mark)).granted) return false;
  try {
    const hasLeft = (await sweep()).some(({ removed }) => removed >= fullSweep);
    if (hasLeft) await clear(db(), mark);
    return hasLeft;
  } catch (error) {
    await clear(db(), mark);
    throw error;
  }
}

async function eachTick(work: (tickMs: number) => Promise<void>): Promise<void> {
  while (!loop.stopping) {
    const beganMs = performance.now();
    await nextTick();
    try {
      await work(performance.now() - beganMs);
    } catch (error) {
      // The database is away. The emails are safe in it; the next beat tries again.
      log('error', 'outbox not reached', { reason: reasonOf(error) });
    }
  }
}
