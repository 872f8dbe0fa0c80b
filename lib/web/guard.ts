import { env } from '@/lib/env';

/** Paths whose callers are no browsers and prove themselves by other means. */
const selfAuthenticated = new Set(['/api/outbox', '/api/webhooks/resend']);

/**
 * Whether a request that may change something comes from this site (ASVS 3.5.1). Browsers say so in Sec-Fetch-Site;
 * a client that does not must name exactly this origin in Origin, or else in Referer (text browsers send only that).
 */
export function isFromHere(method: string, path: string, given: Headers): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || selfAuthenticated.has(path)) return true;
  const site = given.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = given.get('origin');
  if (origin !== null) return origin === env().APP_URL;
  if (site !== null) return true;
  const referer = given.get('referer') ?? '';
  return URL.canParse(referer) && new URL(referer).origin === env().APP_URL;
}
