import { headers } from 'next/headers';
import type { Account, Profile, User } from 'next-auth';
import { findProvider } from '@/lib/identity-providers';
import { logRepeatable } from '@/lib/log';
import * as identities from '@/lib/users/identity-sign-ins';
import type { Claims } from '@/lib/users/known-identities';
import { cookieName, dropCookie } from './cookies';
import { signInPath, withNext } from './destination';
import { holdFirstStep } from './first-step';
import { dropPendingIdentity, holdIdentity, readPendingIdentity } from './pending-identity';
import { isStale, readAuthenticationAge, readClaims } from './provider-claims';
import { dropProviderRequest, findAsked, type ProviderRequest, readProviderRequest } from './provider-request';
import { readRequester } from './requester';
import { findSessionId } from './session-cookie';
import { type Outcome, writeTicket } from './ticket';

/** Where next-auth leads when a sign-in fails. */
export const errorPage = '/login';

/** Where a signed-in user sees what is connected, and connects what waits. */
export const identitiesPath = '/account/identities';

/**
 * Decides what follows after a provider has vouched for someone: next-auth calls this before it sets a session cookie.
 * @returns true when there is a session, which `user` then names; else the local path that comes next
 */
export async function admit(user: User, account: Account, profile: Profile | undefined): Promise<true | string> {
  const claims = readClaims(account, profile);
  const request = await readProviderRequest();
  const sessionId = await findSessionId({ headers: await headers() });
  const asked = await findAsked(request, sessionId);
  const authenticationAge = readAuthenticationAge(account);
  const wasNotAskedAgain = asked.for === 'again' && isStale(authenticationAge);
  if (wasNotAskedAgain)
    logRepeatable('warn', 'provider did not ask again', {
      provider: account.provider,
      fix: 'make it honor prompt=login and max_age, and say auth_time',
    });
  if (!claims || wasNotAskedAgain) return turnBack('provider-failed', account.provider, request);
  const requester = { ...(await readRequester()), sessionId };
  const result = await identities.signIn(claims, asked, requester, { authenticationAge });
  await dropProviderRequest();
  switch (result.outcome) {
    case 'registered':
      await writeTicket({ outcome: 'account-confirmed', about: result.name });
      return enter(user, claims, result);
    case 'signed-in':
      return enter(user, claims, result);
    case 'second-factor':
      await holdFirstStep(result);
      return withNext('/login/verify', request.next);
    case 'link-needed':
      await holdIdentity({ ...claims, heldFor: asked.userId, next: request.next });
      if (asked.userId) return identitiesPath;
      await writeTicket({ email: claims.address?.typed ?? '' });
      return signInPath(identitiesPath);
    case 'unverified':
      await holdIdentity({ ...claims, heldFor: asked.userId, next: request.next });
      await writeTicket({ email: claims.address?.typed ?? '' });
      return withNext('/register', request.next);
    case 'other-account':
      return turnBack('identity-other-account', account.provider, request);
    case 'refused':
      return turnBack('provider-refused', account.provider, request);
    case 'limited':
      return turnBack('provider-limited', account.provider, request);
  }
}

type Opened = { userId: string; sessionId: string; owner: string };

async function enter(user: User, { issuer, subject }: Claims, opened: Opened): Promise<true> {
  // Another one still waits for its owner, who may have signed in just now to connect it.
  const pending = await readPendingIdentity(opened.userId);
  if (pending && pending.issuer === issuer && pending.subject === subject) await dropPendingIdentity();
  user.id = opened.userId;
  user.sessionId = opened.sessionId;
  user.owner = opened.owner;
  return true;
}

/**
 * What next-auth answers when a sign-in fails at the provider or on the way back is a redirect to its error page. This leads to the page
 * that the sign-in was started from, with a sentence. Null for any other answer: a page of the site may have a parameter `error`, too.
 */
export async function explainFailure({ url }: Request, answer: Response): Promise<Response | null> {
  const { pathname, searchParams } = new URL(url);
  const id = /^\/api\/auth\/callback\/(\w+)$/.exec(pathname)?.[1] ?? '';
  if (!findProvider(id) || !hasFailed(answer, url)) return null;
  // Of one attempt. next-auth only removes them after one that succeeds.
  await Promise.all((['state', 'pkce', 'nonce'] as const).map(dropCookie));
  const wasCanceled = searchParams.get('error') === 'access_denied';
  const outcome = wasCanceled ? 'provider-canceled' : 'provider-failed';
  const location = await turnBack(outcome, id, await readProviderRequest());
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}

function hasFailed({ headers }: Response, url: string): boolean {
  const { pathname, searchParams } = new URL(headers.get('Location') ?? '', url);
  const isSignedIn = headers.getSetCookie().some((cookie) => new RegExp(`^${cookieName('session')}=[^;]`).test(cookie));
  return !isSignedIn && (pathname === '/api/auth/signin' || (pathname === errorPage && searchParams.has('error')));
}

/** Leads back to where the sign-in was started, with what went wrong there. */
export async function turnBack(outcome: Outcome, provider: string, request: ProviderRequest): Promise<string> {
  await dropProviderRequest();
  await writeTicket({ outcome, about: findProvider(provider)?.name ?? '' });
  return request.for === 'sign-in' ? signInPath(request.next) : (request.next ?? identitiesPath);
}
