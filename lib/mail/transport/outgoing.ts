import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';

/** An email as it goes out. */
export type Outgoing = {
  /** That of its outbox row: a repeat can be recognised by it. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
};

/** One way to send email. Another provider is one file with this type, and a line in lib/mail/transport.ts. */
export type Transport = {
  /** As it stands in rows and logs. */
  name: string;
  /** Sends within `attemptMs`. Never throws for what the other side says. */
  send(email: Outgoing): Promise<Answer>;
  /** Signs in without sending. @returns what is wrong, or null */
  findProblem(): Promise<string | null>;
  /** Closes what is open, when the process stops. */
  close?(): void;
};

/** What a transport made of an email. The reason is for operators, without an address. */
export type Answer = { outcome: 'sent'; providerId: string | null } | Refusal;

export type Refusal =
  /** Worth another try later, not before so many seconds if the other side has named them. */
  | { outcome: 'deferred'; reason: string; retryAfterSeconds?: number }
  /** The other side will never take it. */
  | { outcome: 'refused'; reason: string };

/** The limit for one attempt as a whole, however slowly the other side talks. */
export const attemptMs = 8_000;

/** Headers of every email: nobody reads an automatic answer to it. */
export const automaticHeaders = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/**
 * Names an email for the other side: its row, and which links it carries. A repeat has the same name and is recognised as one.
 * An email with a fresh link has another, or mailboxes would drop it as a repeat of the one whose link is dead.
 */
export function nameOf({ id, text }: Outgoing): string {
  const links = text.match(/https?:\/\/\S+/g) ?? [];
  return `${id}.${createHash('sha256').update(links.join('\n')).digest('hex').slice(0, 12)}`;
}

/** An address as it is written on the wire: a local part that is not dots between words stands in quotes (RFC 5321, 4.1.2). */
export function quoted(address: string): string {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return /^[^\s.]+(\.[^\s.]+)*$/.test(local) ? address : `"${local}"@${domain}`;
}

/**
 * A reason that may be kept, logged and shown on a terminal: short, without the addresses that servers like to repeat, and without
 * control characters. The recipient's server can say anything.
 */
export function plainReason(words: string): string {
  return words
    .replaceAll(/[^\s<>"'`,;:()]+@[^\s<>"'`,;:()]+/g, '(address)')
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 500);
}

/** The bare address of a sender, its domain in ASCII. */
export function bareAddress(sender: string): string {
  const address = /<([^>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();
  const [local, domain = ''] = address.split(/@(?=[^@]*$)/);
  return `${local}@${domainToASCII(domain) || domain}`;
}
