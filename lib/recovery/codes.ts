import * as z from 'zod';
import { env } from '@/lib/env';
import * as token from '@/lib/token';

/** The code of a reset: eight signs of Crockford's base32, forty bits. It works only in the browser that asked (code-attempts.ts). */
export type Code = z.output<typeof code>;

// Without I, L, O and U: nothing that is read as something else, and no word by chance.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A code as people type it: in any case, with any spaces and hyphens, in wide signs or with Arabic digits, O for 0, I and L for 1.
 * A U is in no code. What is no code at all is refused before it costs a try.
 */
export const code = z
  .string('missing')
  .max(200, 'malformed')
  .transform(plain)
  .pipe(
    z
      .string()
      .min(1, 'missing')
      .regex(new RegExp(`^[${alphabet}]{8}$`), 'malformed'),
  )
  .brand<'Code'>();

/** What the code of a reset is made of. An owed reset, which no browser has asked for, has an empty `askId` and no code. */
type Source = { id: string; requestId: string; keyId: string };

/**
 * Derives the code; nothing stores it. Made with the key that the row names, so that it outlives a rotation and a repeat of
 * the email carries the same one (code-attempts.test.ts).
 * @throws UnknownKey when that key has been rotated out
 */
export function derive({ id, requestId, keyId }: Source): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = token.mac('code', `${id}\n${requestId}`, keyId);
  let rest = (((a * 256 + b) * 256 + c) * 256 + d) * 256 + e;
  let signs = '';
  for (let place = 0; place < 8; place += 1) {
    signs = alphabet.charAt(rest % 32) + signs;
    rest = Math.floor(rest / 32);
  }
  return signs;
}

/** The code as an email shows it: XXXX-XXXX. */
export function show(derived: string): string {
  return `${derived.slice(0, 4)}-${derived.slice(4)}`;
}

/** The header by which a mail program can fill the code in, on this site only (draft-goto-otp-token). */
export function offer(shown: string | undefined): Record<string, string> {
  return shown ? { 'OTP-Token': `"${shown}"; origin="${new URL(env().APP_URL).origin}"` } : {};
}

function plain(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\p{Z}\p{Cc}\p{Cf}\p{Pd}\u2212]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
