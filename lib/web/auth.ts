import NextAuth, { type NextAuthConfig } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { env } from '@/lib/env';
import { log, reasonOf } from '@/lib/log';
import * as sessions from '@/lib/sessions';
import * as token from '@/lib/token';
import { cookieName, cookieOptions, isHttps } from './cookies';

declare module 'next-auth' {
  interface Session {
    sessionId: string;
    /** The database could not be asked. Nobody may be taken for signed in, nor for signed out. */
    isUnchecked: boolean;
  }
}

const longestSeconds = sessions.longestDays * 86_400;
const grantSeconds = 60;

/**
 * next-auth keeps the cookie; who may have one is decided in lib/sessions. A grant is a signed note of that decision, which only
 * lib/web can write: the public callback of next-auth can therefore be used neither to guess passwords nor to go around the limits.
 */
export function grant(session: { accountId: string; sessionId: string }): Promise<string> {
  return token.issue('sign-in', { subject: session.accountId, id: session.sessionId }, grantSeconds);
}

export const { auth, handlers, signIn, signOut } = NextAuth(configure);

function configure(): NextAuthConfig {
  // next-auth builds its addresses from the Host header unless the environment names one.
  process.env.AUTH_URL = env().APP_URL;
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS } = env();
  return {
    secret: [AUTH_SECRET, ...AUTH_SECRET_PREVIOUS],
    trustHost: true,
    useSecureCookies: isHttps(),
    pages: { signIn: '/login', error: '/login', signOut: '/account' },
    session: { strategy: 'jwt', maxAge: longestSeconds },
    cookies: {
      sessionToken: { name: cookieName('session'), options: cookieOptions() },
      callbackUrl: { name: cookieName('callback'), options: cookieOptions() },
      csrfToken: { name: cookieName('csrf'), options: cookieOptions() },
    },
    jwt: {
      encode: ({ token: content }) =>
        token.issue('session', { subject: content?.sub ?? '', id: content?.jti ?? '' }, longestSeconds),
      // The row decides how long a session lives, by the database's clock; here only the signature counts.
      decode: async ({ token: cookie }) => {
        const claims = cookie ? await token.findClaims('session', cookie) : null;
        return claims ? { sub: claims.subject, jti: claims.id } : null;
      },
    },
    providers: [Credentials({ credentials: { grant: {} }, authorize: ({ grant: note }) => redeem(note) })],
    callbacks: {
      // Every look at the session asks the database: what a reset has ended is ended at the next request, on every instance.
      jwt: async ({ token: content, user }) => {
        if (user) return { sub: user.id ?? '', jti: user.image ?? '' };
        if (!content.jti) return null;
        // A throw here would make next-auth take the cookie away: a short failure of the database would sign people out.
        const visitor = await sessions.find(content.jti).catch(reportFailure);
        if (visitor === 'failed') return { ...content, isUnchecked: true };
        return visitor && visitor.accountId === content.sub
          ? { ...content, name: visitor.name, email: visitor.email }
          : null;
      },
      session: ({ session, token: content }) => ({
        ...session,
        sessionId: content.jti ?? '',
        isUnchecked: content.isUnchecked === true,
        user: { ...session.user, id: content.sub ?? '', name: content.name ?? '', email: content.email ?? '' },
      }),
    },
    // Its own logger prints a stack for each refused sign-in.
    logger: {
      error: (error) => log('error', 'sign-in not set up', { reason: reasonOf(error) }),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

function reportFailure(error: unknown): 'failed' {
  log('error', 'session not checked', { reason: reasonOf(error) });
  return 'failed';
}

async function redeem(note: unknown) {
  const result = typeof note === 'string' ? await token.verify('sign-in', note) : null;
  if (result?.outcome !== 'valid') return null;
  // next-auth hands on only the fields of its own user type; the session's id travels in one that is not used here.
  return { id: result.claims.subject, image: result.claims.id };
}
