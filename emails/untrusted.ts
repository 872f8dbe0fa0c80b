/*
 * Untrusted text in emails. html.ts escapes it; this file keeps a display name or a user agent from carrying an advertisement, because
 * mail clients turn anything that looks like a URL into a link.
 */

const longestPiece = 60;

/** The text on one line, at most 60 characters, or null when it is empty or a mail client would make a link of it. */
export function tame(text: string | undefined): string | null {
  const line = flatten(text ?? '');
  if (line === '' || looksLikeLink(line)) return null;
  return line;
}

/** The text on one line, without control or direction characters, cut after 60 characters. */
export function flatten(text: string): string {
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Z}]+/gu, ' ')
    // Joiners stay, names and emoji need them; everything else that cannot be seen goes.
    .replace(/(?![\u200C\u200D])\p{Cf}/gu, '')
    .trim();
  const characters = [...line];
  if (characters.length <= longestPiece) return line;
  const kept = characters.slice(0, longestPiece - 1).join('');
  return `${kept.trimEnd()}…`;
}

// Checked after normalization, so that a full-width stop or a joiner before the dot can't hide a domain.
function looksLikeLink(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/[\p{Cf}\p{M}]/gu, '');
  return /:\/\/|www\.|@|\S[.。]\p{L}{2,}/iu.test(plain);
}
