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

/** Whether the provider says that the person has last signed in there long ago, although it was asked to have that done again. */
export function isStale({ id_token: token }: Account): boolean {
  const at = token ? decodeJwt(token).auth_time : null;
  return typeof at === 'number' && at < Date.now() / 1000 - factorMinutes * 60;
}
