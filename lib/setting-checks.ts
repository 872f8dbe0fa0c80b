import ipaddr from 'ipaddr.js';
import { isDevelopment } from './process';

/** Whether a text is the URL of a mail server. */
export function isMailServer(text: string): boolean {
  return /^smtps?:/.test(text) && URL.canParse(text) && new URL(text).hostname !== '';
}

/**
 * The sign in the user or password of a URL that has to be percent-encoded: / ? and # end the credentials too early, so that an "@" stands
 * behind the host. Not parsed by URL, which knows no list of hosts. An "@" works as it is, because the last one counts.
 */
export function findUnencoded(url: string): string | null {
  const [, authority = '', rest = ''] = /^\w+:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  const at = authority.lastIndexOf('@');
  if (!isDecodable(authority.slice(0, Math.max(0, at)))) return '%';
  // Parameters of a database URL may have an "@".
  const isComplete = hosts.test(authority.slice(at + 1)) && /^[^?#@]*(\?[\w.]+=.*)?$/s.test(rest);
  return !isComplete && /[@#]/.test(rest) ? rest.slice(0, 1) : null;
}

/** One or several, with or without ports: `one:5432,[::1]:5433`. */
const hosts = /^((\[[^\]]*\]|[^:,]*)(:\d*)?,?)*$/;

/** How many bytes a text in base64 has, by the decoder that Next.js uses. Unlike Buffer it takes no quotes, and nothing that was cut off. */
export function countBytes(base64: string): number | null {
  try {
    return atob(base64).length;
  } catch {
    return null;
  }
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is a URL without path, query and credentials. */
export function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  );
}

/** Whether an origin is https, or on this machine; for `next dev` also in the local network, to try it with a phone. */
export function isSafe(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:' || isLoopback(hostname)) return true;
  return isDevelopment() && isPrivate(hostname);
}

function isPrivate(host: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(host) && ipaddr.IPv4.parse(host).range() === 'private';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * The hash parameters of a project as Firebase shows them, on one line or several:
 * `base64_signer_key: …, base64_salt_separator: Bw==, rounds: 8, mem_cost: 14`. Null when one is missing.
 */
export function readFirebaseConfig(text: string) {
  const find = (name: string) => new RegExp(`${name}["']?\\s*[:=]\\s*["']?([\\w+/=-]+)`).exec(text)?.[1] ?? '';
  const [signerKey, saltSeparator] = [find('signer_key'), find('salt_separator')];
  const [rounds, memoryCost] = [Number(find('rounds')), Number(find('mem_cost'))];
  const isKey = (countBytes(signerKey) ?? 0) >= 16 && countBytes(saltSeparator) !== null;
  const isComplete = isKey && rounds >= 1 && rounds <= 120 && memoryCost >= 1 && memoryCost <= 20;
  return isComplete ? { signerKey, saltSeparator, rounds, memoryCost } : null;
}
