import { env } from '@/lib/env';

const maxLength = 1000;

/**
 * A local path to come back to after signing in (`?next=`); null for anything that would leave this site (ASVS 3.7.2).
 * Uses the URL parser, as browsers do: "/\evil", "//evil" and "/", a tab, "/evil" lead to other hosts.
 */
export function findLocalPath(value: unknown): string | null {
  if (typeof value !== 'string' || !value.startsWith('/') || value.length > maxLength) return null;
  const { APP_URL } = env();
  const url = URL.canParse(value, APP_URL) ? new URL(value, APP_URL) : null;
  // "/.//evil" is a URL of this site, but its pathname is "//evil", which leads to another host.
  if (url?.origin !== APP_URL || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search;
}

/** The sign-in page, which continues to a local path after signing in. */
export function signInPath(next: string | null | undefined): string {
  return withNext('/login', next);
}

/** Adds `?next=` to a page of this site. `next` must come from `findLocalPath`. */
export function withNext(page: string, next: string | null | undefined): string {
  return next ? `${page}?next=${encodeURIComponent(next)}` : page;
}
