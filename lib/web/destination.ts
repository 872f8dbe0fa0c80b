import { env } from '@/lib/env';

const longest = 1000;

/**
 * A wish for where to go after signing in, as a path of this site; null for whatever would leave it (ASVS 3.7.2).
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
