import { setTimeout as sleep } from 'node:timers/promises';
import { writeReset } from '@/emails/reset';
import { nextBeat } from './beat';
import * as codes from './codes';
import * as budget from './delivery/budget';
import { compose, occasion } from './delivery/compose';
import { post } from './delivery/post';
import { log, reasonOf } from './log';
import * as outbox from './outbox';
import * as recovery from './recovery';
import { lanes } from './transport';

/** How many emails a run has left in each state. */
export type Tally = Partial<Record<outbox.State, number>>;

/**
 * Delivers what is due and returns when nothing is. Called by the loop of a Node host, after a request on serverless, and by
 * the schedule's route. Any number of callers may run at once, on any number of machines.
 * While some emails are under way it goes on taking others: one that hangs keeps one lane busy and delays no other.
 * @param isStopping asked before each email; once true, what was claimed and not begun is given back
 */
export async function deliverDue(isStopping: () => boolean = () => false): Promise<Tally> {
  const tally: Tally = {};
  const underWay = new Set<Promise<void>>();
  let queueLooksEmpty = false;
  let ticked: boolean = false;
  try {
    while (!isStopping()) {
      // Several at a time, so that they share a claim. After a claim that did not fill the lanes: not before the next tick.
      const mayClaim: boolean = ticked || (!queueLooksEmpty && underWay.size <= lanes / 2);
      const room: number = mayClaim ? lanes - underWay.size : 0;
      const letters: outbox.Letter[] = room > 0 ? await outbox.claim(room) : [];
      if (room > 0) queueLooksEmpty = letters.length < room;
      const mayLeave = await withinBudget(letters);
      for (const letter of letters) {
        const begun = begin(letter, mayLeave.has(letter), isStopping, tally).finally(() => underWay.delete(begun));
        underWay.add(begun);
      }
      if (underWay.size === 0) break;
      ticked = await Promise.race([
        ...[...underWay].map((letter) => letter.then(() => false)),
        nextBeat().then(() => true),
      ]);
    }
  } finally {
    await Promise.all(underWay);
  }
  return tally;
}

/** Those that may leave in this hour. Owed email always may, and does not count. */
async function withinBudget(letters: outbox.Letter[]): Promise<Set<outbox.Letter>> {
  const asked = letters.filter(({ owed }) => !owed);
  const allowed = asked.length > 0 ? await budget.take(asked.length) : 0;
  const waiting = asked.slice(allowed);
  if (waiting.length > 0) log('warn', 'MAIL_HOURLY_BUDGET is used up', { waiting: waiting.length });
  return new Set(letters.filter((letter) => !waiting.includes(letter)));
}

async function begin(letter: outbox.Letter, mayLeave: boolean, isStopping: () => boolean, tally: Tally) {
  try {
    if (isStopping()) return await outbox.release(letter);
    const state = await (mayLeave ? deliver(letter, isStopping) : settle(letter, overBudget));
    if (state) tally[state] = (tally[state] ?? 0) + 1;
  } catch (error) {
    // The database did not store what became of it. The lease gives it back, to be sent again under the same name.
    log('error', 'letter not settled', { letter: letter.id, kind: letter.kind, reason: reasonOf(error) });
  }
}

const overBudget = { state: 'deferred', reason: 'MAIL_HOURLY_BUDGET is used up' } as const;

async function deliver(letter: outbox.Letter, isStopping: () => boolean): Promise<outbox.State | null> {
  return settle(letter, await write(letter, isStopping).catch((error) => giveBack(letter, error)));
}

/**
 * Stores what became of an email. While the lease lasts, a database that is away for a moment is asked again: an email that has
 * left and is not settled would leave again.
 */
async function settle(letter: outbox.Letter, settlement: outbox.Settlement): Promise<outbox.State | null> {
  for (;;) {
    try {
      const state = await outbox.settle(letter, settlement);
      // No provider refused it: something of ours kept it for twelve hours, which an operator has to hear of.
      if (settlement.state === 'deferred' && state === 'failed') {
        log('error', 'letter given up', { letter: letter.id, kind: letter.kind, reason: settlement.reason });
      }
      return state;
    } catch (error) {
      if (!outbox.isHeldFor(letter, settleMs)) throw error;
      await sleep(300);
    }
  }
}

const settleMs = 10_000;

// An email that cannot be written must not hold up the others; it comes back, and the reason is in its row.
function giveBack(letter: outbox.Letter, error: unknown): outbox.Settlement {
  const reason = reasonOf(error);
  log('error', 'letter not written', { letter: letter.id, kind: letter.kind, reason });
  return { state: 'deferred', reason };
}

async function write(letter: outbox.Letter, isStopping: () => boolean): Promise<outbox.Settlement> {
  if (letter.kind === 'reset') return writeResetLetter(letter, isStopping);
  const composed = await compose(letter, letter.kind);
  return composed ? post(letter, composed.to, composed.mail, isStopping) : { state: 'superseded' };
}

async function writeResetLetter(letter: outbox.Letter, isStopping: () => boolean): Promise<outbox.Settlement> {
  const reset = await recovery.issue(letter);
  if (reset.outcome === 'superseded') return { state: 'superseded' };
  const mail = writeReset({
    ...(await occasion(letter, reset.to ?? letter.email)),
    name: reset.name,
    url: reset.url,
    denyUrl: reset.denyUrl,
    code: reset.code,
    isLocked: letter.owed,
    expiresAt: reset.expiresAt,
    lifetimeMinutes: recovery.resetLifetimeMinutes,
  });
  // The first difference: an address without an account had the same look-up, signing and writing.
  if (!reset.to) return { state: 'no-account' };
  return {
    ...(await post(letter, reset.to, { ...mail, headers: codes.offer(reset.code) }, isStopping)),
    accountId: reset.accountId,
  };
}
