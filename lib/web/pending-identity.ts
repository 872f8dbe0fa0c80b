import * as z from 'zod';
import { readClock } from '@/lib/factors/authenticators';
import { address } from '@/lib/fields';
import type { Held } from '@/lib/users/identities';
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
  heldAt: z.number(),
  heldFor: z.string().nullable(),
  next: z.unknown().optional().transform(findLocalPath),
});
const cookie = sealedCookie('identity', 'return-key.identity', content, 15 * 60);

/** An identity that waits to be connected. `next`: where its sign-in was to lead. */
export type PendingIdentity = Held & { next: string | null };

/** Keeps an identity in this browser. */
export async function holdIdentity({ address, ...pending }: Omit<PendingIdentity, 'heldAt'>): Promise<void> {
  const heldAt = Math.floor((await readClock()) * 1000);
  return cookie.write({ ...pending, address: address?.typed ?? null, heldAt });
}

/**
 * The identity that waits in this browser, or null. One that was left by a user is for no one else.
 * @param userId who is signed in, or null
 */
export async function readPendingIdentity(userId: string | null): Promise<PendingIdentity | null> {
  const pending = await cookie.read();
  return pending?.heldFor && pending.heldFor !== userId ? null : pending;
}

/** Forgets it: it is connected, or its owner does not want it to be. */
export function dropPendingIdentity(): Promise<void> {
  return cookie.drop();
}
