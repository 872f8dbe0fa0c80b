import { env } from '@/lib/env';
import { hasCookies } from './cookies';
import { readCurrentPath } from './current-path';

// Some browsers, and proxies in front of a site, drop its cookies. A redirect that sets one therefore carries a mark: what it was and
// when. Without a cookie of ours, the next page then says that the site needs cookies, not that the link is broken or nothing at all.
// The mark holds no secret, and a forged one changes only that sentence.

/** What set the cookie: a link of an email, or signing in. */
type Cause = 'email' | 'sign-in';

const [causeName, timeName] = ['from', 'at'];

/** Adds the mark to a path of this site, for a redirect that sets a cookie. */
export function withMark(path: string, cause: Cause): string {
  const mark = new URLSearchParams({ [causeName]: cause, [timeName]: String(now()) });
  return `${path}${path.includes('?') ? '&' : '?'}${mark}`;
}

/** Whether a path carries the mark of this cause, made within the last `seconds`, in which its cookie can't have expired. */
export function isMarked(path: string, cause: Cause, seconds: number): boolean {
  const { searchParams } = new URL(path, env().APP_URL);
  const age = now() - Number(searchParams.get(timeName) || Number.NaN);
  return searchParams.get(causeName) === cause && age >= -60 && age < seconds;
}

/** How long the sign-in page says so. */
const signInSeconds = 300;

/**
 * Adds the mark to the sign-in page to which a request without a session is redirected, if its browser brought no cookie at all and comes
 * from a page of this site: the only way there is signing in.
 */
export function markLostSignIn(signIn: string, headers: Pick<Headers, 'get'>, isBare: boolean): string {
  const follows = headers.get('sec-fetch-site') === 'same-origin';
  return isBare && follows ? withMark(signIn, 'sign-in') : signIn;
}

/** Whether the current page follows such a redirect and its browser sent none of our cookies. */
export async function areCookiesDropped(cause: Cause, seconds = signInSeconds): Promise<boolean> {
  return isMarked((await readCurrentPath()) ?? '/', cause, seconds) && !(await hasCookies());
}

const now = () => Math.floor(Date.now() / 1000);
