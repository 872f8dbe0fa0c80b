import { brand } from '@/lib/brand';
import { isolate } from '@/lib/words/language';
import { aside, button, code, paragraph } from './blocks';
import { composeMail, type EmailContent } from './layout';
import { describeRequester, greet, type Occasion, sayEnd } from './requester';

// No display name here: anyone who registers a stranger's address could choose text for the stranger to read.
export type ConfirmProps = Occasion & {
  /** The link to the page that confirms the address. */
  url: string;
  /** The code for the browser that registered. */
  code?: string | undefined;
  expiresAt: Date;
  lifetimeMinutes: number;
  requestedAt: Date;
};

/** The email to an address that someone signed up with and that has no account yet. */
export function writeConfirm(props: ConfirmProps): EmailContent {
  return write(props, 'confirm');
}

/** The email to the address that an account is to have from now on. */
export function writeAddressChange(props: ConfirmProps): EmailContent {
  return write(props, 'addressChange');
}

/** The email to an address that is to be the backup address of an account. */
export function writeBackupAddress(props: ConfirmProps): EmailContent {
  return write(props, 'backupAddress');
}

function write(props: ConfirmProps, what: 'confirm' | 'addressChange' | 'backupAddress'): EmailContent {
  const { words } = props;
  const confirm = words.mail[what];
  const end = sayEnd(words, props.lifetimeMinutes, props.expiresAt, props.timeZone);
  const ignore = props.code ? words.mail.confirm.ignoreBoth : confirm.ignore;
  return composeMail({
    words,
    subject: confirm.subject(brand.name),
    preheader: confirm.preheader,
    heading: confirm.heading,
    blocks: [
      greet(words, undefined),
      paragraph(confirm.why(brand.name, isolate(words, props.email))),
      button(words, confirm.button, props.url),
      ...(props.code ? [code(words, words.mail.confirm.code, props.code)] : []),
      paragraph((props.code ? words.mail.reset.lifeOfBoth : words.mail.life)(...end)),
    ],
    below: [describeRequester(words, confirm.when, props.requestedAt, props), aside(ignore)],
  });
}
