import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { env } from '@/lib/env';
import { type Address, address, type PersonName, type ProblemOf, personName } from '@/lib/fields';
import { forEachField, profile, profileFields, type StoredProfile } from '@/lib/profile';
import { CsvUnreadable, type Header, readHeader, readStart } from './import-header';

/** A valid line of the file. */
export type Line = {
  line: number;
  profile: StoredProfile;
  address: Address;
  passwordHash: string | null;
  backup: Address | null;
};
/** A line that was not imported. The reason is for operators. */
export type Refusal = { line: number; reason: string };

/**
 * Reads a CSV file line by line (RFC 4180; with or without a byte order mark, any line ends; commas, semicolons or tabs). Yields the
 * columns that are ignored, then each user, or the reason why a line is refused.
 * @throws CsvUnreadable
 */
export async function* readLines(file: Readable): AsyncGenerator<Line | Refusal | { ignoredColumns: string[] }> {
  const { delimiter, chunks } = await readStart(file);
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    // As many exporters write a name: John "JJ" Doe.
    relax_quotes: true,
    // Joined exports may mix them. By itself the parser takes that of the first line for all.
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    max_record_size: 20_000,
  });
  const source = Readable.from(chunks);
  // pipe() does not forward errors: the loop below would wait forever.
  source.on('error', (error) => parser.destroy(error));
  let header: Header | null = null;
  let last = { lines: 0, empty_lines: 0 };
  try {
    const records: AsyncIterable<{ record: string[]; info: Info }> = source.pipe(parser);
    for await (const { record, info } of records) {
      // `info.lines` is the last line of a record, which may span several. Report the first.
      const line = last.lines + 1 + info.empty_lines - last.empty_lines;
      last = info;
      if (!header) {
        header = readHeader(record, delimiter);
        yield { ignoredColumns: header.ignored };
      } else if (record.some((field) => field.trim())) yield readLine(record, header, line);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CsvUnreadable(`${error.message}. Nothing after that was read: fix the line.`);
  }
  if (!header) throw new CsvUnreadable('The file is empty.');
}

function readLine(record: string[], header: Header, line: number): Line | Refusal {
  const refuse = (reason: string) => ({ line, reason });
  if (record.length !== header.width)
    return refuse(
      `has ${record.length} fields instead of ${header.width}; put quotes around any value that contains the separator`,
    );
  // The replacement character: the bytes were not UTF-8.
  if (record.some((field) => field.includes('\uFFFD'))) return refuse('is not UTF-8; save the file as UTF-8');
  const email = address.safeParse(record[header.email]);
  if (!email.success)
    return refuse(`the email address is ${emailProblems[email.error.issues[0]?.message as EmailProblem]}`);
  const given = record[header.name]?.trim();
  // Without a name: the part of the address before the "@", which its owner can change.
  const name = personName.safeParse(given || email.data.typed.replace(/@[^@]*$/, ''));
  if (!name.success) return refuse(`the name ${nameProblems[name.error.issues[0]?.message as NameProblem]}`);
  const profile = readProfile(name.data, record, header);
  if ('reason' in profile) return refuse(profile.reason);
  const hash = readHash(record[header.passwordHash]?.trim() ?? '');
  if ('reason' in hash) return refuse(hash.reason);
  const backup = readBackup(header.backupEmail === null ? '' : (record[header.backupEmail]?.trim() ?? ''), email.data);
  if ('reason' in backup) return refuse(backup.reason);
  return { line, ...profile, address: email.data, ...hash, ...backup };
}

/** The rest of the profile. Its columns may be missing or empty. */
function readProfile(
  name: PersonName,
  record: string[],
  header: Header,
): { profile: StoredProfile } | { reason: string } {
  const given = forEachField((field) =>
    field === 'name' ? name : (record[header.profile[field] ?? -1]?.trim() ?? ''),
  );
  for (const field of profileFields) {
    const read = profile[field].safeParse(given[field]);
    if (given[field] && !read.success)
      return { reason: `the column ${field} is refused: ${read.error.issues[0]?.message}` };
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

type EmailProblem = ProblemOf<typeof address>;
type NameProblem = ProblemOf<typeof personName>;

const emailProblems: Record<EmailProblem, string> = {
  missing: 'missing',
  malformed: 'malformed',
  tooLong: 'too long',
  invisible: 'malformed: it contains an invisible character',
  fullWidth: 'malformed: it contains full-width characters',
};
const nameProblems: Record<NameProblem, string> = {
  missing: 'has no visible characters',
  malformed: 'is malformed: it contains control or unknown characters, or a line break',
  tooLong: 'is too long',
};

function readHash(hash: string): { passwordHash: string | null } | { reason: string } {
  if (hash === '') return { passwordHash: null };
  const cost = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(hash)?.[1];
  if (!cost || Number(cost) < 4)
    return {
      reason:
        'the hash is not bcrypt ($2a$, $2b$, $2y$); leave it empty, and the owner can set a password with a reset link',
    };
  // A higher cost would occupy a hashing thread for longer, and its timing would reveal that the address has an account.
  const limit = env().BCRYPT_COST;
  if (Number(cost) > limit)
    return {
      reason: `the cost of the hash is ${Number(cost)}, more than BCRYPT_COST (${limit}): raise that, or leave the hash empty, and the owner can set a password with a reset link`,
    };
  return { passwordHash: hash };
}
