import { db } from '@/db';
import type { Mail } from '@/emails/layout';
import { writeReset } from '@/emails/reset';
import * as codes from './codes';
import { compose, occasion } from './delivery/compose';
import { env } from './env';
import * as events from './events';
import { log, reasonOf } from './log';
import * as outbox from './outbox';
import * as recovery from './recovery';
import { send } from './transport';

/** How many letters a worker takes at a time. */
const batch = 20;

/**
 * Delivers what is due and returns when nothing is. Called by the loop of a Node host, after a request on serverless, and by
 * the schedule's route. Any number of callers may run at once, on any number of machines.
 * @param isStopping asked between letters; once true, what was claimed and not begun is given back
 * @returns how many letters were settled
 */
export async function deliverDue(isStopping: () => boolean = () => false): Promise<number> {
  let settled = 0;
  while (!isStopping()) {
    const letters = await outbox.claim(batch);
    if (letters.length === 0) break;
    let allowed = await outbox.remainingBudget(env().MAIL_HOURLY_BUDGET);
    const outcomes = await Promise.all(
      letters.map((letter) => {
        // Mail that the house itself owes does not count against the hour.
        if (!letter.owed && --allowed < 0)
          return outbox.settle(letter, { state: 'deferred', reason: 'MAIL_HOURLY_BUDGET is used up' });
        return isStopping() ? outbox.release(letter) : deliver(letter);
      }),
    );
    settled += outcomes.length;
  }
  return settled;
}

async function deliver(letter: outbox.Letter): Promise<void> {
  try {
    await outbox.settle(letter, await write(letter));
  } catch (error) {
    // One letter that cannot be written must not hold up the others; it comes back, and the reason is in its row.
    const reason = reasonOf(error);
    log('error', 'letter not written', { letter: letter.id, kind: letter.kind, reason });
    await outbox.settle(letter, { state: 'deferred', reason });
  }
}

async function write(letter: outbox.Letter): Promise<outbox.Settlement> {
  if (letter.kind === 'reset') return writeResetLetter(letter);
  const composed = await compose(letter, letter.kind);
  return composed ? post(letter, composed.to, composed.mail) : { state: 'superseded' };
}

async function writeResetLetter(letter: outbox.Letter): Promise<outbox.Settlement> {
  const reset = await recovery.issue(letter);
  if (reset.outcome === 'superseded') return { state: 'superseded' };
  const mail = writeReset({
    ...occasion(letter, reset.to ?? letter.email),
    name: reset.name,
    url: reset.url,
    denyUrl: reset.denyUrl,
    code: reset.code,
    isLocked: letter.owed,
    expiresAt: reset.expiresAt,
    lifetimeMinutes: recovery.resetLifetimeMinutes,
  });
  // Only here do the ways part: an address without an account had the same look-up, signing and writing.
  if (!reset.to) return { state: 'no-account' };
  const settlement = await post(letter, reset.to, mail, codes.offer(reset.code));
  const name = settlement.state === 'sent' ? 'reset.sent' : settlement.state === 'failed' ? 'reset.failed' : null;
  if (name) await events.record(db(), { name, accountId: reset.accountId, origin: letter.origin });
  return settlement;
}

async function post(
  letter: outbox.Letter,
  to: string,
  mail: Mail,
  headers: Record<string, string> = {},
): Promise<outbox.Settlement> {
  const sending = await send({ id: letter.id, to, ...mail, headers });
  switch (sending.outcome) {
    case 'sent':
      return { state: 'sent', provider: sending.provider, providerId: sending.providerId };
    case 'deferred':
    case 'refused':
      log('warn', `letter ${sending.outcome}`, {
        letter: letter.id,
        attempts: letter.attempts,
        reason: sending.reason,
      });
      return { state: sending.outcome === 'refused' ? 'failed' : 'deferred', reason: sending.reason };
  }
}
