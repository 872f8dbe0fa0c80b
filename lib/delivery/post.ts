import type { Mail } from '@/emails/layout';
import { log } from '../log';
import * as outbox from '../outbox';
import { longestSendMs, send } from '../transport';

/** Hands the mail of a letter to the transports, and says what that means for the letter. */
export async function post(
  letter: outbox.Letter,
  to: string,
  mail: Mail & { headers?: Record<string, string> },
  isStopping: () => boolean,
): Promise<outbox.Settlement> {
  // Writing it took so long that another worker may have it before this one is done.
  if (!outbox.isHeldFor(letter, longestSendMs)) return { state: 'deferred', reason: 'the lease was nearly over' };
  const sending = await send({ id: letter.id, to, ...mail }, isStopping);
  if (sending.outcome === 'sent') {
    return { state: 'sent', provider: sending.provider, providerId: sending.providerId };
  }
  const { outcome, ...said } = sending;
  log('warn', `letter ${outcome}`, { letter: letter.id, attempts: letter.attempts, reason: said.reason });
  return { state: outcome === 'refused' ? 'failed' : 'deferred', ...said };
}
