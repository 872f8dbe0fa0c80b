import type { Readable } from 'node:stream';
import type * as z from 'zod';
import { type Address, address, type PersonName, type ProblemOf, personName } from '@/lib/fields';
import { readImported } from '@/lib/passwords/imported';
import { forEachField, profile, profileFields, type StoredProfile } from '@/lib/profile';
import { chooseFormat, type Opened } from './choice';
import { readCsv } from './csv';
import { type Format, ownColumns } from './formats';
import { readJson } from './json';
import type { Fields, FileRecord, Refusal } from './records';
import { readText, undecodable } from './text';

/** A valid user of a file. */
export type Row = {
  at: number;
  profile: StoredProfile;
  address: Address;
  backup: Address | null;
  isDisabled: boolean;
} & Kept;

/** The password that a user keeps, and what a comparison with it computes, or why the owner has to set one with a reset link. */
type Kept = { passwordHash: string; work: string; whyNone: null } | { passwordHash: null; work: null; whyNone: string };

/**
 * Reads the users of a file one by one, or why one is refused.
 * @param wanted the name of a format; by default the names in the file tell
 * @throws FileUnreadable
 */
export async function* readRows(file: Readable, wanted?: string): AsyncGenerator<Opened | Row | Refusal> {
  const { start, text } = await readText(file);
  const parts = /^\s*[{[]/.test(start) ? readJson(text) : readCsv(start, text);
  let format: Format | null = null;
  for await (const part of parts) {
    if ('names' in part) {
      const opened = chooseFormat(part, wanted);
      format = opened.format;
      yield opened;
    } else if ('reason' in part) yield part;
    else if (format) yield readRow(part, format);
  }
}

type EmailProblem = ProblemOf<typeof address>;
type NameProblem = ProblemOf<typeof personName>;

const emailProblems: Record<EmailProblem, string> = {
  missing: 'missing',
  malformed: 'malformed',
  tooLong: 'too long',
  invisible: 'malformed: it contains an invisible character',
  fullWidth: 'malformed: it contains full-width characters',
};
const textProblems: Record<NameProblem, string> = {
  missing: 'has no visible characters',
  malformed: 'is malformed: it contains control or unknown characters, or a line break',
  tooLong: 'is too long',
};

function readRow({ at, fields }: FileRecord, format: Format): Row | Refusal {
  const email = format.email.read(fields);
  const fullName = format.fullName.read(fields);
  const hash = format.passwordHash.read(fields);
  const refuse = (reason: string) => ({ at, address: email, reason });
  if ([email, fullName, hash].some((value) => value.includes(undecodable)))
    return refuse('is not UTF-8, perhaps Windows-1252; save the file as UTF-8');
  if (format.isDeleted?.read(fields)) return refuse('the account was deleted there');
  const main = address.safeParse(email);
  if (!main.success)
    return refuse(`the email address is ${emailProblems[main.error.issues[0]?.message as EmailProblem]}`);
  const name = readName(fullName, main.data);
  if ('reason' in name) return refuse(name.reason);
  const profile = readProfile(name.name, fields);
  if ('reason' in profile) return refuse(profile.reason);
  const isVerified = format.isVerified?.read(fields) ?? true;
  // Someone else may have registered the address there, with a password of their own. A reset link proves the mailbox.
  const kept = isVerified ? readHash(hash) : noPassword('the email address is not verified');
  if ('reason' in kept) return refuse(kept.reason);
  const backup = readBackup(isVerified ? ownColumns.backup.read(fields) : '', main.data);
  if ('reason' in backup) return refuse(backup.reason);
  const isDisabled = format.isDisabled?.read(fields) ?? false;
  return { at, address: main.data, isDisabled, ...profile, ...kept, ...backup };
}

function readName(given: string, { typed }: Address): { name: PersonName } | { reason: string } {
  // Without a name, or with the address in its place: the part before the "@", which the owner can change.
  const isNone = given === '' || given.toLowerCase() === typed.toLowerCase();
  const name = personName.safeParse(isNone ? typed.replace(/@[^@]*$/, '') : given);
  if (name.success) return { name: name.data };
  return { reason: `the name ${describeProblem(name.error)}` };
}

/** A field of a team's own may have problems of its own. */
function describeProblem({ issues: [issue] }: z.ZodError): string {
  const code = issue?.message ?? '';
  return code in textProblems ? textProblems[code as NameProblem] : `is refused: ${code}`;
}

/** The rest of the profile. Its columns may be missing or empty. */
function readProfile(name: PersonName, fields: Fields): { profile: StoredProfile } | { reason: string } {
  const given: StoredProfile = { ...forEachField((field) => ownColumns.profile[field].read(fields)), name };
  for (const field of profileFields) {
    const read = profile[field].safeParse(given[field]);
    if (given[field] && !read.success) return { reason: `the ${field} ${describeProblem(read.error)}` };
    given[field] = read.data ?? '';
  }
  return { profile: given };
}

function readBackup(given: string, main: Address): { backup: Address | null } | { reason: string } {
  if (given === '') return { backup: null };
  const read = address.safeParse(given);
  if (!read.success)
    return { reason: `the backup address is ${emailProblems[read.error.issues[0]?.message as EmailProblem]}` };
  if (read.data.canonical === main.canonical) return { reason: 'the backup address is the email address itself' };
  return { backup: read.data };
}

function readHash(given: string): Kept | { reason: string } {
  const read = readImported(given);
  if (read.outcome === 'refused') return read;
  if (read.outcome === 'no-password') return noPassword(read.reason);
  return { passwordHash: read.hash, work: read.work, whyNone: null };
}

const noPassword = (whyNone: string) => ({ passwordHash: null, work: null, whyNone });
