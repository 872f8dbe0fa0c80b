import { type Piece, splitLines, splitUsers } from './json-pieces';
import { type FilePart, isObject, plainName } from './records';
import { FileUnreadable, longestRow } from './text';

/**
 * Reads JSON user by user, without holding the file: an object on each line, an array, or an object with an array `users`.
 * @throws FileUnreadable
 */
export async function* readJson(text: AsyncGenerator<string>): AsyncGenerator<FilePart> {
  const { start, isByLine } = await readStart(text);
  const pieces: AsyncGenerator<Piece> = (isByLine ? splitLines : splitUsers)(prepend(start, text));
  let isOpen = false;
  for await (const { at, text: piece } of pieces) {
    const read = piece === null ? `is longer than ${longestRow} characters` : readUser(piece);
    if (read === null) continue;
    if (typeof read === 'string') {
      yield { at, address: '', reason: read };
      continue;
    }
    if (!isOpen) yield { kind: 'json', counts: isByLine ? 'line' : 'user', names: Object.keys(read) };
    isOpen = true;
    yield { at, fields: new Map(Object.entries(read).map(([name, value]) => [plainName(name), value])) };
  }
  if (!isOpen) throw new FileUnreadable('The file has no users.');
}

/** Reads up to the end of the first line, which tells whether each line is a user. */
async function readStart(text: AsyncGenerator<string>): Promise<{ start: string; isByLine: boolean }> {
  let start = '';
  for (let isOver = false; !isOver && !start.trimStart().includes('\n') && start.length < longestRow; ) {
    const next = await text.next();
    start += next.value ?? '';
    isOver = next.done === true;
  }
  const first = readObject(start.trimStart().split('\n', 1)[0] ?? '');
  return { start, isByLine: typeof first === 'object' && !Array.isArray(first.users) };
}

async function* prepend(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

type Values = Record<string, unknown>;

/** @returns the values of a user, null for something else in a dump of Django, or why it cannot be read */
function readUser(text: string): Values | string | null {
  const read = readObject(text);
  if (typeof read === 'string' || !isObject(read.fields) || typeof read.model !== 'string') return read;
  // Every model of a user has both, and no other of Django's own has.
  return 'password' in read.fields && 'email' in read.fields ? read.fields : null;
}

function readObject(text: string): Values | string {
  try {
    const read: unknown = JSON.parse(text);
    return isObject(read) ? read : 'is no object';
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return 'is not valid JSON';
  }
}
