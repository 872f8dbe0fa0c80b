import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';

/** A composed email, ready for a transport. */
export type Outgoing = {
  /** The id of its outbox row, from which transports derive the deduplication id. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
};

/** A way to send email. Adding a provider takes one file with this type and a line in lib/mail/transport.ts. */
export type Transport = {
  /** The name stored in outbox rows and logs. */
  name: string;
  /** Sends within `attemptMs`. Doesn't throw for anything that the provider answers. */
  send(email: Outgoing): Promise<Answer>;
  /** Signs in without sending an email. @returns what is wrong, or null */
  findProblem(): Promise<string | null>;
  /** Closes its connections, when the process stops. */
  close?(): void;
};

/** The result of one attempt. The reason is for operators and contains no address. */
export type Answer = { outcome: 'sent'; providerId: string | null } | Refusal;

export type Refusal =
  /** Try again later, after at least the number of seconds that the provider named, if any. */
  | { outcome: 'deferred'; reason: string; retryAfterSeconds?: number; unseen?: Unseen }
  /** The provider will never take this email. */
  | { outcome: 'refused'; reason: string };

/**
 * Why the provider did not look at the email at all. `crowded`: it said that we use too many connections or send too fast.
 * `unreached`: it gave no greeting, which is also how some servers answer too many connections.
 */
export type Unseen = 'crowded' | 'unreached';

/** The limit for a whole attempt, however slowly the provider answers. */
export const attemptMs = 8_000;

/** Headers of every email that suppress automatic replies (RFC 3834). */
export const automaticHeaders = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/**
 * The id by which providers and mailboxes deduplicate an email: its row and a hash of its links. A retry with the same links has the
 * same id. An email with a new link has another, or mailboxes would drop it as a duplicate of the one whose link expired.
 */
export function nameOf({ id, text }: Outgoing): string {
  const links = text.match(/https?:\/\/\S+/g) ?? [];
  return `${id}.${createHash('sha256').update(links.join('\n')).digest('hex').slice(0, 12)}`;
}

/** An address for the wire: a local part that is not a dot-string is quoted (RFC 5321, 4.1.2). */
export function quoted(address: string): string {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return /^[^\s.]+(\.[^\s.]+)*$/.test(local) ? address : `"${local}"@${domain}`;
}

/**
 * Makes a server's reply safe to store, log and print: at most 500 characters, without email addresses and control characters.
 * The recipient's server is untrusted.
 */
export function plainReason(words: string): string {
  return words
    .replaceAll(/[^\s<>"'`,;:()]+@[^\s<>"'`,;:()]+/g, '(address)')
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 500);
}

/** The bare address of a From value, its domain in ASCII. */
export function bareAddress(sender: string): string {
  const address = /<([^>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();
  const [local, domain = ''] = address.split(/@(?=[^@]*$)/);
  return `${local}@${domainToASCII(domain) || domain}`;
}
