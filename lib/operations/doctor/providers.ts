import * as z from 'zod';
import { type Check, fail, ok, type Verdict, warn } from './check';
import type { Settings } from './settings';

/** Checks that the OpenID provider is there and is the one that AUTH_OIDC_ISSUER names. Google and GitHub are known to be. */
export function providerChecks({ AUTH_OIDC_ISSUER: issuer }: Settings): Check[] {
  return issuer ? [{ name: 'OpenID', look: () => checkIssuer(issuer) }] : [];
}

const configuration = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
});

async function checkIssuer(issuer: string): Promise<Verdict> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(6000) }).catch(() => null);
  if (!response) return fail(`${url} cannot be reached`, 'No one can sign in with it: check AUTH_OIDC_ISSUER and DNS.');
  const read = configuration.safeParse(await response.json().catch(() => null));
  if (!read.success)
    return fail(
      `${url} answers ${response.status}, but not as an OpenID provider does`,
      'Set AUTH_OIDC_ISSUER to the URL before /.well-known/openid-configuration.',
    );
  const { issuer: named, authorization_endpoint: signIn, userinfo_endpoint: userinfo } = read.data;
  if (!userinfo)
    return fail(
      `${issuer} has no userinfo endpoint`,
      'No one can sign in with it: switch the endpoint on there, or use another provider.',
    );
  if (new URL(named).href !== new URL(issuer).href)
    return fail(`the provider calls itself ${named}`, `No one can sign in with it: set AUTH_OIDC_ISSUER=${named}`);
  const { origin } = new URL(signIn);
  if (origin !== new URL(issuer).origin)
    return warn(
      `people sign in at ${origin}, which is not where the issuer is`,
      `Browsers without JavaScript don't follow the button there: add ${origin} to 'form-action' in lib/web/site.ts.`,
    );
  return ok(`${issuer} is an OpenID provider`);
}
