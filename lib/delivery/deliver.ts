import { setTimeout as sleep } from 'node:timers/promises';
import { writeReset } from '@/emails/reset';
import { log, reasonOf } from '@/lib/log';
import * as outbox from '@/lib/mail/outbox';
import { lanes } from '@/lib/mail/transport';
import * as codes from '@/lib/recovery/codes';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as budget from './budget';
import { compose, occasion } from './compose';
import { post } from './post';
import { nextTick } from './tick';

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
      const outboxEmails: outbox.OutboxEmail[] = room > 0 ? await outbox.claim(room) : [];
      if (room > 0) queueLooksEmpty = outboxEmails.length < room;
      const mayLeave = await withinBudget(outboxEmails);
      for (const outboxEmail of outboxEmails) {
        const begun = begin(outboxEmail, mayLeave.has(outboxEmail), isStopping, tally).finally(() =>
          underWay.delete(begun),
        );
        underWay.add(begun);
      }
      if (underWay.size === 0) break;
      ticked = await Promise.race([
        ...[...underWay].map((delivery) => delivery.then(() => false)),
        nextTick().then(() => true),
      ]);
    }
  } finally {
    await Promise.all(underWay);
  }
  return tally;
}

/** Those that may leave in this hour. Owed email always may, and does not count. */
async function withinBudget(outboxEmails: outbox.OutboxEmail[]): Promise<Set<outbox.OutboxEmail>> {
  const asked = outboxEmails.filter(({ owed }) => !owed);
  const allowed = asked.length > 0 ? await budget.take(asked.length) : 0;
  const waiting = asked.slice(allowed);
  if (waiting.length > 0) log('warn', 'MAIL_HOURLY_BUDGET is used up', { waiting: waiting.length });
  return new Set(outboxEmails.filter((outboxEmail) => !waiting.includes(outboxEmail)));
}

async function begin(outboxEmail: outbox.OutboxEmail, mayLeave: boolean, isStopping: () => boolean, tally: Tally) {
  try {
    if (isStopping()) return await outbox.release(outboxEmail);
    const state = await (mayLeave ? deliver(outboxEmail, isStopping) : settle(outboxEmail, overBudget));
    if (state) tally[state] = (tally[state] ?? 0) + 1;
  } catch (error) {
    // The database did not store what became of it. The lease gives it back, to be sent again under the same name.
    log('error', 'email not settled', { outboxEmail: outboxEmail.id, kind: outboxEmail.kind, reason: reasonOf(error) });
  }
}

const overBudget = { state: 'deferred', reason: 'MAIL_HOURLY_BUDGET is used up' } as const;

async function deliver(outboxEmail: outbox.OutboxEmail, isStopping: () => boolean): Promise<outbox.State | null> {
  return settle(outboxEmail, await write(outboxEmail, isStopping).catch((error) => giveBack(outboxEmail, error)));
}

/**
 * Stores what became of an email. While the lease lasts, a database that is away for a moment is asked again: an email that has
 * left and is not settled would leave again.
 */
async function settle(outboxEmail: outbox.OutboxEmail, settlement: outbox.Settlement): Promise<outbox.State | null> {
  for (;;) {
    try {
      const state = await outbox.settle(outboxEmail, settlement);
      // No provider refused it: something of ours kept it for twelve hours, which an operator has to hear of.
      if (settlement.state === 'deferred' && state === 'failed') {
        log('error', 'email given up', {
          outboxEmail: outboxEmail.id,
          kind: outboxEmail.kind,
          reason: settlement.reason,
        });
      }
      return state;
    } catch (error) {
      if (!outbox.isHeldFor(outboxEmail, settleMs)) throw error;
      await sleep(300);
    }
  }
}

const settleMs = 10_000;

// An email that cannot be written must not hold up the others; it comes back, and the reason is in its row.
function giveBack(outboxEmail: outbox.OutboxEmail, error: unknown): outbox.Settlement {
  const reason = reasonOf(error);
  log('error', 'email not written', { outboxEmail: outboxEmail.id, kind: outboxEmail.kind, reason });
  return { state: 'deferred', reason };
}

async function write(outboxEmail: outbox.OutboxEmail, isStopping: () => boolean): Promise<outbox.Settlement> {
  if (outboxEmail.kind === 'reset') return writeResetEmail(outboxEmail, isStopping);
  const composed = await compose(outboxEmail, outboxEmail.kind);
  return composed ? post(outboxEmail, composed.to, composed.content, isStopping) : { state: 'superseded' };
}

async function writeResetEmail(outboxEmail: outbox.OutboxEmail, isStopping: () => boolean): Promise<outbox.Settlement> {
  const reset = await resetLinks.issue(outboxEmail);
  if (reset.outcome === 'superseded') return { state: 'superseded' };
  const content = writeReset({
    ...(await occasion(outboxEmail, reset.to ?? outboxEmail.email)),
    name: reset.name,
    url: reset.url,
    declineUrl: reset.declineUrl,
    code: reset.code,
    isLocked: outboxEmail.owed,
    expiresAt: reset.expiresAt,
    lifetimeMinutes: resetLinks.resetLifetimeMinutes,
  });
  // The first difference: an address without an account had the same look-up, signing and writing.
  if (!reset.to) return { state: 'no-account' };
  return {
    ...(await post(outboxEmail, reset.to, { ...content, headers: codes.autofillHeader(reset.code) }, isStopping)),
    userId: reset.userId,
  };
}
