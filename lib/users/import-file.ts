import type { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { env } from '@/lib/env';
import { type Address, address, type PersonName, personName } from '@/lib/fields';

/** A valid line of the file. */
export type Line = { line: number; name: PersonName; address: Address; passwordHash: string | null };

/** Thrown when a file cannot be read any further: no header, or an unclosed quote. The message is for operators. */
export class CsvUnreadable extends Error {}

/**
 * Reads a CSV file line by line (RFC 4180; with or without a byte order mark, any line ends). Yields each user, or the reason why a line
 * is refused.
 * @throws CsvUnreadable
 */
export async function* readLines(file: Readable): AsyncGenerator<Line | { line: number; reason: string }> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    // As many exporters write a name: John "JJ" Doe.
    relax_quotes: true,
    // Joined exports may mix them. By itself the parser takes that of the first line for all.
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    max_record_size: 20_000,
  });
  // pipe() does not forward errors: the loop below would wait forever.
  file.on('error', (error) => parser.destroy(error));
  let header: Header | null = null;
  let lastLine = 0;
  try {
    const records: AsyncIterable<{ record: string[]; info: Info }> = file.pipe(parser);
    for await (const { record, info } of records) {
      // `info.lines` is the last line of a record, which may span several. Report the first.
      const line = lastLine + 1;
      lastLine = info.lines;
      if (header) yield readLine(record, header, line);
      else header = readHeader(record);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CsvUnreadable(
      `${error.message}. Nothing from there on was read: fix the line and run the command again.`,
    );
  }
  if (!header) throw new CsvUnreadable('The file is empty.');
}

type Header = { width: number; name: number; email: number; passwordHash: number };

function readHeader(record: string[]): Header {
  const names = record.map((name) => name.trim().toLowerCase().replaceAll('_', ''));
  const [name, email, passwordHash] = ['name', 'email', 'passwordhash'].map((wanted) => names.indexOf(wanted));
  if (
    name === undefined ||
    email === undefined ||
    passwordHash === undefined ||
    Math.min(name, email, passwordHash) < 0
  ) {
    throw new CsvUnreadable(
      'The first line must name the columns, separated by commas: name,email,passwordHash. Other columns are ignored.',
    );
  }
  return { width: record.length, name, email, passwordHash };
}

function readLine(record: string[], header: Header, line: number): Line | { line: number; reason: string } {
  if (record.length !== header.width)
    return { line, reason: `has ${record.length} fields, the first line ${header.width}` };
  // The replacement character: the bytes were not UTF-8.
  if (record.some((field) => field.includes('\uFFFD'))) return { line, reason: 'is not UTF-8' };
  const name = personName.safeParse(record[header.name]);
  const email = address.safeParse(record[header.email]);
  const hash = readHash(record[header.passwordHash]?.trim() ?? '');
  if (!name.success) return { line, reason: `the name is ${describe(name.error.issues[0]?.message)}` };
  if (!email.success) return { line, reason: `the address is ${describe(email.error.issues[0]?.message)}` };
  if ('reason' in hash) return { line, reason: hash.reason };
  return { line, name: name.data, address: email.data, passwordHash: hash.passwordHash };
}

function readHash(hash: string): { passwordHash: string | null } | { reason: string } {
  if (hash === '') return { passwordHash: null };
  const cost = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(hash)?.[1];
  if (!cost || Number(cost) < 4)
    return {
      reason:
        'the hash is not bcrypt ($2a$, $2b$, $2y$); leave it empty to have the owner set a password by reset link',
    };
  // A higher cost would occupy a hashing thread for longer, and its timing would reveal that the address has an account.
  const limit = env().BCRYPT_COST;
  if (Number(cost) > limit)
    return {
      reason: `the cost of the hash is ${Number(cost)}, more than BCRYPT_COST (${limit}): raise that, or leave the hash empty to have the owner set a password by reset link`,
    };
  return { passwordHash: hash };
}

function describe(problem = 'malformed'): string {
  if (problem === 'tooLong') return 'too long';
  return problem === 'missing' ? problem : 'malformed';
}
