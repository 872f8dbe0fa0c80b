import type { Words } from './index';
import { isolate } from './language';

/** Translates a stored device, such as "Firefox on Linux". */
export function sayDevice({ device: join, unknownDevice }: Words, device: string): string {
  const [, browser, system] = /^(.+) on (.+)$/.exec(device) ?? [];
  return browser && system ? join(browser, system) : device || unknownDevice;
}

/**
 * A stored network as the IP address that people know: "203.0.113.24", and "2001:db8:1:2::…" for the /64 of an IPv6 address.
 * Empty for what came over no network, such as a command of an operator.
 */
export function sayIpAddress(words: Words, network: string): string {
  if (network === '::/64' || network.startsWith('127.')) return words.thisComputer;
  if (network === 'unknown') return words.unknownIpAddress;
  if (!/[.:]/.test(network)) return '';
  return isolate(words, network.replace(/::\/64$/, '::…'));
}
