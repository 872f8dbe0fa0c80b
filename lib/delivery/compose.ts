import type { NoticeDetail } from '@/db/schema';
import { type Change, writeChanged } from '@/emails/changed';
import { writeAddressChange, writeBackupAddress, writeConfirm } from '@/emails/confirm';
import type { EmailContent } from '@/emails/layout';
import { writeReset } from '@/emails/reset';
import { writeTaken } from '@/emails/taken';
import * as codes from '@/lib/codes';
import { env } from '@/lib/env';
import { mask } from '@/lib/fields';
import type { OutboxEmail } from '@/lib/mail/outbox';
import * as mailedLinks from '@/lib/mailed-links';
import * as disavowals from '@/lib/recovery/disavowals';
import * as waits from '@/lib/recovery/waits';
import * as addresses from '@/lib/users/address-changes';
import * as backupAddresses from '@/lib/users/backup-addresses';
import type { Issued } from '@/lib/users/new-addresses';
import * as registrations from '@/lib/users/registrations';
import { findById, linkLifetimeHours } from '@/lib/users/waits';
import { speak } from '@/lib/words';

type Composed = { to: string; content: EmailContent & { headers?: Record<string, string> } };

/** Writes every kind of email except the reset. Null when its link or notice has been superseded. */
export async function compose(
  outboxEmail: OutboxEmail,
  kind: Exclude<OutboxEmail['kind'], 'reset'>,
): Promise<Composed | null> {
  switch (kind) {
    case 'registration':
      return composeConfirm(
        outboxEmail,
        await registrations.issue(outboxEmail),
        mailedLinks.confirmLifetimeHours * 60,
        writeConfirm,
      );
    case 'address-change':
      return composeConfirm(
        outboxEmail,
        await addresses.issue(outboxEmail),
        mailedLinks.addressLinkLifetimeMinutes,
        writeAddressChange,
      );
    case 'backup-address':
      return composeConfirm(
        outboxEmail,
        await backupAddresses.issue(outboxEmail),
        mailedLinks.addressLinkLifetimeMinutes,
        writeBackupAddress,
      );
    case 'password-changed':
    case 'address-changed':
    case 'account-deleted':
    case 'security-changed':
      return composeNotice(outboxEmail);
    case 'wait-ended':
      return composeWaitEnd(outboxEmail);
  }
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

// If the address already has an account, its owner gets sign-in and reset links instead. The form's answer is the same either way.
async function composeConfirm(
  outboxEmail: OutboxEmail,
  issued: registrations.Issued | Issued,
  lifetimeMinutes: number,
  write: typeof writeConfirm,
): Promise<Composed | null> {
  switch (issued.outcome) {
    case 'superseded':
      return null;
    case 'taken': {
      const { APP_URL } = env();
      const urls = { signInUrl: `${APP_URL}/login`, forgotUrl: `${APP_URL}/forgot-password` };
      return {
        to: issued.to,
        content: writeTaken({
          ...(await commonFields(outboxEmail, issued.to)),
          ...urls,
          name: issued.name,
          isBackup: issued.isBackup,
          undo: issued.undo,
        }),
      };
    }
    case 'free': {
      const { to, url, expiresAt } = issued;
      const code = 'code' in issued ? issued.code : undefined;
      const content = write({ ...(await commonFields(outboxEmail, to)), url, code, expiresAt, lifetimeMinutes });
      return { to, content: { ...content, headers: codes.autofillHeader(code) } };
    }
  }
}

async function composeNotice(outboxEmail: OutboxEmail): Promise<Composed | null> {
  const disavowal = await disavowals.issue(outboxEmail);
  const { detail } = outboxEmail;
  if (!disavowal || !detail) return null;
  if ('wait' in detail && !(await isStillTrue(detail))) return null;
  const { name, ...notMe } = disavowal;
  const content = writeChanged({
    ...(await commonFields(outboxEmail, outboxEmail.email)),
    name,
    change: changeOf(outboxEmail, detail),
    changedAt: outboxEmail.createdAt,
    notMe,
  });
  return { to: outboxEmail.email, content };
}

/** False when the owner has shown up meanwhile, when someone has said that it was not them, or when the notice comes too late. */
async function isStillTrue({ wait, waitId }: Extract<NoticeDetail, { waitId: string }>): Promise<boolean> {
  if (wait === 'started' || wait === 'cancelled') return true;
  const open = await findById(waitId);
  return open !== null && open.isOver === (wait === 'ended');
}

async function composeWaitEnd(outboxEmail: OutboxEmail): Promise<Composed | null> {
  const issued = await waits.issue(outboxEmail);
  if (!issued) return null;
  const { name, url, cancelUrl, expiresAt, backupOf } = issued;
  const content = writeReset({
    ...(await commonFields(outboxEmail, outboxEmail.email)),
    name,
    url,
    declineUrl: cancelUrl,
    expiresAt,
    lifetimeMinutes: linkLifetimeHours * 60,
    cause: 'waited',
    backupOf,
  });
  return { to: outboxEmail.email, content };
}

function changeOf({ email }: OutboxEmail, detail: NoticeDetail): Change {
  if ('endsAt' in detail) return { ...detail, endsAt: new Date(detail.endsAt) };
  // Only its own mailbox reads a backup address in full.
  if ('backupAddress' in detail)
    return detail.address === email ? detail : { ...detail, address: mask(detail.address) };
  if ('identity' in detail) return { ...detail, account: detail.account && mask(detail.account) };
  return detail;
}
