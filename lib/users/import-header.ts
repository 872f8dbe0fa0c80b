import type { Readable } from 'node:stream';
import { forEachField, type ProfileField, profileFields } from '@/lib/profile';

/** Thrown when a file cannot be read any further: another encoding, no header, an unclosed quote. The message is for operators. */
export class CsvUnreadable extends Error {}

/** Where the columns are, how many there are, and the names of those that are not read. */
export type Header = {
  width: number;
  name: number;
  email: number;
  passwordHash: number;
  /** Columns that may be missing. */
  backupEmail: number | null;
  profile: Record<ProfileField, number | null>;
  ignored: string[];
};

const wanted = 'name,email,passwordHash';
const optional = ['backupEmail', ...profileFields.filter((field) => field !== 'name')];

/**
 * Reads the beginning of a file.
 * @returns the separator of its first line, and all chunks of the file
 * @throws CsvUnreadable when its first bytes are not those of UTF-8 text
 */
export async function readStart(file: Readable): Promise<{ delimiter: string; chunks: AsyncIterable<Buffer> }> {
  const rest: AsyncIterator<Buffer | string> = file[Symbol.asyncIterator]();
  const first = Buffer.from((await rest.next()).value ?? '');
  refuseOtherFormats(first);
  const [line = ''] = first.toString('utf8', 0, 20_000).split(/[\r\n]/);
  // Spreadsheets write semicolons where the comma is the decimal point.
  const delimiter = [',', ';', '\t'].find((separator) => line.includes(separator)) ?? ',';
  async function* chunks() {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield Buffer.from(next.value);
  }
  return { delimiter, chunks: chunks() };
}

function refuseOtherFormats(bytes: Buffer): void {
  const start = bytes.toString('latin1', 0, 4);
  if (start.startsWith('PK\x03\x04'))
    throw new CsvUnreadable('This is a spreadsheet, not a CSV file. Save it as "CSV UTF-8".');
  if (/^(\xff\xfe|\xfe\xff)/.test(start) || bytes.subarray(0, 200).includes(0))
    throw new CsvUnreadable(
      'The file is UTF-16. Save it as UTF-8 ("CSV UTF-8" in a spreadsheet), or run: iconv -f UTF-16 -t UTF-8 FILE.csv > NEW.csv',
    );
}

/** Finds the columns by their names, in any order, case and spelling: password_hash, E-Mail. */
export function readHeader(record: string[], delimiter: string): Header {
  const names = record.map((name) => name.replace(/[\s_-]/g, '').toLowerCase());
  const find = (name: string) => ({ name, at: names.indexOf(name.toLowerCase()) });
  const [columns, more] = [wanted.split(',').map(find), optional.map(find)];
  const should = `The first line should read: ${wanted}`;
  if (record.some((field) => field.includes('@')))
    throw new CsvUnreadable(`The file has no line with column names. ${should}`);
  const missing = columns.filter(({ at }) => at < 0).map(({ name }) => name);
  if (missing.length > 0)
    throw new CsvUnreadable(
      `The first line has no column ${missing.join(' or ')}. It reads: ${record.join(delimiter).slice(0, 100)}\n${should}`,
    );
  const twice = [...columns, ...more].find(({ name, at }) => at >= 0 && names.lastIndexOf(name.toLowerCase()) > at);
  if (twice) throw new CsvUnreadable(`The first line has the column ${twice.name} twice. ${should}`);
  const [name = 0, email = 0, passwordHash = 0] = columns.map(({ at }) => at);
  const ignored = record.filter((_, at) => ![...columns, ...more].some((column) => column.at === at));
  const findOptional = (name: string) => {
    const { at } = find(name);
    return at < 0 ? null : at;
  };
  const profile = forEachField(findOptional);
  return {
    width: record.length,
    name,
    email,
    passwordHash,
    backupEmail: findOptional('backupEmail'),
    profile,
    ignored,
  };
}
