import * as z from 'zod';
import { address } from '@/lib/fields';
import type { Claims } from '@/lib/users/known-identities';
import { findLocalPath } from './destination';
import { sealedCookie } from './sealed-cookie';

// What a provider said in this browser of an identity that is no one's yet, until its owner signs in or registers and connects it.

const content = z.object({
  provider: z.string(),
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  address: address.nullable(),
  isVerified: z.boolean(),
  next: z.unknown().optional().transform(findLocalPath),
});
const cookie = sealedCookie('identity', 'return-key.identity', content, 15 * 60);

/** An identity that waits to be connected. `next`: where its sign-in was to lead. */
export type PendingIdentity = Claims & { next: string | null };

/** Keeps an identity in this browser. */
export function holdIdentity({ address, ...pending }: PendingIdentity): Promise<void> {
  return cookie.write({ ...pending, address: address?.typed ?? null });
}

/** The identity that waits in this browser, or null. */
export function readPendingIdentity(): Promise<PendingIdentity | null> {
  return cookie.read();
}

/** Forgets it: it is connected, or its owner does not want it to be. */
export function dropPendingIdentity(): Promise<void> {
  return cookie.drop();
}
