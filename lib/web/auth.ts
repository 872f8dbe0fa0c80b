import NextAuth, { AuthError, type NextAuthConfig } from 'next-auth';
import { env } from '@/lib/env';
import { log, reasonOf } from '@/lib/log';
import * as sessions from '@/lib/users/sessions';
import { cookieName, cookieOptions, isHttps } from './cookies';
import { providers } from './providers';
import { readRequester, rememberDevice } from './requester';
import { decodeSession, sessionCookieSeconds, sessionSecrets } from './session-cookie';

declare module 'next-auth' {
  interface Session {
    sessionId: string;
    /** The database could not be asked. Nobody may be taken for signed in, nor for signed out. */
    isUnchecked: boolean;
  }
}

export const { auth, handlers, signIn, signOut } = NextAuth(configure);

function configure(): NextAuthConfig {
  // next-auth builds its addresses from the Host header unless the environment names one.
  process.env.AUTH_URL = env().APP_URL;
  return {
    providers,
    secret: sessionSecrets(),
    trustHost: true,
    useSecureCookies: isHttps(),
    pages: { signIn: '/login', signOut: '/account', error: '/login', verifyRequest: '/login' },
    session: { strategy: 'jwt', maxAge: sessionCookieSeconds },
    cookies: {
      sessionToken: { name: cookieName('session'), options: cookieOptions() },
      callbackUrl: { name: cookieName('callback'), options: cookieOptions() },
      csrfToken: { name: cookieName('csrf'), options: cookieOptions() },
    },
    jwt: { decode: decodeSession },
    callbacks: {
      // Every look at the session asks the database: what a reset has ended is ended at the next request, on every instance.
      // Only `user`, which a provider returns, names a new session: `session` of an update comes from the browser.
      jwt: async ({ token: { sub, sessionId }, user }) => {
        if (user) return user.id && user.sessionId ? { sub: user.id, sessionId: user.sessionId } : null;
        if (!sub || typeof sessionId !== 'string') return null;
        // A throw here would make next-auth delete the cookie: a short failure of the database would sign people out.
        const found = await sessions.find(sessionId).catch(reportUnchecked);
        if (found === 'failed') return { sub, sessionId, isUnchecked: true };
        return found?.userId === sub ? { sub, sessionId, name: found.name, email: found.email } : null;
      },
      session: ({ session, token: { sub, sessionId, isUnchecked, name, email } }) => ({
        ...session,
        sessionId: typeof sessionId === 'string' ? sessionId : '',
        isUnchecked: isUnchecked === true,
        user: { ...session.user, id: sub ?? '', name: name ?? '', email: email ?? '' },
      }),
    },
    events: {
      signIn: async ({ user }) => {
        if (user.owner) await rememberDevice(user.owner);
      },
      signOut: async (message) => {
        const { sub, sessionId } = ('token' in message && message.token) || {};
        if (sub && typeof sessionId === 'string') await sessions.end(sub, sessionId, await readRequester());
      },
    },
    // next-auth's own logger prints a stack for each refused sign-in.
    logger: { error: report, warn: () => undefined, debug: () => undefined },
  };
}

function reportUnchecked(error: unknown): 'failed' {
  log('error', 'session not checked', { reason: reasonOf(error) });
  return 'failed';
}

// A refused sign-in is an audit event already. What is left is mostly malformed requests, which are no reason to wake an
// operator, except what our own code threw inside a provider or an event.
function report(error: Error): void {
  const type = error instanceof AuthError ? error.type : error.name;
  if (type === 'CredentialsSignin') return;
  // The message of any other error, such as a SyntaxError, may quote the request's body and with it a password.
  const reason = error instanceof AuthError ? `${type}: ${reasonOf(findCause(error))}` : type;
  const isOurs = type === 'CallbackRouteError' || type === 'EventError';
  log(isOurs ? 'error' : 'warn', isOurs ? 'sign-in failed' : 'next-auth refused a request', { reason });
}

/** What our own code threw, where next-auth has wrapped it. */
export function findCause(error: unknown): unknown {
  return (error instanceof AuthError && error.cause?.err) || error;
}
