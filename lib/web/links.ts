import { headers } from 'next/headers';
import { addressLinkLifetimeMinutes, confirmLifetimeHours, pages, resetLifetimeMinutes } from '@/lib/mailed-links';
import * as token from '@/lib/token';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { areCookiesDropped, withMark } from './kept-cookies';

/** The kinds of emailed links. An opened link's token is kept in an HttpOnly cookie, out of the address bar, history and Referer. */
type Kind = 'reset' | 'confirm' | 'address' | 'not-me';

const storedSeconds = {
  reset: resetLifetimeMinutes * 60,
  confirm: confirmLifetimeHours * 3600,
  address: addressLinkLifetimeMinutes * 60,
  // The link itself works for seven days; opened again it is stored again.
  'not-me': 3600,
};

/** Links of another purpose that lead to the same page. */
const others = { reset: null, confirm: null, address: 'backup', 'not-me': 'deny' } as const;

/**
 * Answers an emailed link: moves its token into a cookie and redirects to its page. Never uses the link up, so mail scanners may
 * fetch it any number of times. For an invalid token the cookie is removed, and the page says so.
 */
export async function openLink(kind: Kind, received: string): Promise<Response> {
  const secret = token.extract(received);
  const other = others[kind];
  const claims = (await token.findClaims(kind, secret)) ?? (other && (await token.findClaims(other, secret)));
  if (claims) await storeLink(kind, secret);
  else await dropCookie(kind);
  // Text browsers, which lack this header, send no Referer from a page with a query, and their forms are known by that (guard.ts).
  const isMarked = claims && (await headers()).has('sec-fetch-site');
  const location = isMarked ? withMark(pages[kind], 'email') : pages[kind];
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}

/** Stores a link's token in this browser, as opening the link does. */
export function storeLink(kind: Kind, secret: string): Promise<void> {
  return writeCookie(kind, secret, storedSeconds[kind]);
}

/** The token of the link opened last in this browser; empty, and so never valid, when there is none. */
export async function readLink(kind: Kind): Promise<string> {
  return (await readCookie(kind)) ?? '';
}

/** Removes the stored link, after it was used. */
export function dropLink(kind: Kind): Promise<void> {
  return dropCookie(kind);
}

/** The browser came from a valid link and kept no cookie of it: the site needs cookies. */
export type Cookieless = { state: 'cookieless' };

/** Null, unless this browser has just opened a link of this kind and kept no cookie. */
export async function findCookieless(kind: Kind): Promise<Cookieless | null> {
  return (await areCookiesDropped('email', storedSeconds[kind])) ? { state: 'cookieless' } : null;
}
