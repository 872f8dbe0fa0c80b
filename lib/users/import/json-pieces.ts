import { FileUnreadable, longestRow } from './text';

/** The text of one user; null when it is too long. `at`: its line, or which user of the file it is. */
export type Piece = { at: number; text: string | null };

/** Splits JSON with an object on each line. A broken line spoils no other. */
export async function* splitLines(text: AsyncGenerator<string>): AsyncGenerator<Piece> {
  let rest = '';
  let at = 0;
  let isTooLong = false;
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      at += 1;
      isTooLong ||= line.length > longestRow;
      if (isTooLong || line.trim()) yield { at, text: isTooLong ? null : line };
      isTooLong = false;
    }
    isTooLong ||= rest.length > longestRow;
    if (isTooLong) rest = '';
  }
  if (isTooLong || rest.trim()) yield { at: at + 1, text: isTooLong ? null : rest };
}

/**
 * Splits an array of objects, that of an object with `users`, or objects after one another. It looks only at quotes and brackets; what is
 * between them is for JSON.parse.
 * @throws FileUnreadable when brackets do not close, or something else stands between two users
 */
export async function* splitUsers(text: AsyncGenerator<string>): AsyncGenerator<Piece> {
  const splitter = new Splitter();
  for await (const chunk of text) yield* splitter.read(chunk);
  splitter.end();
}

const outsideStrings = /["{}[\]]/g;
const insideStrings = /["\\]/g;

class Splitter {
  private depth = 0;
  /** The depth at which users begin: 0, in an array 1, in the array of an object 2. */
  private userDepth = 0;
  private users = 0;
  /** The text of the current user so far; null between users. */
  private user: string | null = null;
  private between = '';
  private isTooLong = false;
  private isInString = false;
  private isEscaped = false;

  *read(chunk: string): Generator<Piece> {
    let kept = 0;
    for (let next = 0; next < chunk.length; ) {
      if (this.isEscaped) {
        this.isEscaped = false;
        next += 1;
        continue;
      }
      const pattern = this.isInString ? insideStrings : outsideStrings;
      pattern.lastIndex = next;
      const [mark = ''] = pattern.exec(chunk) ?? [];
      if (!mark) break;
      next = pattern.lastIndex;
      if (mark === '\\') this.isEscaped = true;
      else if (mark === '"') this.isInString = !this.isInString;
      else {
        const isStart = mark === '{' || mark === '[';
        // An opening bracket belongs to what it opens.
        this.keep(chunk.slice(kept, isStart ? next - 1 : next));
        kept = isStart ? next - 1 : next;
        if (isStart) this.open(mark);
        else yield* this.close();
      }
    }
    this.keep(chunk.slice(kept));
  }

  end(): void {
    if (this.depth === 0 && !this.isInString) return;
    const where = this.user === null ? `after user ${this.users}` : `inside user ${this.users + 1}`;
    throw new FileUnreadable(`The file ends ${where}: it was cut off, or a quote or a bracket is missing there.`);
  }

  private keep(text: string): void {
    if (this.user === null) this.between = (this.between + text).slice(-100);
    else this.user += text;
    if (this.user === null || this.user.length <= longestRow) return;
    this.isTooLong = true;
    // `open` looks at the end of it.
    this.user = this.user.slice(-100);
  }

  private open(bracket: '{' | '['): void {
    if (this.depth === 0) {
      if (this.userDepth > 0) this.between = '';
      this.userDepth = bracket === '[' ? 1 : 0;
    }
    // What was taken for a user is the object that has them: {"users": [ … ]}
    if (bracket === '[' && this.depth === 1 && /"users"\s*:\s*$/.test(this.user ?? '')) {
      this.userDepth = 2;
      this.user = null;
      this.isTooLong = false;
    }
    if (bracket === '[' && this.user === null) this.between = '';
    if (bracket === '{' && this.depth === this.userDepth) {
      if (/[^\s,[]/.test(this.between))
        throw new FileUnreadable(
          `After user ${this.users} stands something that is no user: ${this.between.replaceAll(/[\s\p{C}]+/gu, ' ').trim()}`,
        );
      this.user = '';
      this.between = '';
    }
    this.depth += 1;
  }

  private *close(): Generator<Piece> {
    this.depth -= 1;
    if (this.depth < 0) throw new FileUnreadable(`A bracket is closed after user ${this.users} that was not opened.`);
    // What follows the array `users` has none.
    if (this.userDepth === 2 && this.depth === 1) this.userDepth = Number.POSITIVE_INFINITY;
    if (this.user === null || this.depth !== this.userDepth) return;
    this.users += 1;
    yield { at: this.users, text: this.isTooLong ? null : this.user };
    this.user = null;
    this.isTooLong = false;
    this.between = '';
  }
}
