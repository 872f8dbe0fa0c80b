import type { EmailContent } from '@/emails/layout';
import type { OutboxEmail } from '@/lib/mail/outbox';
import { speak } from '@/lib/words';

type Composed = { to: string; content: EmailContent & { headers?: Record<string, string> } };

/** Writes every kind of email except the reset: yours. Null: it is not sent. */
export async function compose(
  _outboxEmail: OutboxEmail,
  _kind: Exclude<OutboxEmail['kind'], 'reset'>,
): Promise<Composed | null> {
  return null;
}

/** The fields that every email template takes: the dictionary, the address, the requester and the time of the request. */
export async function commonFields(outboxEmail: OutboxEmail, email: string) {
  return {
    words: await speak(outboxEmail.locale),
    email,
    requester: outboxEmail.requester,
    requestedAt: outboxEmail.createdAt,
  };
}
