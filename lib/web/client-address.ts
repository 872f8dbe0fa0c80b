import { isIP } from 'node:net';
import { type Env, env } from '@/lib/env';
import { log } from '@/lib/log';
import { shareInProcess } from '@/lib/process';

/**
 * The client's IP address according to the socket and the trusted proxies; empty when it can't be read. Each proxy appends the address
 * it saw on the right, so the client's is TRUSTED_PROXIES places from the right; the client can forge everything further left.
 * @param peer the address at the other end of the socket; empty when it is not known
 */
export function clientAddress(given: Headers, peer: string, settings = env()): string {
  const hop = findHop(given, peer, settings);
  const address = parseHop(hop);
  if (!address) warnOnce(hop);
  return address;
}

function findHop(given: Headers, peer: string, { TRUSTED_PROXIES, VERCEL }: Env): string {
  // Vercel's edge sets this header itself and drops the client's.
  if (VERCEL) return given.get('x-real-ip')?.trim() ?? '';
  const forwarded = (given.get('x-forwarded-for') ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  const hops = [...forwarded, peer];
  return hops[Math.max(0, hops.length - 1 - TRUSTED_PROXIES)] ?? '';
}

/**
 * The IP address of an entry of X-Forwarded-For. Azure's gateways, IIS and some load balancers append the port, others write brackets,
 * quotes (RFC 7239) or the zone of an interface. An IPv6 address with a port but without brackets is read only when it has all eight
 * groups, because "2001:db8::1:443" is an address itself.
 */
function parseHop(hop: string): string {
  const unquoted = /^"(.*)"$/.exec(hop)?.[1]?.trim() ?? hop;
  const candidates = [unquoted, ...withPort.map((form) => form.exec(unquoted)?.[1] ?? '')];
  // Strict, unlike ipaddr.js, which would read "1" and "010.0.0.1" as addresses of another notation.
  return candidates.map((candidate) => candidate.replace(/%[\w.-]*$/, '')).find((address) => isIP(address) > 0) ?? '';
}

const withPort = [
  /^\[([^\]]*)\](?::\d{0,5})?$/,
  // An IPv4 address, also one mapped into IPv6.
  /^(.*\d\.\d{1,3}\.\d{1,3}):\d{0,5}$/,
  /^((?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?:%[\w.-]*)?):\d{0,5}$/i,
];

// Once per process: a client outside of the trusted proxies can repeat it.
function warnOnce(hop: string): void {
  if (warned.isDone) return;
  warned.isDone = true;
  log('warn', 'client address not read', {
    given: hop.slice(0, 60).replaceAll(/[^\w.:%[\]-]/g, '?'),
    fix: 'all such clients share one rate limit: set TRUSTED_PROXIES to the number of your proxies, and let each append an IP address to X-Forwarded-For',
  });
}

const warned = shareInProcess('client-address-warning', () => ({ isDone: false }));
