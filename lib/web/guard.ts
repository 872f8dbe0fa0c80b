import { env } from '@/lib/env';

/** Paths whose callers are no browsers and prove themselves by other means. */
const selfAuthenticated = new Set(['/api/outbox', '/api/webhooks/resend']);

/** The headers of a request, with names in lower case. */
type Given = Pick<Headers, 'get' | 'has'>;

/** The same as `bodySizeLimit` in next.config.ts, past which Next.js answers with a bare 500. */
const largestBodyBytes = 64 * 1024;

/** Why a request goes no further, in the words of the dictionary. */
export type Refusal = {
  status: 400 | 403 | 405 | 411 | 413 | 415;
  reason: 'foreign' | 'method' | 'tooLarge' | 'unreadable';
};

/**
 * Turns a request away by its headers alone, before anything of it is read: what comes from another site, and what Next.js
 * would answer with a bare 500 or mistake for a visit. Null when it may pass.
 */
export function findRefusal(method: string, path: string, given: Given): Refusal | null {
  if (method === 'GET' || method === 'HEAD') return null;
  if (!isFromHere(method, path, given)) return { status: 403, reason: 'foreign' };
  if (method !== 'POST') return { status: 405, reason: 'method' };
  // A body without a length can be cut off only when it has grown too large. No browser sends a form like that.
  if (given.has('transfer-encoding')) return { status: 411, reason: 'unreadable' };
  if (Number(given.get('content-length') ?? 0) > largestBodyBytes) return { status: 413, reason: 'tooLarge' };
  const isForm = /^multipart\/form-data\s*;/i.test(given.get('content-type') ?? '');
  // Next.js would show the page, as if nothing had been sent.
  if (!path.startsWith('/api/') && !isForm && !given.has('next-action')) return { status: 415, reason: 'unreadable' };
  return null;
}

/** Whether a visit is to a page that only makes sense for signed-in user. */
export function requiresSignIn(method: string, path: string): boolean {
  return method === 'GET' && /^\/account(\/|$)/.test(path);
}

/**
 * Whether a request that may change something comes from this site (ASVS 3.5.1). Browsers say so in Sec-Fetch-Site;
 * a client that does not must name exactly this origin in Origin, or else in Referer (text browsers send only that).
 */
export function isFromHere(method: string, path: string, given: Given): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || selfAuthenticated.has(path)) return true;
  const site = given.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = given.get('origin');
  if (origin !== null) return origin === env().APP_URL;
  if (site !== null) return true;
  const referer = given.get('referer') ?? '';
  return URL.canParse(referer) && new URL(referer).origin === env().APP_URL;
}

/**
 * Whether next-auth can read this as the address to come back to. Given another one, in `callbackUrl` or in its cookie, it reports a
 * misconfigured site: with a 500, and with nobody signed in (https://github.com/nextauthjs/next-auth/pull/5782, closed unmerged).
 * auth.test.ts fails once next-auth does better, and C-080 where this is not asked first.
 */
export function isCallbackUrl(url: string): boolean {
  const base = url.startsWith('/') ? env().APP_URL : undefined;
  return url === '' || (URL.canParse(url, base) && /^https?:$/.test(new URL(url, base).protocol));
}
