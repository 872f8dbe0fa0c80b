import { decode, encode } from 'next-auth/jwt';
import * as z from 'zod';
import { confirmLifetimeHours, type HeldRegistration } from '@/lib/users/registrations';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { sessionSecrets } from './session-cookie';

// What this browser registered, until its address is confirmed: with a link to the same address it stands for the password. Encrypted by
// next-auth, as the session cookie is, because it holds the hash of the password. A row for each would let strangers fill the table, or push
// the owner's out of it.

const salt = 'return-key.registration';
const lifeSeconds = confirmLifetimeHours * 3600;

const content = z.object({
  name: z.string(),
  email: z.string(),
  canonical: z.string(),
  passwordHash: z.string(),
  requestId: z.string().default(''),
});

/** Keeps a registration in this browser. */
export async function holdRegistration(held: HeldRegistration): Promise<void> {
  const sealed = await encode({ token: { ...held }, secret: sessionSecrets(), salt, maxAge: lifeSeconds });
  await writeCookie('registration', sealed, lifeSeconds);
}

/** What this browser registered last, or null: nothing, or its cookie has expired or is not ours. */
export async function readHeldRegistration(): Promise<HeldRegistration | null> {
  const token = await readCookie('registration');
  // decode() throws for a cookie that is not ours.
  const given = token && (await decode({ token, secret: sessionSecrets(), salt }).catch(() => null));
  const parsed = content.safeParse(given);
  return parsed.success ? parsed.data : null;
}

/** Forgets it, after it was confirmed. */
export function dropHeldRegistration(): Promise<void> {
  return dropCookie('registration');
}
