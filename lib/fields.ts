import { domainToASCII } from 'node:url';
import * as z from 'zod';

/** An email address: emails are sent to `typed`; `canonical` is for exact comparison. */
export type Address = z.output<typeof address>;
/** A person's name, up to 100 code points. */
export type PersonName = z.output<typeof personName>;
/** A password in NFC. lib/passwords/passwords.ts checks length, strength and content. */
export type Password = z.output<typeof password>;

/** Why a field is refused. The dictionaries have a sentence for each, or the form that refuses it doesn't compile. */
export type ProblemOf<Field> = Field extends { problems: readonly (infer Problem)[] } ? Problem : never;

const maxAddressOctets = 254;
const maxNameLength = 100;
// Names appear in email headers and on screen.
const control = /\p{Cc}|\p{Cs}|[\u2028\u2029]/u;
// Looks different in every font, or is what is left of a character or picture that got lost on the way.
const meaningless = /\p{Co}|\p{Noncharacter_Code_Point}|[\uFFFC\uFFFD]/u;
// Of these alone nothing is seen: spaces, joiners, fillers, accents without a letter, the empty Braille pattern, the empty note head.
const invisible = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}\u2800\u{1D159}]/gu;

/**
 * An email address: without what a copied one may be wrapped in, NFC, the domain in ASCII by the rules of URLs, at most 254 octets.
 * Refuses anything that mail software may read as a second address: CR, LF, commas, angle brackets, quotes, look-alikes of "@".
 */
export const address = field(['missing', 'malformed', 'tooLong', 'invisible', 'fullWidth'], (input, refuse) => {
  // Length first, to keep the work below off megabytes of input.
  if (input.length > 2000) return refuse('tooLong');
  const text = unwrap(input).normalize('NFC');
  if (!text) return refuse('missing');
  // In octets, since other scripts take several per character. Checked again below: Punycode makes the domain longer.
  if (Buffer.byteLength(text) > maxAddressOctets) return refuse('tooLong');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = toAsciiDomain(text.slice(at + 1));
  if (at < 1 || !domain || !isLocalPart(local)) return refuse(describeMalformed(text));
  const typed = `${local}@${domain}`;
  if (Buffer.byteLength(typed) > maxAddressOctets) return refuse('tooLong');
  if (Buffer.byteLength(local) > 64) return refuse('malformed');
  return { typed, canonical: toCanonical(typed) };
}).brand<'Address'>();

