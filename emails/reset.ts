import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import { aside, button, code, link, paragraph } from './blocks';
import { composeMail, type EmailContent } from './layout';
import { describeRequester, greet, type Occasion, sayEnd } from './requester';

export type ResetProps = Occasion & {
  /** The account's display name: chosen by its owner, never trusted. */
  name?: string | undefined;
  /** The reset link. Secret: it appears only in the two bodies. */
  url: string;
  /** The code for the browser that requested the link. An email that no browser requested has none. */
  code?: string | undefined;
  expiresAt: Date;
  lifetimeMinutes: number;
  requestedAt: Date;
  /** The link by which someone who did not request the email cancels the reset link. */
  declineUrl: string;
  /** When it goes to a backup address: the address of its account, masked. */
  backupOf?: string | undefined;
  /** When the account has no password: the services that sign its owner in, by name. */
  providers?: readonly string[] | undefined;
  /** Why it is sent without a request: the owner has just locked the account, or their waiting period is over. */
  cause?: 'locked' | 'waited' | undefined;
};

/** The email with the reset link. */
export function writeReset(props: ResetProps): EmailContent {
  const { words } = props;
  const { reset } = words.mail;
  const sentences = { ...reset, ...(props.cause && reset[props.cause]) };
  const end = sayEnd(words, props.lifetimeMinutes, props.expiresAt, props.timeZone);
  const isRequestedByBackup = !props.cause && props.backupOf;
  const why = isRequestedByBackup ? reset.whyBackup : sentences.why;
  const named = isRequestedByBackup ? props.email : (props.backupOf ?? props.email);
  return composeMail({
    words,
    subject: sentences.subject(brand.name),
    preheader: reset.preheader(end[0]),
    heading: sentences.heading,
    blocks: [
      greet(words, props.name),
      paragraph(why(brand.name, isolate(words, named))),
      ...(props.providers?.length ? [paragraph(reset.passwordless(listOf(words, props.providers)))] : []),
      button(words, reset.button, props.url),
      ...(props.code ? [code(words, reset.code, props.code)] : []),
      paragraph((props.code ? reset.lifeOfBoth : words.mail.life)(...end)),
      aside(props.code ? reset.keepBoth : reset.keep),
    ],
    below: [
      describeRequester(words, sentences.when, props.requestedAt, props),
      // An owner who locked the account needs this link, so the "ignore this email" text is left out.
      ...(props.cause === 'locked' ? [] : [aside(sentences.ignore), link(words, reset.decline, props.declineUrl)]),
    ],
  });
}

/** "Google or GitHub". */
function listOf({ intl }: Words, names: readonly string[]): string {
  return new Intl.ListFormat(intl, { type: 'disjunction' }).format(names);
}
