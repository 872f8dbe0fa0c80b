import { brand } from '@/lib/brand';
import { isolate } from '@/lib/words/language';
import { formatDuration } from '@/lib/words/time';
import { aside, button, code, link, paragraph } from './blocks';
import { composeMail, type EmailContent } from './layout';
import { describeRequester, formatEnd, greet, type Occasion } from './requester';

export type ResetProps = Occasion & {
  /** The account's display name: chosen by its owner, never trusted. */
  name?: string | undefined;
  /** The link. It is a secret: it stands in the two bodies and nowhere else. */
  url: string;
  /** What may be typed where somebody asked. An email that nobody asked for has none. */
  code?: string | undefined;
  expiresAt: Date;
  lifetimeMinutes: number;
  requestedAt: Date;
  /** Where somebody who did not ask can kill this link. */
  declineUrl: string;
  /** The house sends it unasked, because the owner has just locked the account. */
  isLocked?: boolean | undefined;
};

/** The email with the link to a new password. */
export function writeReset(props: ResetProps): EmailContent {
  const { words } = props;
  const { reset } = words.mail;
  const until = formatEnd(words, props.expiresAt, props.timeZone);
  return composeMail({
    words,
    subject: reset.subject(brand.name),
    preheader: reset.preheader(until),
    heading: props.isLocked ? reset.lockedHeading : reset.heading,
    blocks: [
      greet(words, props.name),
      paragraph((props.isLocked ? reset.locked : reset.why)(brand.name, isolate(words, props.email))),
      button(words, reset.button, props.url),
      ...(props.code ? [code(words, reset.code, props.code)] : []),
      paragraph((props.code ? reset.lifeOfBoth : reset.life)(formatDuration(props.lifetimeMinutes, words.intl), until)),
      ...(props.code ? [aside(reset.codeOnly)] : []),
      aside(reset.keep),
    ],
    below: [
      describeRequester(words, props.isLocked ? reset.lockedWhen : reset.when, props.requestedAt, props),
      // Whoever has locked the account needs this email: nothing here may talk them out of it.
      ...(props.isLocked ? [] : [aside(reset.ignore), link(words, reset.decline, props.declineUrl)]),
    ],
  });
}
