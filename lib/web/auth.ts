import NextAuth, { AuthError, type NextAuthConfig } from 'next-auth';
import { env } from '@/lib/env';
import { log, logRepeatable, reasonOf } from '@/lib/log';
import { isTooBusy } from '@/lib/passwords/pool';
import * as sessions from '@/lib/users/sessions';
import { cookieName, cookieOptions, isHttps } from './cookies';
import { identityProviders } from './identity-providers';
import { rememberSignedIn } from './known-device';
import { admit, errorPage } from './provider-answer';
import { credentialsProviders, isOwnFailure, ownWork } from './providers';
import { readRequester } from './requester';
import { decodeSession, sessionCookieSeconds, sessionSecrets } from './session-cookie';

declare module 'next-auth' {
  interface Session {
    sessionId: string;
    /** See `SignedInUser`. */
    needsFactor: boolean;
    isRecovered: boolean;
    /** The database was unreachable, so the browser must be treated neither as signed in nor as signed out. */
    isUnchecked: boolean;
    /** When the open waiting period of the account ends, as an ISO date. */
    waitEndsAt: string | null;
  }
}

export const { auth, handlers, signIn, signOut } = NextAuth(configure);

function configure(): NextAuthConfig {
  // Without AUTH_URL next-auth builds its URLs from the Host header.
  process.env.AUTH_URL = env().APP_URL;
  return {
    providers: [...credentialsProviders, ...identityProviders()],
    secret: sessionSecrets(),
    trustHost: true,
    useSecureCookies: isHttps(),
    pages: { signIn: '/login', signOut: '/account', error: errorPage, verifyRequest: '/login' },
    session: { strategy: 'jwt', maxAge: sessionCookieSeconds },
    cookies: {
      sessionToken: { name: cookieName('session'), options: cookieOptions() },
      callbackUrl: { name: cookieName('callback'), options: cookieOptions() },
      csrfToken: { name: cookieName('csrf'), options: cookieOptions() },
      state: { name: cookieName('state'), options: cookieOptions() },
      pkceCodeVerifier: { name: cookieName('pkce'), options: cookieOptions() },
      nonce: { name: cookieName('nonce'), options: cookieOptions() },
    },
    jwt: { decode: decodeSession },
    callbacks: {
      signIn: ({ user, account, profile }) =>
        account?.type === 'oidc' || account?.type === 'oauth' ? ownWork(() => admit(user, account, profile)) : true,
      // Every read of the session asks the database, so that a session ended by a reset is over at the next request on every instance.
      // Only `user`, which a provider returns, may name a new session: the `session` of an update comes from the browser.
      jwt: async ({ token: { sub, sessionId }, user }) => {
        if (user) return user.id && user.sessionId ? { sub: user.id, sessionId: user.sessionId } : null;
        if (!sub || typeof sessionId !== 'string') return null;
        // A throw here would make next-auth delete the cookie: a short database outage would sign people out.
        const found = await sessions.find(sessionId).catch(reportUnchecked);
        if (found === 'failed') return { sub, sessionId, isUnchecked: true };
        if (found?.userId !== sub) return null;
        const { name, email, needsFactor, isRecovered, waitEndsAt } = found;
        return { sub, sessionId, name, email, needsFactor, isRecovered, waitEndsAt: waitEndsAt?.toISOString() };
      },
      session: ({ session, token: { sub, sessionId, isUnchecked, name, email, ...rest } }) => ({
        ...session,
        sessionId: typeof sessionId === 'string' ? sessionId : '',
        isUnchecked: isUnchecked === true,
        needsFactor: rest.needsFactor === true,
        isRecovered: rest.isRecovered === true,
        waitEndsAt: typeof rest.waitEndsAt === 'string' ? rest.waitEndsAt : null,
        user: { ...session.user, id: sub ?? '', name: name ?? '', email: email ?? '' },
      }),
    },
    events: {
      signIn: async ({ user }) => {
        if (user.owner && user.sessionId) await rememberSignedIn(user.owner, user.sessionId);
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

// A refused sign-in is already counted. Most other errors are malformed requests, which next-auth itself may fail on, even inside a
// provider's route: warnings. Only errors that our own code threw inside a provider or an event are logged as errors, and not even those
// that strangers can cause.
function report(error: Error): void {
  const type = error instanceof AuthError ? error.type : error.name;
  if (type === 'CredentialsSignin') return;
  // The message of any other error, such as a SyntaxError, may quote the request's body and with it a password.
  const reason = error instanceof AuthError ? `${type}: ${reasonOf(findCause(error))}` : type;
  const cause = findCause(error);
  if (isTooBusy(cause)) logRepeatable('warn', 'request put off', { reason });
  else if (type === 'EventError' || isOwnFailure(cause)) log('error', 'sign-in failed', { reason });
  else logRepeatable('warn', 'next-auth refused a request', { reason });
}

/** The error that our own code threw, unwrapped from next-auth's. */
export function findCause(error: unknown): unknown {
  return (error instanceof AuthError && error.cause?.err) || error;
}
