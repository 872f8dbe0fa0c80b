// Plain text for operators' screens and emails: 80 columns, no colours.
const width = 80;

/** Formats rows under a heading. Columns are as wide as their content; the last one wraps. */
export function formatTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = heading
    .slice(0, -1)
    .map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const indent = columns.reduce((sum, column) => sum + column + 2, 0);
  return [heading, ...rows.map((row) => row.map((cell) => cell.replaceAll(/\p{C}/gu, ' ')))]
    .map((row) => {
      const start = columns.map((column, i) => (row[i] ?? '').padEnd(column + 2)).join('');
      return `${start}${hang(row[columns.length] ?? '', indent)}`.trimEnd();
    })
    .join('\n');
}

/** Formats name and value pairs, one per line. */
export function formatFacts(facts: readonly (readonly [string, string])[]): string {
  const column = Math.max(...facts.map(([name]) => name.length)) + 2;
  return facts.map(([name, text]) => `${name.padEnd(column)}${hang(text, column)}`.trimEnd()).join('\n');
}

/** Wraps a text to 80 columns with a hanging indent. */
export function hang(text: string, indent: number): string {
  const room = Math.max(20, width - indent);
  const lines = [''];
  // Drops control characters: untrusted text, such as a browser's name, must not control the terminal.
  for (const word of text.split(/[\s\p{C}]+/u).flatMap((long) => long.match(new RegExp(`.{1,${room}}`, 'gu')) ?? [])) {
    const last = lines.at(-1) ?? '';
    if (last && last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** "2026-11-22 18:03 UTC". */
export function formatMoment(at: Date | null): string {
  return at ? `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC` : '–';
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
