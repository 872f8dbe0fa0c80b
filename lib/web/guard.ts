import { env } from '@/lib/env';

/** Paths called by programs, which authenticate with a secret or a signature. */
const selfAuthenticated = new Set(['/api/outbox', '/api/webhooks/resend']);

type RequestHeaders = Pick<Headers, 'get' | 'has'>;

/** Equal to `bodySizeLimit` in next.config.ts, beyond which Next.js answers with a bare 500. */
const largestBodyBytes = 64 * 1024;

/** Why a request is refused; `reason` is a key of the dictionary's `refusal`. */
export type Refusal = {
  status: 400 | 403 | 405 | 411 | 413 | 415;
  reason: 'foreign' | 'method' | 'tooLarge' | 'unreadable';
};

/**
 * Checks a request by its headers alone, before its body is read. Refuses requests from other sites, and those that Next.js would
 * answer with a bare 500 or treat as a page view. Null when it may pass.
 */
export function findRefusal(method: string, path: string, headers: RequestHeaders): Refusal | null {
  if (method === 'GET' || method === 'HEAD') return null;
  if (!isFromHere(method, path, headers)) return { status: 403, reason: 'foreign' };
  if (method !== 'POST') return { status: 405, reason: 'method' };
  // A body without a length can only be limited while it is read. No browser sends a form like that.
  if (headers.has('transfer-encoding')) return { status: 411, reason: 'unreadable' };
  if (Number(headers.get('content-length') ?? 0) > largestBodyBytes) return { status: 413, reason: 'tooLarge' };
  const isForm = /^multipart\/form-data\s*;/i.test(headers.get('content-type') ?? '');
  // Next.js would render the page, as if nothing had been submitted.
  if (!path.startsWith('/api/') && !isForm && !headers.has('next-action')) return { status: 415, reason: 'unreadable' };
  return null;
}

/** Whether a request is for a page that requires a signed-in user. */
export function requiresSignIn(method: string, path: string): boolean {
  return method === 'GET' && /^\/account(\/|$)/.test(path);
}

/**
 * Whether a state-changing request comes from this site (ASVS 3.5.1). Browsers send Sec-Fetch-Site; other clients must send exactly
 * this origin in Origin, or else in Referer (text browsers send only that).
 */
export function isFromHere(method: string, path: string, headers: RequestHeaders): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || selfAuthenticated.has(path)) return true;
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.get('origin');
  if (origin !== null) return origin === env().APP_URL;
  if (site !== null) return true;
  const referer = headers.get('referer') ?? '';
  return URL.canParse(referer) && new URL(referer).origin === env().APP_URL;
}

/**
 * Whether next-auth can parse this as a callback URL. For any other, in `callbackUrl` or in its cookie, it reports a misconfigured
 * site with a 500 and signs no one in (https://github.com/nextauthjs/next-auth/pull/5782, closed unmerged).
 * auth.test.ts fails once next-auth handles it; C-080 fails where this check is missing.
 */
export function isCallbackUrl(url: string): boolean {
  const base = url.startsWith('/') ? env().APP_URL : undefined;
  return url === '' || (URL.canParse(url, base) && /^https?:$/.test(new URL(url, base).protocol));
}
