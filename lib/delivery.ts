import { db } from '@/db';
import { writeChanged } from '@/emails/changed';
import { writeConfirm } from '@/emails/confirm';
import type { Mail } from '@/emails/layout';
import { writeReset } from '@/emails/reset';
import { writeTaken } from '@/emails/taken';
import * as accounts from './accounts';
import { env } from './env';
import * as events from './events';
import { log, reasonOf } from './log';
import * as outbox from './outbox';
import * as recovery from './recovery';
import * as registrations from './registrations';
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
        if (letter.kind !== 'password-changed' && --allowed < 0)
          return outbox.settle(letter, { state: 'deferred', reason: 'MAIL_HOURLY_BUDGET is used up' });
        return isStopping() ? outbox.release([letter]) : deliver(letter);
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
  switch (letter.kind) {
    case 'reset':
      return writeResetLetter(letter);
    case 'registration':
      return writeRegistrationLetter(letter);
    case 'password-changed':
      return writeNotice(letter);
  }
}

async function writeResetLetter(letter: outbox.Letter): Promise<outbox.Settlement> {
  const reset = await recovery.issue(letter);
  if (reset.outcome === 'superseded') return { state: 'superseded' };
  const mail = writeReset({
    ...occasion(letter, reset.to ?? letter.email),
    name: reset.name,
    url: reset.url,
    expiresAt: reset.expiresAt,
    lifetimeMinutes: recovery.resetLifetimeMinutes,
  });
  // Only here do the ways part: an address without an account had the same look-up, signing and writing.
  if (!reset.to) return { state: 'no-account' };
  const settlement = await post(letter, reset.to, mail);
  if (settlement.state === 'sent')
    await events.record(db(), { name: 'reset.sent', accountId: reset.accountId, origin: letter.origin });
  return settlement;
}

async function writeRegistrationLetter(letter: outbox.Letter): Promise<outbox.Settlement> {
  const issued = await registrations.issue(letter);
  switch (issued.outcome) {
    case 'superseded':
      return { state: 'superseded' };
    case 'taken': {
      const { APP_URL } = env();
      const ways = { signInUrl: `${APP_URL}/login`, forgotUrl: `${APP_URL}/forgot-password` };
      return post(letter, issued.to, writeTaken({ ...occasion(letter, issued.to), name: issued.name, ...ways }));
    }
    case 'free': {
      const lifetimeMinutes = registrations.confirmLifetimeHours * 60;
      const mail = writeConfirm({
        ...occasion(letter, issued.to),
        url: issued.url,
        expiresAt: issued.expiresAt,
        lifetimeMinutes,
      });
      return post(letter, issued.to, mail);
    }
  }
}

async function writeNotice(letter: outbox.Letter): Promise<outbox.Settlement> {
  const name = letter.reference ? await accounts.findName(letter.reference) : null;
  if (name === null || !letter.detail) return { state: 'superseded' };
  const mail = writeChanged({
    ...occasion(letter, letter.email),
    name,
    ...letter.detail,
    changedAt: letter.createdAt,
    forgotUrl: `${env().APP_URL}/forgot-password`,
  });
  return post(letter, letter.email, mail);
}

function occasion(letter: outbox.Letter, email: string) {
  return { locale: letter.locale, email, origin: letter.origin, askedAt: letter.createdAt };
}

async function post(letter: outbox.Letter, to: string, mail: Mail): Promise<outbox.Settlement> {
  const sending = await send({ id: letter.id, to, ...mail });
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
