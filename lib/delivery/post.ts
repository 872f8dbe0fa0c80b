import type { EmailContent } from '@/emails/layout';
import { log } from '@/lib/log';
import * as outbox from '@/lib/mail/outbox';
import { longestSendMs, send } from '@/lib/mail/transport';

/** Sends a composed email through the transports and maps the result to a settlement of its outbox row. */
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
  const { outcome, ...details } = sending;
  const { id, attempts } = outboxEmail;
  log('warn', `email ${outcome}`, { outboxEmail: id, attempts, reason: details.reason });
  return { state: outcome === 'refused' ? 'failed' : 'deferred', ...details };
}
