import { db } from '@/db';
import { databaseFix } from '@/lib/database-fixes';
import { log, reasonOf } from '@/lib/log';
import { close } from '@/lib/mail/transport';
import { fullSweep, sweep } from '@/lib/operations/retention';
import { type Attempt, clear, countAttempts } from '@/lib/rate-limits';
import { deliverDue, type Tally } from './deliver';
import { loop, nextTick, wasWoken } from './tick';

/**
 * Starts the worker's loop on a Node host. It runs on its own ticks: a request only sets a flag, so the time of the lookup reveals
 * nothing about the request. Without a wake-up it looks every two seconds, for emails that other instances queued or left behind.
 */
export function startWorker(): void {
  loop.running ??= run();
}

/** Stops claiming, waits for emails being sent and releases the rest. If the process dies first, their leases expire. */
export async function stopWorker(): Promise<void> {
  loop.stopping = true;
  await loop.running;
  close();
}

/**
 * One run of the worker, for hosts without a loop: delivers due emails and sweeps if a sweep is due.
 * @param claimingMs stop claiming after this; emails in progress finish within `longestSendMs`
 */
export async function runOnce(claimingMs: number): Promise<Tally> {
  const endsAtMs = performance.now() + claimingMs;
  const tally = await deliverDue(() => performance.now() > endsAtMs);
  await sweepIfDue();
  return tally;
}

const idlePollMs = 2000;
const sweepCheckMs = 300_000;

async function run(): Promise<void> {
  let idleMs = 0;
  await Promise.all([
    eachTick(async (tickMs) => {
      idleMs += tickMs;
      if (!wasWoken() && idleMs < idlePollMs) return false;
      idleMs = 0;
      await deliverDue(() => loop.stopping);
      return true;
    }),
    sweepRegularly(),
  ]);
}

// Runs beside the delivery loop, because under steady load one delivery run never ends.
async function sweepRegularly(): Promise<void> {
  let sinceCheckMs = sweepCheckMs;
  await eachTick(async (tickMs) => {
    sinceCheckMs += tickMs;
    if (sinceCheckMs < sweepCheckMs) return false;
    // Rows left by one sweep go at the next tick: a busy site may add more than one sweep removes.
    sinceCheckMs = (await sweepIfDue()) ? sweepCheckMs : 0;
    return true;
  });
}

/**
 * Sweeps unless another process on this database has within ten minutes, by the database clock.
 * @returns whether rows are left to remove
 */
async function sweepIfDue(): Promise<boolean> {
  const attempt: Attempt = { policy: 'sweep/site', subject: 'all' };
  if (!(await countAttempts(attempt)).granted) return false;
  try {
    const hasRowsLeft = (await sweep()).some(({ removed }) => removed >= fullSweep);
    if (hasRowsLeft) await clear(db(), attempt);
    return hasRowsLeft;
  } catch (error) {
    await clear(db(), attempt);
    throw error;
  }
}

/** @param work returns whether it has reached the database */
async function eachTick(work: (tickMs: number) => Promise<boolean>): Promise<void> {
  while (!loop.stopping) {
    const startedMs = performance.now();
    await nextTick();
    if (performance.now() < trouble.pausedUntilMs) continue;
    try {
      if (await work(performance.now() - startedMs)) trouble.failures = 0;
    } catch (error) {
      pauseAfter(error);
    }
  }
}

// Shared by both loops, which meet the same database.
const trouble = { failures: 0, pausedUntilMs: 0 };
const longestPauseMs = 5000;

/**
 * The database is unreachable, or has not been migrated. Both loops pause, twice as long after each failure, and try again. The log gets one
 * line for each doubling: an outage of an hour is ten lines, and not three in a second.
 */
function pauseAfter(error: unknown): void {
  // Both loops may have been waiting for the same answer.
  if (performance.now() < trouble.pausedUntilMs) return;
  trouble.failures += 1;
  trouble.pausedUntilMs = performance.now() + Math.min(longestPauseMs, 250 * 2 ** trouble.failures);
  if (Number.isInteger(Math.log2(trouble.failures))) reportUnreached(error);
}

/** Logs that the outbox could not be reached, with the fix where one is known. */
export function reportUnreached(error: unknown): void {
  const reason = reasonOf(error);
  log('error', 'outbox not reached', { reason, fix: databaseFix(reason) ?? 'npm run doctor' });
}
