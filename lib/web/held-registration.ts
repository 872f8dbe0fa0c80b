import * as z from 'zod';
import { confirmLifetimeHours } from '@/lib/mailed-links';
import { storedProfile } from '@/lib/profile';
import type { HeldRegistration } from '@/lib/users/registrations';
import { sealedCookie } from './sealed-cookie';

// What this browser registered, until its address is confirmed: with a link to the same address it stands for the password. Encrypted,
// because it holds the hash of the password. A row for each would let strangers fill the table, or push the owner's out of it.

const content = storedProfile.extend({
  email: z.string(),
  canonical: z.string(),
  passwordHash: z.string(),
  requestId: z.string().default(''),
});
const cookie = sealedCookie('registration', 'return-key.registration', content, confirmLifetimeHours * 3600);

/** Keeps a registration in this browser. */
export function holdRegistration(held: HeldRegistration): Promise<void> {
  return cookie.write({ ...held });
}

/** What this browser registered last, or null: nothing, or its cookie has expired or is not ours. */
export function readHeldRegistration(): Promise<HeldRegistration | null> {
  return cookie.read();
}

/** Forgets it, after it was confirmed. */
export function dropHeldRegistration(): Promise<void> {
  return cookie.drop();
}
