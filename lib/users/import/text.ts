import type { Readable } from 'node:stream';

/** Thrown when a file cannot be read any further: another kind of file, no header, an unclosed quote. The message is for operators. */
export class FileUnreadable extends Error {}

/** What stands for bytes that the file's encoding does not have. */
export const undecodable = '\uFFFD';

/** The longest row or user of a file, in characters. */
export const longestRow = 1_000_000;

const peeked = 200;

/**
 * Reads a file as text, of which `start` is the beginning: UTF-8 or UTF-16 of either byte order, with or without a byte order mark. Other encodings are not guessed, because a
 * wrong guess changes names without a trace: their characters arrive as `undecodable`.
 * @throws FileUnreadable when the first bytes are not those of text
 */
export async function readText(file: Readable): Promise<{ start: string; text: AsyncGenerator<string> }> {
  const rest: AsyncIterator<Buffer | string> = file[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  for (let isOver = false; !isOver && first.length < peeked; ) {
    const next = await rest.next();
    if (!next.done) first = Buffer.concat([first, Buffer.from(next.value)]);
    isOver = next.done === true;
  }
  refuseOtherKinds(first);
  const decoder = new TextDecoder(findEncoding(first));
  const start = decoder.decode(first, { stream: true });
  return { start, text: decode(start, rest, decoder) };
}

async function* decode(
  start: string,
  rest: AsyncIterator<Buffer | string>,
  decoder: TextDecoder,
): AsyncGenerator<string> {
  yield start;
  for (let next = await rest.next(); !next.done; next = await rest.next())
    yield decoder.decode(Buffer.from(next.value), { stream: true });
  yield decoder.decode();
}

function findEncoding(start: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const mark = start.toString('latin1', 0, 2);
  // Without a mark: the first characters of a header are ASCII, of which UTF-16 has a zero beside each.
  const isZero = (at: number) => start[at] === 0 && start[at + 2] === 0;
  if (mark === '\xff\xfe' || isZero(1)) return 'utf-16le';
  return mark === '\xfe\xff' || isZero(0) ? 'utf-16be' : 'utf-8';
}

const asCsv = 'export the table of users as CSV. In psql: \\copy (SELECT * FROM users) TO users.csv CSV HEADER';
const otherKinds: [starts: string[], problem: string][] = [
  [['PK\x03\x04'], 'This is a spreadsheet or an archive. Save a spreadsheet as "CSV UTF-8"; unpack an archive first.'],
  [['\x1f\x8b'], 'This file is compressed. Unpack it first: gunzip FILE'],
  [['PGDMP'], `This is a backup of a database; ${asCsv}`],
  [['--', '/*', 'CREATE ', 'INSERT ', 'COPY ', 'SET '], `This is SQL; ${asCsv}`],
];

function refuseOtherKinds(first: Buffer): void {
  const text = first.toString('latin1');
  const other = otherKinds.find(([starts]) => starts.some((start) => text.startsWith(start)));
  if (other) throw new FileUnreadable(other[1]);
}
