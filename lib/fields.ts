import { domainToASCII } from 'node:url';
import * as z from 'zod';

/** An e-mail address: `typed` is where mail goes, `canonical` is what is compared, exactly. */
export type Address = z.output<typeof address>;
/** What a person is called. */
export type PersonName = z.output<typeof personName>;
/** A password in NFC. Length, strength and content are judged by lib/passwords/passwords.ts. */
export type Password = z.output<typeof password>;

/** Why a field is refused; the dictionaries hold the sentence. */
export type EmailProblem = 'missing' | 'malformed' | 'tooLong';
export type NameProblem = 'missing' | 'malformed' | 'tooLong';

const maxAddressOctets = 254;
const maxNameLength = 100;
// Control characters in a name would end up in mail headers and on screens.
const control = /\p{Cc}|\p{Cs}|[\u2028\u2029]/u;

/**
 * An email address: trimmed, NFC, the domain in ASCII by the rules of URLs, at most 254 octets.
 * Refuses what mail software may read as a second address: CR, LF, commas, angle brackets, quotes, look-alikes of "@".
 */
export const address = read((input, refuse: Refuse<EmailProblem>) => {
  // Length first: nothing below should work on a megabyte.
  if (input.length > 2000) return refuse('tooLong');
  const text = input.trim().normalize('NFC');
  if (!text) return refuse('missing');
  // In octets: an address in other scripts is longer than it looks. Its domain grows again on the way to ASCII.
  if (Buffer.byteLength(text) > maxAddressOctets) return refuse('tooLong');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = toAsciiDomain(text.slice(at + 1));
  if (at < 1 || !domain || !isLocalPart(local)) return refuse('malformed');
  const typed = `${local}@${domain}`;
  if (Buffer.byteLength(typed) > maxAddressOctets) return refuse('tooLong');
  if (Buffer.byteLength(local) > 64) return refuse('malformed');
  return { typed, canonical: toCanonical(typed) };
}).brand<'Address'>();

/** What a person is called. Shown, mailed and greeted with, so without control characters. */
export const personName = read((input, refuse: Refuse<NameProblem>) => {
  const text = input.length > 2000 ? input : input.trim().normalize('NFC');
  if (!text) return refuse('missing');
  if ([...text.slice(0, 200)].length > maxNameLength) return refuse('tooLong');
  return control.test(text) ? refuse('malformed') : text;
}).brand<'PersonName'>();

/** A password as typed, in NFC, so that "é" is the same on every keyboard; nothing trimmed, nothing cut. */
export const password = z
  .string('missing')
  .min(1, 'missing')
  .max(4096, 'tooLong')
  .transform((text) => text.normalize('NFC'))
  .brand<'Password'>();

export const uuid = z.uuid();

/** The second password field, which only exists without JavaScript: checked when it was sent. */
export function repeated(form: FormData) {
  const isRepeated = () => form.getAll('confirm').every((again) => again === form.get('password'));
  return z.unknown().refine(isRepeated, 'mismatch');
}

/**
 * Reads fields of a form. Only strings that were sent once count: files and repeated fields are as good as missing.
 * @returns the parsed fields, or the problem code of each refused one
 */
export function parseForm<Shape extends z.ZodRawShape>(
  shape: Shape,
  form: FormData,
): { ok: true; fields: z.output<z.ZodObject<Shape>> } | { ok: false; problems: Record<string, string> } {
  const given = Object.fromEntries(Object.keys(shape).map((name) => [name, single(form, name)]));
  // A form is read once, so a parser compiled for it would never be used again.
  const result = z.object(shape).safeParse(given, { jitless: true });
  if (result.success) return { ok: true, fields: result.data };
  const problems: Record<string, string> = {};
  for (const issue of result.error.issues) problems[String(issue.path[0])] ??= issue.message;
  return { ok: false, problems };
}

/** The one string sent under a name; undefined when there is none, more than one, or a file. */
export function single(form: FormData, name: string): string | undefined {
  const [value, ...more] = form.getAll(name);
  return typeof value === 'string' && more.length === 0 ? value : undefined;
}

type Refuse<Problem> = (problem: Problem) => never;

/** What is read from a string that was sent, or the problem with it. */
function read<Value, Problem extends string>(parse: (input: string, refuse: Refuse<Problem>) => Value) {
  return z.string('missing').transform((input, context) =>
    parse(input, (message) => {
      context.issues.push({ code: 'custom', message, input });
      return z.NEVER;
    }),
  );
}

// RFC 5321 atoms and their non-ASCII kin (RFC 6531). Dots may stand anywhere: foo.@docomo.ne.jp is real.
function isLocalPart(local: string): boolean {
  return /^[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]+$/u.test(local) && !local.startsWith('.');
}

function toAsciiDomain(domain: string): string | null {
  if (domain.length > 255 || /[^\p{L}\p{N}\p{M}.\-。．｡]/u.test(domain)) return null;
  const ascii = domainToASCII(domain).replace(/\.$/, '');
  const labels = ascii.split('.');
  const wellFormed = labels.length > 1 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  // All digits in the last label would be an IP address, to which no account belongs.
  return wellFormed && /[a-z]/.test(labels.at(-1) ?? '') ? ascii : null;
}

// Only A to Z: what Unicode calls the lower case of other letters must not make two mailboxes one.
function toCanonical(typed: string): string {
  return typed.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
