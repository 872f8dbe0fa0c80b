import { redirect } from 'next/navigation';
import { env } from '@/lib/env';
import { findProvider } from '@/lib/identity-providers';
import { signIn } from './auth';
import { signInPath } from './destination';
import { turnBack } from './provider-answer';
import { holdProviderRequest, type ProviderRequest } from './provider-request';
import { findUser } from './session';
import { landingPage } from './site';

/**
 * Leads to the sign-in page of a provider, and back from there. For actions.
 * @param next a local path (`findLocalPath`) to come back to
 * @param what `connect` and `again`: to connect another sign-in to the account that is signed in here, or to sign in to it again
 */
export async function startProvider(
  id: string,
  next: string | null,
  what: ProviderRequest['for'] = 'sign-in',
): Promise<never> {
  const provider = findProvider(id);
  const user = what === 'sign-in' ? null : await findUser();
  if (!provider || (what !== 'sign-in' && !user)) redirect(signInPath(next));
  const request: ProviderRequest = { for: what, userId: user?.userId ?? null, next };
  await holdProviderRequest(request);
  const options = { redirect: false, redirectTo: next ?? landingPage } as const;
  const url: string = await signIn(provider.id, options, what === 'again' ? askingAgain[provider.id] : {});
  // next-auth leads to its error page, which is the sign-in page, when the provider cannot be reached.
  const isThere = new URL(url, env().APP_URL).origin !== env().APP_URL;
  redirect(isThere ? url : await turnBack('provider-failed', provider.id, request));
}

// Google and GitHub have no way to ask for the password again. Google at least lets people choose the account.
const askingAgain = {
  google: { prompt: 'select_account' },
  github: {},
  oidc: { prompt: 'login', max_age: '0' },
};
