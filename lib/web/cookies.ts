import { cookies } from 'next/headers';
import { env } from '@/lib/env';

/** The cookies of this site. */
export type CookieName =
  | 'session'
  | 'callback'
  | 'csrf'
  | 'ticket'
  | 'registration'
  | 'enrolment'
  | 'replacement'
  | 'reset'
  | 'confirm'
  | 'address'
  | 'not-me'
  | 'sign-in'
  | 'factor'
  | 'device'
  | 'passkey'
  | 'provider'
  | 'identity'
  | 'state'
  | 'pkce'
  | 'nonce'
  | 'language';

// Decided by APP_URL alone, because a request's own headers can be forged.
export const isHttps = () => env().APP_URL.startsWith('https:');

/** The full name of a cookie: under https with the prefix that binds it to this host and to https (ASVS 3.3.1). */
export function cookieName(name: CookieName): string {
  return `${isHttps() ? '__Host-' : ''}return-key.${name}`;
}

/** Attributes of every cookie of this site. SameSite=Lax, because people arrive by links in emails. */
export function cookieOptions() {
  return { httpOnly: true, secure: isHttps(), sameSite: 'lax', path: '/' } as const;
}

/** Whether the request brought any cookie of this site. */
export async function hasCookies(): Promise<boolean> {
  const [prefix] = cookieName('session').split('session');
  return (await cookies()).getAll().some(({ name }) => name.startsWith(prefix ?? name));
}

/** The value of a cookie, or null. */
export async function readCookie(name: CookieName): Promise<string | null> {
  return (await cookies()).get(cookieName(name))?.value ?? null;
}

/** Sets a cookie. Works only in an action or a route handler. */
export async function writeCookie(name: CookieName, value: string, maxAgeSeconds: number): Promise<void> {
  (await cookies()).set(cookieName(name), value, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

/** Removes a cookie. Works only in an action or a route handler. */
export async function dropCookie(name: CookieName): Promise<void> {
  (await cookies()).set(cookieName(name), '', { ...cookieOptions(), maxAge: 0 });
}
