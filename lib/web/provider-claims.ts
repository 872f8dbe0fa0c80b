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
 * How many seconds ago the provider authenticated the person (`auth_time`, OpenID Connect Core 2), by its own clock. Null when an OpenID
 * provider does not say: it may have recognized its own cookie. Asked to authenticate someone again, it has to say it, or `max_age` was
 * taken out on the way. Undefined, which stands for now, for providers that can't be asked.
 */
export function readAuthenticationAge({ provider, id_token: token }: Account): number | null | undefined {
  const { auth_time: at, iat: issuedAt } = token ? decodeJwt(token) : {};
  const age = typeof at === 'number' && typeof issuedAt === 'number' ? issuedAt - at : Number.NaN;
  // One in milliseconds would be in a far future.
  if (age >= -60) return Math.max(0, age);
  return provider === 'oidc' ? null : undefined;
}

/** Whether that is too long ago for a change of the account, or not known. */
export function isStale(age: number | null | undefined): boolean {
  return age === null || (age !== undefined && age > factorMinutes * 60);
}
