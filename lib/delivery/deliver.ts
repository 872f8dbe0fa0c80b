import { setTimeout as sleep } from 'node:timers/promises';
import { writeReset } from '@/emails/reset';
import * as codes from '@/lib/codes';
import { findProvider } from '@/lib/identity-providers';
import { log, reasonOf } from '@/lib/log';
import * as outbox from '@/lib/mail/outbox';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as budget from './budget';
import { commonFields, compose } from './compose';
import { countLanes, narrow, widen } from './lanes';
import { post } from './post';
import { nextTick } from './tick';

/** How many emails a run settled in each state. */
export type Tally = Partial<Record<outbox.State, number>>;

/**
 * Delivers every due email and returns when none is left. Called by the worker's loop on a Node host, after a response on serverless,
 * and by the route for schedulers. Any number of callers may run at once, on any number of machines.
 * It keeps claiming while emails are being sent, so one that hangs occupies one lane and delays no other.
 * @param isStopping called before each email; once it returns true, emails that were claimed but not started are released
 */
export async function deliverDue(isStopping: () => boolean = () => false): Promise<Tally> {
  const tally: Tally = {};
  const inProgress = new Set<Promise<void>>();
  let queueLooksEmpty = false;
  let ticked: boolean = false;
  try {
    while (!isStopping()) {
      // Wait until half the lanes are free, so that one claim serves several emails. After a claim that did not fill the lanes, wait
      // for the next tick.
      const lanes = countLanes();
      if (ticked) widen(inProgress.size);
      const mayClaim: boolean = ticked || (!queueLooksEmpty && inProgress.size <= lanes / 2);
      const room: number = mayClaim ? lanes - inProgress.size : 0;
      const outboxEmails: outbox.OutboxEmail[] = room > 0 ? await outbox.claim(room, await budget.countPlaces()) : [];
      if (room > 0) queueLooksEmpty = outboxEmails.length < room;
      for (const outboxEmail of outboxEmails) {
        const leavePlace = budget.takePlace(outboxEmail);
        const delivery = deliverAndCount(outboxEmail, isStopping, tally, inProgress).finally(() => {
          inProgress.delete(delivery);
          leavePlace();
        });
        inProgress.add(delivery);
      }
      if (inProgress.size === 0) break;
      ticked = await Promise.race([
        ...[...inProgress].map((delivery) => delivery.then(() => false)),
        nextTick().then(() => true),
      ]);
    }
  } finally {
    await Promise.all(inProgress);
  }
  return tally;
}

async function deliverAndCount(
  outboxEmail: outbox.OutboxEmail,
  isStopping: () => boolean,
  tally: Tally,
  inProgress: ReadonlySet<unknown>,
) {
  try {
    if (isStopping()) return await outbox.release(outboxEmail);
    const state = await deliver(outboxEmail, isStopping, inProgress);
    if (state) tally[state] = (tally[state] ?? 0) + 1;
  } catch (error) {
    // The result was not stored. When the lease expires the email is sent again with the same message id.
    log('error', 'email not settled', { outboxEmail: outboxEmail.id, kind: outboxEmail.kind, reason: reasonOf(error) });
  }
}

async function deliver(
  outboxEmail: outbox.OutboxEmail,
  isStopping: () => boolean,
  inProgress: ReadonlySet<unknown>,
): Promise<outbox.State | null> {
  const settlement = await composeAndSend(outboxEmail, isStopping).catch((error) => deferUnwritten(outboxEmail, error));
  if (settlement.state === 'sent') widen(inProgress.size);
  if (settlement.state === 'deferred' && settlement.isUncounted) narrow(inProgress.size, settlement.reason);
  return settle(outboxEmail, settlement);
}

/**
 * Stores the result of an email. Retries while the lease lasts, because an email that was sent but not settled would be sent again.
 */
async function settle(outboxEmail: outbox.OutboxEmail, settlement: outbox.Settlement): Promise<outbox.State | null> {
  for (;;) {
    try {
      const state = await outbox.settle(outboxEmail, settlement);
      // Deferred for twelve hours and never refused for good: an operator has to look at the reason.
      if (settlement.state === 'deferred' && state === 'failed') {
        log('error', 'email given up', {
          outboxEmail: outboxEmail.id,
          kind: outboxEmail.kind,
          reason: settlement.reason,
        });
      }
      return state;
    } catch (error) {
      if (!outbox.isHeldFor(outboxEmail, settleMarginMs)) throw error;
      await sleep(300);
    }
  }
}

const settleMarginMs = 10_000;

// An email that can't be composed must not block the others. It's retried later; the row keeps the reason.
function deferUnwritten(outboxEmail: outbox.OutboxEmail, error: unknown): outbox.Settlement {
  const reason = reasonOf(error);
  log('error', 'email not written', { outboxEmail: outboxEmail.id, kind: outboxEmail.kind, reason });
  return { state: 'deferred', reason };
}

async function composeAndSend(outboxEmail: outbox.OutboxEmail, isStopping: () => boolean): Promise<outbox.Settlement> {
  if (outboxEmail.kind === 'reset') return composeAndSendReset(outboxEmail, isStopping);
  const composed = await compose(outboxEmail, outboxEmail.kind);
  return composed ? post(outboxEmail, composed.to, composed.content, isStopping) : { state: 'superseded' };
}

async function composeAndSendReset(
  outboxEmail: outbox.OutboxEmail,
  isStopping: () => boolean,
): Promise<outbox.Settlement> {
  const reset = await resetLinks.issue(outboxEmail);
  if (reset.outcome === 'superseded') return { state: 'superseded' };
  const content = writeReset({
    ...(await commonFields(outboxEmail, reset.to ?? outboxEmail.email)),
    name: reset.name,
    url: reset.url,
    declineUrl: reset.declineUrl,
    code: reset.code,
    backupOf: reset.backupOf,
    providers: [...new Set(reset.providers.flatMap((id) => findProvider(id)?.name ?? []))],
    cause: outboxEmail.owed ? 'locked' : undefined,
    expiresAt: reset.expiresAt,
    lifetimeMinutes: resetLinks.resetLifetimeMinutes,
  });
  // The first step that differs: an address without an account went through the same lookup, signing and composing.
  if (!reset.to) return { state: 'no-account' };
  return {
    ...(await post(outboxEmail, reset.to, { ...content, headers: codes.autofillHeader(reset.code) }, isStopping)),
    userId: reset.userId,
  };
}
