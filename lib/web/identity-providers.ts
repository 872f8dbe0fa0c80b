import { customFetch } from 'next-auth';
import type { Provider } from 'next-auth/providers';
import GitHub from 'next-auth/providers/github';
import Google from 'next-auth/providers/google';
import * as z from 'zod';
import { env } from '@/lib/env';
import { type IdentityProvider, listProviders, type ProviderId } from '@/lib/identity-providers';
import { logRepeatable, reasonOf } from '@/lib/log';
import { isSafe } from '@/lib/setting-checks';

/** The configured providers, as next-auth knows them. Whose account an identity is, is decided in provider-answer.ts. */
export function identityProviders(): Provider[] {
  return listProviders().map((provider) => describe[provider.id](provider));
}

const describe: Record<ProviderId, (provider: IdentityProvider) => Provider> = {
  google: () => Google({ ...credentialsOf('GOOGLE'), checks: ['pkce', 'state', 'nonce'], [customFetch]: fetchInTime }),
  github: () => {
    const { AUTH_GITHUB_URL: baseUrl } = env();
    return GitHub({
      ...credentialsOf('GITHUB'),
      ...(baseUrl ? { enterprise: { baseUrl } } : {}),
      checks: ['pkce', 'state'],
      userinfo: { request: ({ tokens }: { tokens: { access_token?: string } }) => readGitHub(tokens.access_token) },
      [customFetch]: fetchInTime,
    });
  },
  oidc: ({ id, name, issuer }) => ({
    id,
    name,
    type: 'oidc',
    issuer,
    ...credentialsOf('OIDC'),
    checks: ['pkce', 'state', 'nonce'],
    // Many leave the address out of the id token when there is a userinfo endpoint.
    idToken: false,
    [customFetch]: fetchInTime,
  }),
};

function credentialsOf(name: 'GOOGLE' | 'GITHUB' | 'OIDC') {
  return { clientId: env()[`AUTH_${name}_ID`] ?? '', clientSecret: env()[`AUTH_${name}_SECRET`] ?? '' };
}

const timeOutMilliseconds = 8000;

/**
 * A provider that does not answer must not hold up the person: next-auth itself would wait for minutes. It would also take the token from an
 * endpoint without TLS, if the provider's description names one (decision 89).
 */
const fetchInTime: typeof fetch = async (input, init) => {
  const { origin } = new URL(input instanceof Request ? input.url : input);
  if (!isSafe(origin)) {
    logRepeatable('warn', 'provider without https', { origin });
    throw new Error(`The provider's description leads to ${origin}, which is not https.`);
  }
  return fetch(input, { ...init, signal: AbortSignal.timeout(timeOutMilliseconds) }).catch((error) => {
    logRepeatable('warn', 'provider not reached', { origin, reason: reasonOf(error), fix: 'npm run doctor' });
    throw error;
  });
};

const gitHubUser = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() }).loose();
const gitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** next-auth would take any address of the person's, also one that GitHub has not verified. */
async function readGitHub(token = '') {
  const api = env().AUTH_GITHUB_URL ? `${env().AUTH_GITHUB_URL}/api/v3` : 'https://api.github.com';
  const read = async (path: string): Promise<unknown> => {
    const answer = await fetchInTime(`${api}${path}`, {
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/vnd.github+json', 'User-Agent': 'Return Key' },
    });
    if (!answer.ok) throw new Error(`GitHub answered ${path} with ${answer.status}.`);
    return answer.json();
  };
  const [user, emails] = await Promise.all([read('/user'), read('/user/emails')]);
  const { name, login, ...rest } = gitHubUser.parse(user);
  const primary = gitHubEmails.parse(emails).find((one) => one.primary);
  return {
    ...rest,
    login,
    name: name ?? login,
    email: primary?.email ?? null,
    email_verified: primary?.verified === true,
  };
}
