import { redirect } from 'next/navigation';
import { cache } from 'react';
import { auth, findCause, signIn, signOut } from './auth';
import { readCookie } from './cookies';
import { readCurrentPath } from './current-path';
import { signInPath } from './destination';

/** Somebody who is signed in. */
export type SignedInUser = { userId: string; sessionId: string; name: string; email: string };

/** Who is signed in in this browser, by the sessions table; null for nobody. Asked once for each answer. */
export const findUser = cache(async (): Promise<SignedInUser | null> => {
  if ((await readCookie('session')) === null) return null;
  const session = await auth();
  if (session?.isUnchecked) throw new Error('The database could not say who is signed in.');
  // Not the truth of the session object: a broken configuration gives one too.
  const { id, name, email } = session?.user ?? {};
  return session && id && email ? { userId: id, sessionId: session.sessionId, name: name ?? '', email } : null;
});

/** Who is signed in; sends everybody else to the sign-in page, which brings them back here. For pages and actions. */
export async function requireUser(): Promise<SignedInUser> {
  return (await findUser()) ?? redirect(signInPath(await readCurrentPath()));
}

/**
 * Signs in by a provider of providers.ts, which gives this browser the cookie of the new session.
 * @returns what the provider refused with, see its class there, or "opened"
 */
export async function openSession<Result>(
  provider: 'password' | 'confirmation' | 'password-change',
  credentials: Record<string, string>,
  Refused: new (result: Result) => { result: Result },
): Promise<Result | { outcome: 'opened' }> {
  const before = await readCookie('session');
  try {
    // Without redirectTo next-auth would take the Referer, which may be anything.
    await signIn(provider, { ...credentials, redirect: false, redirectTo: '/account' });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw findCause(error);
  }
  // signIn returns where others would throw, for example to a request with the header X-Auth-Return-Redirect.
  if ((await readCookie('session')) === before) throw new Error('next-auth opened no session.');
  return { outcome: 'opened' };
}

/** Takes the session cookie away from this browser, and ends its session. */
export async function closeSession(): Promise<void> {
  // next-auth would set its callback cookie in a browser that has no session to close.
  if ((await readCookie('session')) === null) return;
  await signOut({ redirect: false, redirectTo: '/account' });
}
