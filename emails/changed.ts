import { brand } from '@/lib/brand';
import { speak, type Words } from '@/lib/words';
import { type Block, button, paragraph } from './blocks';
import { composeMail, type Mail } from './layout';
import { describeOrigin, formatEnd, greet, type Occasion } from './origin';

export type ChangedProps = Occasion & {
  name?: string | undefined;
  /** By a mailed link, or by somebody signed in who gave the old password. */
  by: 'reset' | 'self';
  changedAt: Date;
  sessionsEnded: number;
  /** The page that asks for a reset link: the way back when there is no `notMe`. */
  forgotUrl: string;
  /** The link that locks the account and mails a fresh reset, and when it stops working. */
  notMe?: { url: string; expiresAt: Date } | undefined;
};

/** The notice to the owner after the password was changed, whoever changed it. */
export function writeChanged(props: ChangedProps): Mail {
  const words = speak(props.locale);
  const changed = words.mail.passwordChanged;
  const what = props.by === 'reset' ? changed.byReset : changed.bySelf;
  return composeMail({
    words,
    subject: changed.subject(brand.name),
    preheader: changed.preheader,
    heading: changed.heading,
    blocks: [
      greet(words, props.name),
      paragraph(what(brand.name, props.email)),
      ...(props.sessionsEnded > 0 ? [paragraph(changed.sessions(props.sessionsEnded))] : []),
      describeOrigin(words, changed.when, props.changedAt, props),
      paragraph(changed.fine),
    ],
    below: wayBack(words, props),
  });
}

function wayBack(words: Words, { by, forgotUrl, notMe, timeZone }: ChangedProps): Block[] {
  const changed = words.mail.passwordChanged;
  const mailbox = by === 'reset' ? [paragraph(changed.mailbox)] : [];
  if (notMe) {
    return [
      paragraph(changed.actNotMe),
      button(changed.buttonNotMe, notMe.url, words.mail.copyAddress),
      paragraph(changed.lifeNotMe(formatEnd(words, notMe.expiresAt, timeZone))),
      ...mailbox,
    ];
  }
  return [paragraph(changed.act), button(changed.button, forgotUrl, words.mail.copyAddress), ...mailbox];
}
