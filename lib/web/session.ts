import { redirect } from 'next/navigation';
import { cache } from 'react';
import { dropCookie, readCookie } from './cookies';
import { signInPath } from './destination';
import { readHere } from './here';
import { rememberDevice } from './origin';

/** Somebody who is signed in. */
export type Visitor = { accountId: string; sessionId: string; name: string; email: string };

/** Who is signed in in this browser, by the sessions table; null for nobody. Asked once for each answer. */
export const findVisitor = cache(async (): Promise<Visitor | null> => {
  if ((await readCookie('session')) === null) return null;
  const { auth } = await keeper();
  const session = await auth();
  if (session?.isUnchecked) throw new Error('The database could not say who is signed in.');
  // Not the truth of the session object: a broken configuration gives one too.
  const { id, name, email } = session?.user ?? {};
  return session && id && email ? { accountId: id, sessionId: session.sessionId, name: name ?? '', email } : null;
});

/** Who is signed in; sends everybody else to the sign-in page, which brings them back here. For pages and actions. */
export async function requireVisitor(): Promise<Visitor> {
  return (await findVisitor()) ?? redirect(signInPath(await readHere()));
}

/** Gives this browser the cookie of a session that lib/sessions has started, and remembers the device for its owner. */
export async function openSession(session: { accountId: string; sessionId: string; owner: string }): Promise<void> {
  const { grant, signIn } = await keeper();
  await signIn('credentials', { grant: await grant(session), redirect: false });
  await rememberDevice(session.owner);
}

/** Takes the session cookie away from this browser. */
export async function closeSession(): Promise<void> {
  const { signOut } = await keeper();
  await signOut({ redirect: false });
  // Where next-auth would lead people back to; we never ask it, and nobody who is signed out should carry it about.
  await dropCookie('callback');
}

// next-auth is large, and who comes without a session has no use for it.
const keeper = () => import('./auth');
