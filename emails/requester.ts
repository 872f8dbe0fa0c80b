import type { Words } from '@/lib/words';
import { sayDevice, sayIpAddress } from '@/lib/words/device';
import { formatClock, formatDuration, formatMoment } from '@/lib/words/time';
import { type Block, facts, paragraph } from './blocks';
import { flatten, tame } from './untrusted';

/** Where a request came from, as stored: "Firefox on Linux", "203.0.113.7". */
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

/** When, on what device, and from which IP address if there was one that we know. */
export function describeRequester(words: Words, label: string, at: Date, { requester, timeZone }: Occasion): Block {
  const network = flatten(requester.network);
  const address = network === 'unknown' ? '' : sayIpAddress(words, network);
  return facts(words, [
    [label, formatMoment(words, at, timeZone ?? 'UTC')],
    // The device is the browser's own claim about itself, so it is as untrusted as a name.
    [words.mail.device, sayDevice(words, tame(requester.device) ?? '')],
    ...(address ? [[words.mail.ipAddress, address] as const] : []),
  ]);
}

const hour = 60;
const day = 24 * hour;

/**
 * When a link ends: relative, and exact. "30 minutes", "2:32 PM UTC"; with the date when that is a day away or more.
 * What is left of a longer life is rounded down to whole hours or days, so that no email promises too much.
 */
export function sayEnd(words: Words, minutes: number, at: Date, timeZone = 'UTC'): [relative: string, exact: string] {
  const unit = minutes >= 2 * day ? day : minutes >= 2 * hour ? hour : 1;
  const relative = formatDuration(minutes - (minutes % unit), words.intl);
  return [relative, minutes < day ? formatClock(at, words.intl, timeZone) : formatMoment(words, at, timeZone)];
}

/** Whole minutes from one moment to another. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 60_000);
}
