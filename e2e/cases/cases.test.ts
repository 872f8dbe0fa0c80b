import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// README.md lists the cases and the tests that show them. The number of a case stands in the titles of its tests.
const folder = new URL('.', import.meta.url);
const readme = readFileSync(new URL('README.md', folder), 'utf8');
const tests = findTests();
const rows = readme.split('\n').filter((line) => line.startsWith('| C-'));

test('the table has 115 cases in their order, each with what is tried, what must happen, and a test', () => {
  const numbers = Array.from({ length: 115 }, (_, index) => `C-${String(index + 1).padStart(3, '0')}`);
  expect(rows.map((row) => cellsOf(row)[0])).toEqual(numbers);
  expect(rows.filter((row) => cellsOf(row).some((cell) => cell === ''))).toEqual([]);
  expect([...tests.keys()].sort()).toEqual(numbers);
});

// After a change of titles `npm test -- unit e2e/cases -u` writes the last column again.
test('the table names every test with a number, by file and title, and no other', async () => {
  const lines = readme.split('\n').map((line) => (line.startsWith('| C-') ? withTests(line) : line));
  await expect(lines.join('\n')).toMatchFileSnapshot('README.md');
});

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}

function withTests(row: string): string {
  const [number = '', tried, outcome] = cellsOf(row);
  return `| ${[number, tried, outcome, tests.get(number)?.join('<br>') ?? ''].join(' | ')} |`;
}

/** The tests of each case, as the table writes them: a computed part of a title is an ellipsis. */
function findTests(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.spec.ts'))
    .sort()) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    for (const [, plain, computed] of text.matchAll(/\btest\(\s*(?:'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g)) {
      const title = (plain ?? computed ?? '').replace(/\$\{[^}]*\}/g, '…').replaceAll("\\'", "'");
      const words = title.replace(/^(C-\d{3} )+/, '').replaceAll('|', '\\|');
      for (const [number] of title.matchAll(/C-\d{3}/g))
        found.set(number, [...(found.get(number) ?? []), `\`${file}\`: ${words}`]);
    }
  }
  return found;
}
