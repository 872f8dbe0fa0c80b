import type { NextRequest } from 'next/server';
import { pages } from '@/lib/mailed-links';
import * as token from '@/lib/token';
import { type CookieName, cookieName } from './cookies';
import { findSessionId } from './session-cookie';

/** The purposes of the tokens that an owner may have, by the cookie and the page that they arrive in. */
const places: [CookieName, page: string | null, token.Purpose[]][] = [
  ['device', null, ['device']],
  ['sign-in', null, ['sign-in']],
  ['reset', pages.reset, ['reset']],
  ['confirm', pages.confirm, ['confirm']],
  ['address', pages.address, ['address', 'backup']],
  ['not-me', pages['not-me'], ['not-me', 'deny']],
];

/**
 * What a request shows that strangers don't have: a session, a known device, or a link of an email. By its signature and expiry alone:
 * whether it still counts for anything else, the page decides. Also whether a program asks how the site is.
 * @returns what is the same for all requests with this proof, or null
 */
export async function findQueueKey(request: NextRequest): Promise<string | null> {
  const { pathname } = request.nextUrl;
  if (pathname.startsWith('/api/health/')) return 'health';
  for (const [cookie, page, purposes] of places) {
    const opened = page && pathname.startsWith(`${page}/`) ? token.extract(pathname) : '';
    for (const given of [opened, request.cookies.get(cookieName(cookie))?.value]) {
      const subject = given && (await findSubject(given, purposes));
      if (subject) return subject;
    }
  }
  const sessionId = request.cookies.has(cookieName('session')) && (await findSessionId(request));
  return sessionId || null;
}

async function findSubject(given: string, purposes: token.Purpose[]): Promise<string | null> {
  for (const purpose of purposes) {
    const result = await token.verify(purpose, given);
    if (result.outcome === 'valid') return result.claims.subject;
  }
  return null;
}
