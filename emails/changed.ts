import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import { formatDate } from '@/lib/words/time';
import { aside, type Block, paragraph, quietButton } from './blocks';
import { composeMail, type EmailContent } from './layout';
import { describeRequester, greet, type Occasion } from './requester';
import { type SecurityChange, tellSecurity } from './security';

/** A new password: set by a reset link, or while signed in. `isFirst`: the account had none. */
type PasswordChange = { by: 'reset' } | { by: 'self'; sessionsEnded: number; isFirst?: boolean | undefined };

export type Change =
  | PasswordChange
  /** Another address. The notice goes to the one before it. */
  | { newEmail: string }
  /** The account was closed. Its previous address gets the notice too, if its owner can still restore it. */
  | { erasedAfterDays: number }
  | SecurityChange;

export type ChangedProps = Occasion & {
  name?: string | undefined;
  change: Change;
  changedAt: Date;
  /** The link that locks the account and emails a fresh reset, and when it stops working. */
  notMe: { url: string; expiresAt: Date };
};

/** The notice to the owner after any way into the account was changed or the account deleted, no matter by whom. */
export function writeChanged(props: ChangedProps): EmailContent {
  const { words, change, notMe } = props;
  const { sentences, what } = tell(words, props.email, change);
  return composeMail({
    words,
    subject: sentences.subject(brand.name),
    preheader: sentences.fine,
    heading: sentences.heading,
    blocks: [
      greet(words, props.name),
      ...what,
      describeRequester(words, sentences.when, props.changedAt, props),
      paragraph(sentences.fine),
    ],
    below: [
      paragraph(sentences.act),
      // A thief who came by a mailed link can read the mailbox.
      ...('by' in change && change.by === 'reset' ? [paragraph(sentences.mailbox)] : []),
      quietButton(words, sentences.button, notMe.url),
      aside(words.mail.lifeUntil(formatDate(notMe.expiresAt, words.intl, props.timeZone ?? 'UTC'))),
    ],
  });
}

function tell(words: Words, email: string, change: Change) {
  const { accountDeleted, addressChanged, changed, passwordChanged, passwordSet, security } = words.mail;
  const address = isolate(words, email);
  if ('newEmail' in change) {
    const what = addressChanged.what(brand.name, address, isolate(words, change.newEmail));
    return { sentences: { ...changed, ...addressChanged }, what: [paragraph(what)] };
  }
  if ('erasedAfterDays' in change) {
    const what = accountDeleted.what(brand.name, address, change.erasedAfterDays);
    return { sentences: { ...changed, ...accountDeleted }, what: [paragraph(what)] };
  }
  if ('by' in change) {
    const own = change.by === 'self' && change.isFirst ? passwordSet : null;
    return { sentences: { ...changed, ...passwordChanged, ...own }, what: tellPassword(words, address, change) };
  }
  const { what, ...own } = tellSecurity(words, email, change);
  const subject = (site: string) => security.subject(site, own.heading);
  return { sentences: { ...changed, subject, ...own }, what };
}

function tellPassword({ mail }: Words, address: string, change: PasswordChange): Block[] {
  const { byReset, bySelf, sessions } = mail.passwordChanged;
  if (change.by === 'reset') return [paragraph(byReset(brand.name, address))];
  const ended = change.sessionsEnded > 0 ? [paragraph(sessions(change.sessionsEnded))] : [];
  const what = change.isFirst ? mail.passwordSet.what : bySelf;
  return [paragraph(what(brand.name, address)), ...ended];
}
