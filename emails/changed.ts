import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import { aside, type Block, paragraph, quietButton } from './blocks';
import { composeMail, type EmailContent } from './layout';
import { describeRequester, greet, minutesBetween, type Occasion, sayEnd } from './requester';

export type Change =
  /** A new password: set by a reset link, or while signed in with the current password. */
  | { by: 'reset' | 'self'; sessionsEnded: number }
  /** Another address. The notice goes to the one before it. */
  | { newEmail: string }
  /** The account was closed. Its previous address gets the notice too, if its owner can still restore it. */
  | { erasedAfterDays: number };

export type ChangedProps = Occasion & {
  name?: string | undefined;
  change: Change;
  changedAt: Date;
  /** The link that locks the account and emails a fresh reset, and when it stops working. */
  notMe: { url: string; expiresAt: Date };
};

/** The notice to the owner after the password or the address was changed or the account deleted, no matter by whom. */
export function writeChanged(props: ChangedProps): EmailContent {
  const { words, change, notMe } = props;
  const sentences = sentencesOf(words, change);
  const end = sayEnd(words, minutesBetween(props.changedAt, notMe.expiresAt), notMe.expiresAt, props.timeZone);
  return composeMail({
    words,
    subject: sentences.subject(brand.name),
    preheader: sentences.fine,
    heading: sentences.heading,
    blocks: [
      greet(words, props.name),
      ...tell(words, props.email, change),
      describeRequester(words, sentences.when, props.changedAt, props),
      paragraph(sentences.fine),
    ],
    below: [
      paragraph(sentences.act),
      quietButton(words, sentences.button, notMe.url),
      aside(words.mail.life(...end)),
      // A thief who came by a mailed link can read the mailbox.
      ...('by' in change && change.by === 'reset' ? [paragraph(sentences.mailbox)] : []),
    ],
  });
}

function sentencesOf({ mail }: Words, change: Change) {
  if ('newEmail' in change) return { ...mail.changed, ...mail.addressChanged };
  return { ...mail.changed, ...('erasedAfterDays' in change ? mail.accountDeleted : mail.passwordChanged) };
}

function tell(words: Words, email: string, change: Change): Block[] {
  const { accountDeleted, addressChanged, passwordChanged } = words.mail;
  const address = isolate(words, email);
  if ('newEmail' in change)
    return [paragraph(addressChanged.what(brand.name, address, isolate(words, change.newEmail)))];
  if ('erasedAfterDays' in change) return [paragraph(accountDeleted.what(brand.name, address, change.erasedAfterDays))];
  const { byReset, bySelf, sessions } = passwordChanged;
  if (change.by === 'reset') return [paragraph(byReset(brand.name, address))];
  const ended = change.sessionsEnded > 0 ? [paragraph(sessions(change.sessionsEnded))] : [];
  return [paragraph(bySelf(brand.name, address)), ...ended];
}
