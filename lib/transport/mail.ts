import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';

/** A mail as it goes out. */
export type Outgoing = {
  /** The letter's: a repeat can be recognised by it. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
};

export type Provider = 'resend' | 'smtp';

/** What one transport made of a mail, or all of them. The reason is in words for operators, without an address. */
export type Sending =
  | { outcome: 'sent'; provider: Provider; providerId: string | null }
  /** Worth another try later, not before so many seconds if the other side has named them. */
  | { outcome: 'deferred'; reason: string; retryAfterSeconds?: number }
  /** The other side will never take it. */
  | { outcome: 'refused'; reason: string };

/** One attempt may take so long in all, however slowly the other side talks. */
export const attemptMs = 8_000;

/**
 * Names a mail for the other side: the letter, and which links it carries. A repeat has the same name and is recognised as one.
 * A mail with a fresh link has another, or mailboxes would take it for the one whose link is dead, and drop it.
 */
export function nameOf({ id, text }: Outgoing): string {
  const links = text.match(/https?:\/\/\S+/g) ?? [];
  return `${id}.${createHash('sha256').update(links.join('\n')).digest('hex').slice(0, 12)}`;
}

/** An address as it is written on the wire: what is not dots between words stands in quotes (RFC 5321, 4.1.2). */
export function quoted(address: string): string {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return /^[^\s.]+(\.[^\s.]+)*$/.test(local) ? address : `"${local}"@${domain}`;
}

/**
 * A reason that may be kept, logged and shown on a terminal: short, without the addresses that servers like to repeat, and without
 * the signs that steer a terminal. The server of a recipient can say anything.
 */
export function plainReason(words: string): string {
  return words
    .replaceAll(/[^\s<>"'`,;:()]+@[^\s<>"'`,;:()]+/g, '(address)')
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 500);
}

/** The address of a sender, as it is written on the wire: its domain in ASCII. */
export function bareAddress(sender: string): string {
  const address = /<([^>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();
  const [local, domain = ''] = address.split(/@(?=[^@]*$)/);
  return `${local}@${domainToASCII(domain) || domain}`;
}
