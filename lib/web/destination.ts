import { env } from '@/lib/env';

const longest = 1000;

/**
 * A local path to come back to after signing in (`?next=`); null for anything that would leave this site (ASVS 3.7.2).
 * The URL parser judges, as a browser would: "/\evil", "//evil" and "/", a tab, "/evil" are other hosts.
 */
export function findLocalPath(wish: unknown): string | null {
  if (typeof wish !== 'string' || !wish.startsWith('/') || wish.length > longest) return null;
  const { APP_URL } = env();
  const url = URL.canParse(wish, APP_URL) ? new URL(wish, APP_URL) : null;
  // "/.//evil" is of this site as an address, but what is left of it as a path would leave.
  if (url?.origin !== APP_URL || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search;
}

/** The sign-in page that leads on to a local path. */
export function signInPath(next: string | null | undefined): string {
  return withNext('/login', next);
}

/** A page of this site that hands on where to come back to. `next` must come from `findLocalPath`. */
export function withNext(page: string, next: string | null | undefined): string {
  return next ? `${page}?next=${encodeURIComponent(next)}` : page;
}
