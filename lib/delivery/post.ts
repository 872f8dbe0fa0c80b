import type { EmailContent } from '@/emails/layout';
import { log } from '@/lib/log';
import * as outbox from '@/lib/mail/outbox';
import { longestSendMs, send } from '@/lib/mail/transport';

/** Hands the email of an email to the transports, and says what that means for the email. */
export async function post(
  outboxEmail: outbox.OutboxEmail,
  to: string,
  email: EmailContent & { headers?: Record<string, string> },
  isStopping: () => boolean,
): Promise<outbox.Settlement> {
  // Writing it took so long that another worker may have it before this one is done.
  if (!outbox.isHeldFor(outboxEmail, longestSendMs)) return { state: 'deferred', reason: 'the lease was nearly over' };
  const sending = await send({ id: outboxEmail.id, to, ...email }, isStopping);
  if (sending.outcome === 'sent') {
    return { state: 'sent', provider: sending.provider, providerId: sending.providerId };
  }
  const { outcome, ...said } = sending;
  log('warn', `email ${outcome}`, { outboxEmail: outboxEmail.id, attempts: outboxEmail.attempts, reason: said.reason });
  return { state: outcome === 'refused' ? 'failed' : 'deferred', ...said };
}
