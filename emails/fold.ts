const columns = 76;

/**
 * A sentence in lines of at most 76 columns. It breaks at spaces; Japanese and Chinese have none, and break between words
 * as a reader of theirs would. A piece that is longer than a line stays whole.
 */
export function fold(text: string): string {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const { piece, gap } of findPieces(text)) {
    const wider = width + gap.length + widthOf(piece);
    if (line === '' || wider > columns) {
      if (line !== '') lines.push(line);
      line = piece;
      width = widthOf(piece);
    } else {
      line += gap + piece;
      width = wider;
    }
  }
  return [...lines, line].join('\n');
}

/** What may stand at the end of a line, each with what is between it and the piece before. */
function findPieces(text: string): { piece: string; gap: string }[] {
  return text
    .split(' ')
    .flatMap((word) => segment(word).map((piece, index) => ({ piece, gap: index === 0 ? ' ' : '' })));
}

// Made for the first email that needs it: its dictionary is several megabytes.
let words: Intl.Segmenter | undefined;
// No line begins with what closes, and none ends with what opens.
const closes = /^[\p{Pe}\p{Pf}\p{Po}\u30FC\u3005\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308E]/u;
const opens = /[\p{Ps}\p{Pi}]$/u;

function segment(word: string): string[] {
  if (!wide.test(word)) return [word];
  const pieces: string[] = [];
  words ??= new Intl.Segmenter('ja', { granularity: 'word' });
  for (const { segment: next } of words.segment(word)) {
    const last = pieces.at(-1);
    // Latin within Japanese, such as an address, is not taken apart at its points.
    const isJoined =
      last !== undefined && (closes.test(next) || opens.test(last) || (isNarrow(last) && isNarrow(next)));
    if (isJoined) pieces[pieces.length - 1] = last + next;
    else pieces.push(next);
  }
  return pieces;
}

const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/;
const beyondAscii = /[^\0-\x7F]/;
const isNarrow = (piece: string) => !wide.test(piece);

/** Columns on a screen with emails of one width: a Japanese one takes two. */
export function widthOf(text: string): number {
  if (!beyondAscii.test(text)) return text.length;
  return [...text].reduce((width, outboxEmail) => width + (wide.test(outboxEmail) ? 2 : 1), 0);
}
