import { env } from '@/lib/env';
import { largestFormBytes } from './body-limits';
import type { RouteRule } from './openings';
import * as site from './site';

/** Called by programs, which authenticate with a secret or a signature. */
const own: readonly RouteRule[] = [
  { path: '/api/outbox', isOpen: true },
  { path: '/api/webhooks/resend', isOpen: true },
];

type RequestHeaders = Pick<Headers, 'get' | 'has'>;

/** Why a request is refused; `reason` is a key of the dictionary's `refusal`. */
export type Refusal = {
  status: 400 | 403 | 405 | 411 | 413 | 415;
  reason: 'foreign' | 'method' | 'tooLarge' | 'unreadable';
  /** The methods that are allowed, of a 405. */
  allow?: string;
};

/**
 * Checks a request by its headers alone, before its body is read. Refuses requests from other sites, and those that Next.js would
 * answer with a bare 500 or treat as a page view. Null when it may pass.
 */
export function findRefusal(
  method: string,
  path: string,
  headers: RequestHeaders,
  routes: readonly RouteRule[] = site.routes,
): Refusal | null {
  if (method === 'GET' || method === 'HEAD') return null;
  const rule = findRule(path, routes);
  if (!rule?.isOpen && !isFromHere(method, headers)) return { status: 403, reason: 'foreign' };
  const methods: readonly string[] = rule?.methods ?? ['POST'];
  if (!methods.includes(method))
    return { status: 405, reason: 'method', allow: ['GET', 'HEAD', ...methods].join(', ') };
  // A body without a length can only be limited while it is read (`isTooLong`). No browser sends a form like that.
  if (headers.has('transfer-encoding') && !routes.some((route) => route === rule))
    return { status: 411, reason: 'unreadable' };
  const largestBytes = rule?.maxBodyBytes ?? largestFormBytes;
  if (Number(headers.get('content-length') ?? 0) > largestBytes) return { status: 413, reason: 'tooLarge' };
  const isForm = /^multipart\/form-data\s*;/i.test(headers.get('content-type') ?? '');
  // Next.js would render the page, as if nothing had been submitted.
  if (!path.startsWith('/api/') && !isForm && !headers.has('next-action')) return { status: 415, reason: 'unreadable' };
  return null;
}

function findRule(path: string, routes: readonly RouteRule[]): RouteRule | undefined {
  return [...own, ...routes].find((rule) =>
    rule.path.endsWith('/*') ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path,
  );
}

/** Reads a body that doesn't tell its length, until it is longer than its route allows. */
export async function isTooLong(path: string, body: ReadableStream<Uint8Array>): Promise<boolean> {
  const largestBytes = findRule(path, site.routes)?.maxBodyBytes ?? largestFormBytes;
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > largestBytes) return true;
  }
  return false;
}

/** Whether a request is for a page that requires a signed-in user. */
export function requiresSignIn(method: string, path: string): boolean {
  return method === 'GET' && /^\/account(\/|$)/.test(path);
}

/**
 * Whether a state-changing request comes from this site (ASVS 3.5.1). Browsers send Sec-Fetch-Site; other clients must send exactly
 * this origin in Origin, or else in Referer (text browsers send only that).
 */
export function isFromHere(method: string, headers: RequestHeaders): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true;
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
