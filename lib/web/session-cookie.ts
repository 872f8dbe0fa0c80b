import { decode, getToken, type JWT, type JWTDecodeParams } from 'next-auth/jwt';
import { env } from '@/lib/env';
import * as token from '@/lib/token';
import { cookieName } from './cookies';

/**
 * How long next-auth keeps a session cookie: as long as browsers do. The sessions row decides how long a session lives, by the
 * database's clock; next-auth compares with the clock of the process, which may be wrong.
 */
export const sessionCookieSeconds = 400 * 86_400;

/** The secrets of session cookies: next-auth encrypts with the first and decrypts with any. */
export function sessionSecrets(): string[] {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS } = env();
  return [AUTH_SECRET, ...AUTH_SECRET_PREVIOUS];
}

/**
 * Reads a session cookie: next-auth's encrypted JWT, or the signed one that version 0.1.0 issued.
 * Remove the latter in 0.5.0, with the purpose "session" of lib/token.ts. A session lasts 30 days at most, so none of 0.1.0 is left by
 * 2026-12-28.
 */
export async function decodeSession(params: JWTDecodeParams): Promise<JWT | null> {
  const old = params.token ? await token.findClaims('session', params.token) : null;
  return old ? { sub: old.subject, sessionId: old.id } : decode(params);
}

/** The session id in a request's cookie, or null. The cookie is authentic, but the session's row may be gone. */
export async function findSessionId(request: Pick<Request, 'headers'>): Promise<string | null> {
  const content = await getToken({
    req: request,
    secret: sessionSecrets(),
    cookieName: cookieName('session'),
    decode: decodeSession,
  });
  return typeof content?.sessionId === 'string' ? content.sessionId : null;
}
