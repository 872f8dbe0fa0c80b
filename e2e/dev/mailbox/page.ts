/** The frame of every page of the mailbox. */
export function renderPage({ title, head = '', body }: { title: string; head?: string; body: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${encode(title)}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/style.css">
${head}
</head>
<body><main>${body}</main></body>
</html>`;
}

/** Plain text in which addresses can be pressed. */
export function linkify(text: string): string {
  // split() with a group puts the links at the odd places. Closing punctuation belongs to the sentence.
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/)
    .map((piece, place) => {
      const safe = encode(piece);
      return place % 2 ? `<a href="${safe}" target="_blank" rel="noopener">${safe}</a>` : safe;
    })
    .join('');
}

/** Text for HTML, between tags and inside attributes. */
export function encode(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
