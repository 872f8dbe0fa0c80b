import { writeChanged } from '@/emails/changed';
import { writeAddressChange, writeConfirm } from '@/emails/confirm';
import type { EmailContent } from '@/emails/layout';
import { writeTaken } from '@/emails/taken';
import { env } from '@/lib/env';
import type { OutboxEmail } from '@/lib/mail/outbox';
import * as disavowals from '@/lib/recovery/disavowals';
import * as addresses from '@/lib/users/address-changes';
import * as registrations from '@/lib/users/registrations';
import { speak } from '@/lib/words';

type Composed = { to: string; content: EmailContent };

/** Writes every email but the reset. Null when what it tells of no longer holds. */
export async function compose(
  outboxEmail: OutboxEmail,
  kind: Exclude<OutboxEmail['kind'], 'reset'>,
): Promise<Composed | null> {
  switch (kind) {
    case 'registration':
      return composeConfirm(
        outboxEmail,
        await registrations.issue(outboxEmail),
        registrations.confirmLifetimeHours * 60,
        writeConfirm,
      );
    case 'address-change':
      return composeConfirm(
        outboxEmail,
        await addresses.issue(outboxEmail),
        addresses.addressLinkLifetimeMinutes,
        writeAddressChange,
      );
    case 'password-changed':
    case 'address-changed':
      return composeNotice(outboxEmail);
  }
}

/** What every email says of the person and the moment, and in which language. */
export async function occasion(outboxEmail: OutboxEmail, email: string) {
  return {
    words: await speak(outboxEmail.locale),
    email,
    requester: outboxEmail.requester,
    requestedAt: outboxEmail.createdAt,
  };
}

// Where the address has an account already, its owner gets the ways in; the page that asked looked the same.
async function composeConfirm(
  outboxEmail: OutboxEmail,
  issued: registrations.Issued | addresses.Issued,
  lifetimeMinutes: number,
  write: typeof writeConfirm,
): Promise<Composed | null> {
  switch (issued.outcome) {
    case 'superseded':
      return null;
    case 'taken': {
      const { APP_URL } = env();
      const ways = { signInUrl: `${APP_URL}/login`, forgotUrl: `${APP_URL}/forgot-password` };
      return {
        to: issued.to,
        content: writeTaken({ ...(await occasion(outboxEmail, issued.to)), name: issued.name, ...ways }),
      };
    }
    case 'free': {
      const { to, url, expiresAt } = issued;
      return { to, content: write({ ...(await occasion(outboxEmail, to)), url, expiresAt, lifetimeMinutes }) };
    }
  }
}

async function composeNotice(outboxEmail: OutboxEmail): Promise<Composed | null> {
  const disavowal = await disavowals.issue(outboxEmail);
  if (!disavowal || !outboxEmail.detail) return null;
  const { name, ...notMe } = disavowal;
  const content = writeChanged({
    ...(await occasion(outboxEmail, outboxEmail.email)),
    name,
    change: outboxEmail.detail,
    changedAt: outboxEmail.createdAt,
    notMe,
  });
  return { to: outboxEmail.email, content };
}
