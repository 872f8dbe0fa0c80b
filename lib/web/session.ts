import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Requester } from '@/lib/requester';
import { auth, findCause, signIn, signOut } from './auth';
import { readCookie } from './cookies';
import { readCurrentPath } from './current-path';
import { withNext } from './destination';
import { readRequester } from './requester';
import { signInFrom } from './sign-in-redirect';
import { landingPage } from './site';
import { clearSiteData } from './status';

export type SignedInUser = {
  userId: string;
  sessionId: string;
  name: string;
  email: string;
  /** A second factor is enrolled, and was not given in this session in the last ten minutes. */
  needsFactor: boolean;
  /** Has come back by a reset link, and not looked through what is enrolled. */
  isRecovered: boolean;
  /** When the waiting period of the account ends, if someone has opened one. */
  waitEndsAt: Date | null;
};

/** The signed-in user of this browser according to the sessions table, or null. Looked up once per response. Throws when the database is unreachable. */
export const findUser = cache(async (): Promise<SignedInUser | null> => {
  if ((await readCookie('session')) === null) return null;
  const session = await auth();
  if (session?.isUnchecked) throw new Error('The session could not be looked up.');
  // Don't test `session` alone: a broken configuration returns an object too.
  const { id, name, email } = session?.user ?? {};
  if (!session || !id || !email) return null;
  const { sessionId, needsFactor, isRecovered } = session;
  const waitEndsAt = session.waitEndsAt === null ? null : new Date(session.waitEndsAt);
  return { userId: id, sessionId, name: name ?? '', email, needsFactor, isRecovered, waitEndsAt };
});

/** The signed-in user; redirects anyone else to the sign-in page, which leads back here. For pages and actions. */
export async function requireUser(): Promise<SignedInUser> {
  return (await findUser()) ?? redirect(signInFrom(await readCurrentPath()));
}

/** The signed-in user, for pages that change the ways into the account: asks for the second factor before their form is filled in. */
export async function requireFreshFactor(): Promise<SignedInUser> {
  const user = await requireUser();
  return user.needsFactor ? askForFactor() : user;
}

/** The requester of a signed-in user, with the session: what asks for the current password needs it. */
export async function readSignedIn({ sessionId }: SignedInUser): Promise<Requester> {
  return { ...(await readRequester()), sessionId };
}

/** Leads a signed-in user to where the second factor is given, and back here. */
export async function askForFactor(): Promise<never> {
  redirect(withNext('/login/verify', await readCurrentPath()));
}

/** Leads a signed-in user without a password back to the page, which asks to sign in again before anything changes. */
export async function askToSignInAgain(): Promise<never> {
  redirect((await readCurrentPath()) ?? '/account');
}

/**
 * Signs in through a provider of providers.ts and sets the cookie of the new session.
 * @param Refused the class that the provider throws to refuse
 * @returns the refusal's result, or "opened"
 */
export async function openSession<Result>(
  provider: 'password' | 'second-factor' | 'passkey' | 'confirmation' | 'password-change',
  credentials: Record<string, string>,
  Refused: new (result: Result) => { result: Result },
): Promise<Result | { outcome: 'opened' }> {
  const before = await readCookie('session');
  try {
    // Without redirectTo next-auth would use the Referer, which the client controls.
    await signIn(provider, { ...credentials, redirect: false, redirectTo: landingPage });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw findCause(error);
  }
  // signIn doesn't throw for every failure, for example not for a request with the header X-Auth-Return-Redirect.
  if ((await readCookie('session')) === before) throw new Error('next-auth opened no session.');
  return { outcome: 'opened' };
}

/** Removes this browser's session cookie, ends the session, and lets the browser drop what it keeps of this site. */
export async function closeSession(): Promise<void> {
  // next-auth would set its callback cookie in a browser that has no session to close.
  if ((await readCookie('session')) === null) return;
  clearSiteData();
  await signOut({ redirect: false, redirectTo: '/account' });
}
