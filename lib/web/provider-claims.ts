import { decodeJwt } from 'jose';
import type { Account, Profile } from 'next-auth';
import * as z from 'zod';
import { address } from '@/lib/fields';
import { findProvider } from '@/lib/identity-providers';
import type { Claims } from '@/lib/users/known-identities';
import { factorMinutes } from '@/lib/users/sessions';

// As OpenID Connect names them; lib/web/identity-providers.ts gives those of GitHub the same names.
const profileOf = z.object({
  name: z.string().catch(''),
  email: z.unknown().optional(),
  email_verified: z.unknown().optional(),
});

/** What a provider says of a person, in our words. Null when it lacks what no provider may leave out. */
export function readClaims(account: Account, profile: Profile | undefined): Claims | null {
  const provider = findProvider(account.provider);
  const read = profileOf.safeParse(profile);
  const { providerAccountId: subject } = account;
  if (!provider || !read.success || !subject) return null;
  const { name, email, email_verified: isVerified } = read.data;
  const issuer = account.id_token ? decodeJwt(account.id_token).iss : provider.issuer;
  if (!issuer) return null;
  // Only true itself: some providers write "true", others whatever the person has typed.
  const found = address.safeParse(email).data ?? null;
  return { provider: provider.id, issuer, subject, name, address: found, isVerified: isVerified === true };
}

/**
 * When the provider authenticated the person (`auth_time`, OpenID Connect Core 2). An OpenID provider that does not say may have recognized
 * its own cookie, and gets null. Undefined is now: it was asked to authenticate the person again, or is one that cannot be asked.
 */
export function readAuthenticatedAt({ provider, id_token: token }: Account, wasAskedAgain: boolean) {
  const at = token ? decodeJwt(token).auth_time : null;
  if (typeof at === 'number') return new Date(at * 1000);
  return provider === 'oidc' && !wasAskedAgain ? null : undefined;
}

/** Whether that was too long ago for a change of the account. */
export function isStale(authenticatedAt: Date | null | undefined): boolean {
  return authenticatedAt !== undefined && Number(authenticatedAt) < Date.now() - factorMinutes * 60_000;
}
