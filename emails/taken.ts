import { brand } from '@/lib/brand';
import { isolate } from '@/lib/words/language';
import { aside, button, link, paragraph } from './blocks';
import { composeMail, type Mail } from './layout';
import { describeOrigin, greet, type Occasion } from './origin';

export type TakenProps = Occasion & {
  /** The account's own display name, never the one that was typed just now. */
  name?: string | undefined;
  signInUrl: string;
  forgotUrl: string;
  askedAt: Date;
};

/** The mail to an address that somebody registered although it has an account: the ways in. */
export function writeTaken(props: TakenProps): Mail {
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
    below: [describeOrigin(words, taken.when, props.askedAt, props), aside(taken.ignore)],
  });
}