/** An address as its reader may see it who need not know it: "a•••@example.com". */
export function mask(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email].slice(0, 1).join('')}•••${email.slice(at)}`;
}

export const personName = line(maxNameLength).brand<'PersonName'>();

/**
 * One line of text: trimmed, NFC, with something to see in it, without control characters, up to so many code points.
 * @param isOptional whether it may be empty
 */
export function line(maxLength: number, { isOptional = false } = {}) {
  return field(['missing', 'malformed', 'tooLong'], (input, refuse) => {
    const text = input.length > 20 * maxLength ? input : input.trim().normalize('NFC');
    if (!text) return isOptional ? '' : refuse('missing');
    if ([...text.slice(0, 2 * maxLength)].length > maxLength) return refuse('tooLong');
    if (control.test(text) || meaningless.test(text)) return refuse('malformed');
    return text.replace(invisible, '') ? text : refuse('missing');
  });
}

/** A password as typed, in NFC so that "é" is the same from every keyboard. Neither trimmed nor truncated. */
export const password = field(['missing', 'tooLong'], (input, refuse) => {
  if (!input) return refuse('missing');
  return input.length > 4096 ? refuse('tooLong') : input.normalize('NFC');
}).brand<'Password'>();

/** An identifier, which people don't type: no dictionary has a sentence about it. */
export const uuid = z.uuid();

/** Validates the field `confirm`, which only exists without JavaScript: if sent, it must equal `password`. */
export function repeated(form: FormData) {
  const isRepeated = () => form.getAll('confirm').every((again) => again === form.get('password'));
  return withProblems(['mismatch'], z.unknown().refine(isRepeated, 'mismatch'));
}

/** A schema that says which problems it reports. */
export function withProblems<const Problem extends string, Schema extends z.ZodType>(
  problems: readonly Problem[],
  schema: Schema,
) {
  return Object.assign(schema, { problems });
}

/** The problems of a form, by field. */
export type ProblemsOf<Shape> = { [Name in keyof Shape]?: ProblemOf<Shape[Name]> };

/**
 * Parses the fields of a form. Files and fields sent more than once count as missing.
 * @returns the parsed fields, or one problem for each refused field
 */
export function parseForm<Shape extends z.ZodRawShape>(
  shape: Shape,
  form: FormData,
): { ok: true; fields: z.output<z.ZodObject<Shape>> } | { ok: false; problems: ProblemsOf<Shape> } {
  const given = Object.fromEntries(Object.keys(shape).map((name) => [name, single(form, name)]));
  // jitless: the schema is built for each form, so compiling a parser would never pay off.
  const result = z.object(shape).safeParse(given, { jitless: true });
  if (result.success) return { ok: true, fields: result.data };
  // Reversed: of several problems of a field, the first is reported.
  const problems = result.error.issues.map((issue) => [issue.path[0], issue.message]).reverse();
  return { ok: false, problems: Object.fromEntries(problems) };
}

/** The one string sent under a name; undefined when there is none, more than one, or a file. */
export function single(form: FormData, name: string): string | undefined {
  const [value, ...more] = form.getAll(name);
  return typeof value === 'string' && more.length === 0 ? value : undefined;
}

/** A field that parses a string with `parse`, or reports the problem that `parse` refuses it with. */
export function field<const Problem extends string, Value>(
  problems: readonly (Problem | 'missing')[],
  parse: (input: string, refuse: (problem: Problem | 'missing') => never) => Value,
) {
  const schema = z.string('missing').transform((input, context) =>
    parse(input, (message) => {
      context.issues.push({ code: 'custom', message, input });
      return z.NEVER;
    }),
  );
  return withProblems(problems, schema);
}

/**
 * Removes what comes along when an address is copied from a link, a contact card or a list: "mailto:", a name before angle brackets,
 * separators after it, and spaces and invisible characters around it. None of these can be a part of the address.
 */
function unwrap(input: string): string {
  const text = trimUnseen(input);
  const inner = /^[^<>@,;"\p{Cc}]*<([^<>]*)>[,;.]*$/u.exec(text)?.[1] ?? text;
  return trimUnseen(
    trimUnseen(inner)
      .replace(/^mailto:/i, '')
      .replace(/[,;.]+$/, ''),
  );
}

// Not control characters other than those of white space: a NUL at the end is no accident of copying.
function trimUnseen(text: string): string {
  return text.replace(/^[\s\p{Z}\p{Cf}]+|[\s\p{Z}\p{Cf}]+$/gu, '');
}

/** What is in the way, where the person may not see it. */
function describeMalformed(text: string): 'malformed' | 'invisible' | 'fullWidth' {
  if (/\p{Cf}/u.test(text)) return 'invisible';
  return /[\uFF01-\uFF5E]/.test(text) ? 'fullWidth' : 'malformed';
}

// RFC 5321 atoms and their non-ASCII equivalents (RFC 6531). Dots may also come last or in a row: foo.@docomo.ne.jp is real.
function isLocalPart(local: string): boolean {
  return /^[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]+$/u.test(local) && !local.startsWith('.');
}

function toAsciiDomain(domain: string): string | null {
  if (domain.length > 255 || /[^\p{L}\p{N}\p{M}.\-。．｡]/u.test(domain)) return null;
  const ascii = domainToASCII(domain).replace(/\.$/, '');
  const labels = ascii.split('.');
  const wellFormed = labels.length > 1 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  // A last label of digits would make it an IP address.
  return wellFormed && /[a-z]/.test(labels.at(-1) ?? '') ? ascii : null;
}

// Only A to Z: Unicode lower-casing of other letters could merge two different mailboxes.
function toCanonical(typed: string): string {
  return typed.replace(/[A-Z]/g, (capital) => capital.toLowerCase());
}
