import type { Words } from '@/lib/words';
import { sayDevice } from '@/lib/words/device';
import { isolate } from '@/lib/words/language';
import { formatClock, formatDate, formatMoment } from '@/lib/words/time';
import { type Block, facts, paragraph } from './blocks';
import { flatten, tame } from './untrusted';

/** Where a request came from, for display: "Firefox on Linux", "203.0.113.7". */
export type Requester = { device: string; network: string };

/** What every email is told about the person and the moment. */
export type Occasion = {
  /** The language of the email. */
  words: Words;
  /** The account's address, as typed. Shown in the email; the envelope is the transport's business. */
  email: string;
  requester: Requester;
  /** An IANA zone, when the reader's is known. Otherwise times are in UTC. */
  timeZone?: string | undefined;
};

/** Greets by name, unless the name could carry an advertisement or a link. */
export function greet(words: Words, name: string | undefined): Block {
  const tamed = tame(name);
  return paragraph(tamed === null ? words.mail.greetingWithoutName : words.mail.greeting(tamed));
}

/** When, on what device, from which network. */
export function describeRequester(words: Words, label: string, at: Date, { requester, timeZone }: Occasion): Block {
  const network = flatten(requester.network);
  return facts(words, [
    [label, formatMoment(words, at, timeZone ?? 'UTC')],
    // The device is the browser's own claim about itself, so it is as untrusted as a name.
    [words.mail.device, sayDevice(words, tame(requester.device) ?? '')],
    [words.mail.network, network ? isolate(words, network) : words.mail.unknownNetwork],
  ]);
}

/** "14:32 UTC on 3 November 2026", as the end of "until". */
export function formatEnd({ intl, mail }: Words, at: Date, timeZone = 'UTC'): string {
  return mail.until(formatClock(at, intl, timeZone), formatDate(at, intl, timeZone));
}
