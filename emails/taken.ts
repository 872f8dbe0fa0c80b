import { brand } from '@/lib/brand';
import { isolate } from '@/lib/words/language';
import { aside, button, link, paragraph } from './blocks';
import { composeMail, type EmailContent } from './layout';
import { describeRequester, greet, type Occasion } from './requester';

export type TakenProps = Occasion & {
  /** The account's own display name, never the one that was typed just now. */
  name?: string | undefined;
  signInUrl: string;
  forgotUrl: string;
  requestedAt: Date;
};

/** The email to an address that was registered again although it has an account: links to sign in or reset the password. */
export function writeTaken(props: TakenProps): EmailContent {
  const { words } = props;
  const { taken } = words.mail;
  return composeMail({
    words,
    subject: taken.subject(brand.name),
    preheader: taken.preheader,
    heading: taken.heading,
    blocks: [
      greet(words, props.name),
      paragraph(taken.why(brand.name, isolate(words, props.email))),
      button(words, taken.button, props.signInUrl),
      link(words, taken.forgot, props.forgotUrl),
    ],
    below: [describeRequester(words, taken.when, props.requestedAt, props), aside(taken.ignore)],
  });
}
