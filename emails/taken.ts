import { brand } from '@/lib/brand';
import { isolate } from '@/lib/words/language';
import { aside, button, link, paragraph } from './blocks';
import { composeMail, type EmailContent } from './layout';
import { describeRequester, greet, minutesBetween, type Occasion, sayEnd } from './requester';

export type TakenProps = Occasion & {
  /** The account's own display name, never the one that was typed just now. */
  name?: string | undefined;
  /** Whether it is the backup address of the account, which does not sign in. */
  isBackup?: boolean;
  signInUrl: string;
  forgotUrl: string;
  /** For a deleted account: the link that brings it back, until it is erased. */
  undo?: { url: string; expiresAt: Date } | null;
  requestedAt: Date;
};

/**
 * The email to an address that someone signed up with although it has an account: links to sign in or reset the password, or to restore a
 * deleted account.
 */
export function writeTaken(props: TakenProps): EmailContent {
  const { words, undo } = props;
  const { taken, takenDeleted } = words.mail;
  const { subject, preheader, heading } = undo ? takenDeleted : taken;
  const email = isolate(words, props.email);
  const end = (at: Date) => sayEnd(words, minutesBetween(props.requestedAt, at), at, props.timeZone);
  return composeMail({
    words,
    subject: subject(brand.name),
    preheader,
    heading,
    blocks: [
      greet(words, props.name),
      ...(undo
        ? [
            paragraph(takenDeleted.why(brand.name, email, ...end(undo.expiresAt))),
            button(words, takenDeleted.button, undo.url),
          ]
        : [
            paragraph((props.isBackup ? taken.whyBackup : taken.why)(brand.name, email)),
            button(words, taken.button, props.signInUrl),
            link(words, taken.forgot, props.forgotUrl),
          ]),
    ],
    below: [describeRequester(words, taken.when, props.requestedAt, props), aside(taken.ignore)],
  });
}
