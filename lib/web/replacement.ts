import * as z from 'zod';
import { createCodes } from '@/lib/factors/recovery-codes';
import type { Replacement } from '@/lib/users/security';
import { signInPath, withNext } from './destination';
import { sealedCookie } from './sealed-cookie';
import { readTicket } from './ticket';

// The codes that a user gets in place of used ones, until they are said to be saved. Encrypted, and for the user alone: a reset with a
// recovery code has no session yet.

// A browser keeps 4,096 bytes. More than one is used when a reset and the sign-in after it each take one.
const most = 5;

/** Where they are shown to someone who is signed in. */
export const replacementPath = '/account/security/new-code';

const content = z.object({
  userId: z.string(),
  replacements: z.array(z.object({ usedId: z.string(), code: z.string() })),
});

const cookie = sealedCookie('replacement', 'return-key.replacement', content, 30 * 60);

/** Makes a new code for a used one, and keeps it in this browser. @param usedId of `factors.accept` */
export async function holdReplacement(userId: string, usedId: string): Promise<void> {
  const added = createCodes(1).map((code) => ({ usedId, code }));
  const replacements = [...(await readReplacements(userId)), ...added].slice(-most);
  await cookie.write({ userId, replacements });
}

/** The new codes that this browser keeps for a user. */
export async function readReplacements(userId: string): Promise<Replacement[]> {
  const held = await cookie.read();
  return held?.userId === userId ? held.replacements : [];
}

/**
 * The new codes of the account whose password was just reset in this browser, before anyone has signed in; null when there are none. That a
 * reset link and a recovery code were given here is the proof.
 */
export async function readAfterReset(): Promise<z.output<typeof content> | null> {
  return (await readTicket()).outcome === 'password-changed' ? cookie.read() : null;
}

/** The page after a reset: the new codes come before the sign-in, which asks for a second factor again. */
export async function pathAfterReset(userId: string, next: string | null | undefined): Promise<string> {
  const replacements = await readReplacements(userId);
  return replacements.length > 0 ? withNext('/reset-password/new-code', next) : signInPath(next);
}

/** Forgets them, once they are saved. */
export function dropReplacements(): Promise<void> {
  return cookie.drop();
}
