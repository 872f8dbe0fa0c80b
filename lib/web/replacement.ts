import { decode, encode } from 'next-auth/jwt';
import * as z from 'zod';
import { createCodes } from '@/lib/factors/recovery-codes';
import type { Replacement } from '@/lib/users/security';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { sessionSecrets } from './session-cookie';

// The codes that a user gets in place of used ones, until they are said to be saved. Encrypted, as lib/web/enrolment.ts does it, and for
// the user alone: a reset with a recovery code has no session yet.

const salt = 'return-key.replacement';
const lifeSeconds = 30 * 60;
// A browser keeps 4,096 bytes. More than one is used when a reset and the sign-in after it each take one.
const most = 5;

/** Where they are shown. */
export const replacementPath = '/account/security/new-code';

const content = z.object({
  userId: z.string(),
  replacements: z.array(z.object({ usedId: z.string(), code: z.string() })),
});

/** Makes a new code for a used one, and keeps it in this browser. @param usedId of `factors.acceptCode` */
export async function holdReplacement(userId: string, usedId: string): Promise<void> {
  const added = createCodes(1).map((code) => ({ usedId, code }));
  const replacements = [...(await readReplacements(userId)), ...added].slice(-most);
  const sealed = await encode({ token: { userId, replacements }, secret: sessionSecrets(), salt, maxAge: lifeSeconds });
  await writeCookie('replacement', sealed, lifeSeconds);
}

/** The new codes that this browser keeps for a user. */
export async function readReplacements(userId: string): Promise<Replacement[]> {
  const token = await readCookie('replacement');
  // decode() throws for a cookie that is not ours.
  const given = token && (await decode({ token, secret: sessionSecrets(), salt }).catch(() => null));
  const parsed = content.safeParse(given);
  return parsed.success && parsed.data.userId === userId ? parsed.data.replacements : [];
}

/** Forgets them, once they are saved. */
export function dropReplacements(): Promise<void> {
  return dropCookie('replacement');
}
