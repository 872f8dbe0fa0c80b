import type { EmailContent } from '@/emails/layout';
import { log } from '@/lib/log';
import * as outbox from '@/lib/mail/outbox';
import { longestSendMs, send } from '@/lib/mail/transport';

/**
 * Sends a composed email through the transports and maps the result to a settlement of its outbox row. The settlement is uncounted
 * when the providers have too many connections of ours.
 */
export async function post(
  outboxEmail: outbox.OutboxEmail,
  to: string,
  content: EmailContent & { headers?: Record<string, string> },
  isStopping: () => boolean,
): Promise<outbox.Settlement> {
  // If composing took too long, the lease could expire during the attempt and another worker would send the email too.
  if (!outbox.isHeldFor(outboxEmail, longestSendMs)) return { state: 'deferred', reason: 'the lease was nearly over' };
  const sending = await send({ id: outboxEmail.id, to, ...content }, isStopping);
  if (sending.outcome === 'sent') {
    return { state: 'sent', provider: sending.provider, providerId: sending.providerId };
  }
  // No greeting while emails are leaving over other connections, of this process or of another one: it is their number.
  const isCrowded =
    sending.outcome === 'deferred' &&
    (sending.unseen === 'crowded' || (sending.unseen === 'unreached' && (await outbox.hasJustSent())));
  const { outcome, reason } = sending;
  // Too many connections are logged once for all emails: lib/delivery/lanes.ts.
  if (!isCrowded)
    log('warn', `email ${outcome}`, { outboxEmail: outboxEmail.id, attempts: outboxEmail.attempts, reason });
  if (outcome === 'refused') return { state: 'failed', reason };
  const { retryAfterSeconds = 0 } = sending;
  return {
    state: 'deferred',
    reason,
    ...(retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
    ...(isCrowded ? { isUncounted: true } : {}),
  };
}
