import { CsvError, type Info, type Parser, parse } from 'csv-parse';
import { firebaseColumns, isFirebaseRow } from './firebase';
import { type FilePart, plainHeader, plainName, type Shape } from './records';
import { FileUnreadable, longestRow } from './text';

/**
 * Reads CSV line by line (RFC 4180; any line ends; commas, semicolons or tabs).
 * @throws FileUnreadable
 */
export async function* readCsv(start: string, text: AsyncGenerator<string>): AsyncGenerator<FilePart> {
  const parser = parse({
    delimiter: findDelimiter(start),
    info: true,
    relax_column_count: true,
    // As many exporters write a name: John "JJ" Doe.
    relax_quotes: true,
    // Joined exports may mix them. By itself the parser takes that of the first line for all.
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    max_record_size: longestRow,
  });
  let columns: string[] | null = null;
  let last = { lines: 0, empty_lines: 0 };
  try {
    for await (const { record, info } of parseAll(text, parser)) {
      // `info.lines` is the last line of a record, which may span several. Report the first.
      const line = last.lines + 1 + info.empty_lines - last.empty_lines;
      last = info;
      if (!columns) {
        const shape = readHeader(record);
        columns = shape.names.map(plainName);
        yield shape;
        if (shape.names === record) continue;
      }
      if (record.some((field) => field.trim())) yield readRow(record, columns, line);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new FileUnreadable(`${error.message}. Nothing after that was read: fix the line.`);
  }
  if (!columns) throw new FileUnreadable('The file is empty.');
}

type Parsed = { record: string[]; info: Info };

/** Takes the records of each chunk out before the next is written: an error would discard those that wait in the parser. */
async function* parseAll(text: AsyncGenerator<string>, parser: Parser): AsyncGenerator<Parsed> {
  // Each write reports its own.
  parser.on('error', () => undefined);
  for await (const chunk of text) {
    const written = new Promise<unknown>((resolve) => parser.write(chunk, resolve));
    for (let read: Parsed | null = parser.read(); read; read = parser.read()) yield read;
    const error = await written;
    if (error) throw error;
  }
  parser.end();
  yield* parser;
}

// Spreadsheets write semicolons where the comma is the decimal point.
function findDelimiter(start: string): string {
  const [line = ''] = start.slice(0, 20_000).split(/[\r\n]/);
  return [',', ';', '\t'].find((separator) => line.includes(separator)) ?? ',';
}

function readHeader(record: string[]): Shape {
  const shape = { kind: 'csv', counts: 'line' } as const;
  if (isFirebaseRow(record)) return { ...shape, names: firebaseColumns.slice(0, record.length) };
  if (record.some((field) => field.includes('@')))
    throw new FileUnreadable(`The file has no line with column names. The first line should read: ${plainHeader}`);
  return { ...shape, names: record };
}

function readRow(record: string[], columns: string[], at: number): FilePart {
  const fields = new Map(columns.map((name, i) => [name, record[i]]));
  if (record.length === columns.length) return { at, fields };
  const reason = `has ${record.length} fields instead of ${columns.length}; put quotes around any value that contains the separator`;
  return { at, address: record.find((field) => field.includes('@')) ?? '', reason };
}
