import { type Format, formats, ownColumns } from './formats';
import { plainHeader, plainName, type Shape } from './records';
import { FileUnreadable } from './text';

/** What a file was recognized as. Comes before its rows. */
export type Opened = {
  format: Format;
  /** What the numbers of rows count. */
  counts: Shape['counts'];
  /** The names of what is not read. */
  ignored: string[];
};

/**
 * Finds the format of a file by its names, in any order, case and spelling: password_hash, E-Mail.
 * @param wanted the name of a format, which then has to fit
 * @throws FileUnreadable
 */
export function chooseFormat({ kind, counts, names }: Shape, wanted?: string): Opened {
  const plainNames = names.map(plainName);
  const given = new Set(plainNames);
  const format = wanted ? findNamed(wanted, given) : formats.find(({ isIt }) => isIt(given, kind));
  if (!format) throw new FileUnreadable(explainUnknown(kind, names, given));
  const read = listNames(format);
  const twice = names.find((_, at) => {
    const name = plainNames[at] ?? '';
    return read.includes(name) && plainNames.lastIndexOf(name) > at;
  });
  if (twice) throw new FileUnreadable(`The first line has the column ${twice} twice.`);
  return { format, counts, ignored: names.filter((name, at) => name && !read.includes(plainNames[at] ?? '')) };
}

function listNames(format: Format): string[] {
  const { email, fullName, passwordHash, isVerified, isDisabled, isDeleted } = format;
  const profile = Object.entries(ownColumns.profile).flatMap(([field, source]) => (field === 'name' ? [] : source));
  const sources = [email, fullName, passwordHash, isVerified, isDisabled, isDeleted, ownColumns.backup, ...profile];
  return sources.flatMap((source) => source?.names.map(plainName) ?? []);
}

function findNamed(wanted: string, given: ReadonlySet<string>): Format | undefined {
  const format = formats.find(({ name }) => name === wanted);
  if (!format) return undefined;
  const needed = format.email.names.filter((name) => !given.has(plainName(name)));
  if (needed.length === 0) return format;
  throw new FileUnreadable(`The file has no ${needed.join(', ')}, so it cannot be read as ${format.title}.`);
}

function explainUnknown(kind: Shape['kind'], names: readonly string[], given: ReadonlySet<string>): string {
  const reads = names.join(',').slice(0, 100);
  if (kind === 'json') {
    const hint = given.has('realm')
      ? '\nKeycloak leaves users out of a partial export. Run: kc.sh export --users same_file'
      : '';
    return `The first user has no email. Its fields: ${reads}${hint}`;
  }
  const missing = plainHeader.split(',').filter((name) => !given.has(name.toLowerCase()));
  return `The first line has no column ${missing.join(' or ')}. It reads: ${reads}\nIt should read ${plainHeader}, or be that of a product's export.`;
}
