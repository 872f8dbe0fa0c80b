/** The HTML document around every page of the mailbox. */
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

/** Encodes plain text as HTML and turns its URLs into links. */
export function linkify(text: string): string {
  // split() with a capture group puts the URLs at odd indexes. Trailing punctuation is not part of the URL.
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/)
    .map((piece, index) => {
      const safe = encode(piece);
      return index % 2 ? `<a href="${safe}" target="_blank" rel="noopener">${safe}</a>` : safe;
    })
    .join('');
}

/** Escapes text for HTML element content and attribute values. */
export function encode(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
