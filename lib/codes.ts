import * as z from 'zod';
import { env } from '@/lib/env';
import { withProblems } from '@/lib/fields';
import * as token from '@/lib/token';

/** The code of an email: eight characters of Crockford's base32, 40 bits. Works only in the requesting browser (code-attempts.ts). */
export type Code = z.output<typeof code>;

/** Crockford's base32: without I, L and O, which are easily misread, and U, which could spell words. */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Parses a code as people type and paste it: any case, any spaces and punctuation, a word and a colon before it, full-width characters,
 * the digits of any script, O for 0, I and L for 1.
 * A malformed code is refused before it costs a try.
 * @param form what the code must look like then
 */
export function typedCode(form: RegExp) {
  const looks = z.string().min(1, 'missing').regex(form, 'malformed');
  return withProblems(
    ['missing', 'malformed'],
    z.string('missing').max(200, 'malformed').transform(normalize).pipe(looks),
  );
}

export const code = typedCode(new RegExp(`^[${alphabet}]{8}$`)).brand<'Code'>();

/** What a code is derived from: the row of a link. One that no browser requested has an empty `requestId` and no code. */
type Source = { id: string; requestId: string; keyId: string };

/**
 * Derives the code, which is not stored anywhere. Uses the row's key, so that the code survives a rotation and a repeated email
 * carries the same one (recovery/code-attempts.test.ts).
 * @throws UnknownKey when that key has been rotated out
 */
export function derive({ id, requestId, keyId }: Source): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = token.mac('code', `${id}\n${requestId}`, keyId);
  let rest = (((a * 256 + b) * 256 + c) * 256 + d) * 256 + e;
  let characters = '';
  for (let index = 0; index < 8; index += 1) {
    characters = alphabet.charAt(rest % 32) + characters;
    rest = Math.floor(rest / 32);
  }
  return characters;
}

/** Formats the code for an email: XXXX-XXXX. */
export function format(derived: string): string {
  return `${derived.slice(0, 4)}-${derived.slice(4)}`;
}

/** The email header from which a mail program can fill in the code, on this site only (draft-goto-otp-token). */
export function autofillHeader(formatted: string | undefined): Record<string, string> {
  return formatted ? { 'OTP-Token': `"${formatted}"; origin="${new URL(env().APP_URL).origin}"` } : {};
}

function normalize(typed: string): string {
  return (
    typed
      .normalize('NFKC')
      .replace(/^[^:]*:(?=.*[\p{L}\p{N}])/su, '')
      // U+2212 is the minus sign, U+30FC the long vowel mark that Japanese keyboards give for a hyphen.
      .replace(/[\p{Z}\p{Cc}\p{Cf}\p{P}\p{Sk}\u2212\u30fc]/gu, '')
      .replace(/\p{Nd}/gu, toAsciiDigit)
      .toUpperCase()
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')
  );
}

// In every script the ten digits follow one another, so the value is the distance from the first one.
function toAsciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
}
