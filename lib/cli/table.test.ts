import { expect, test } from 'vitest';
import { formatFacts, formatTable } from './table';

test('no text of a stranger controls the terminal of an operator', () => {
  const words = 'one\u001b[2J\u0007two \u009b31m\u202ethree';
  const shown = formatTable(['a', 'b'], [[words, words]]) + formatFacts([['a', words]]);
  expect(shown.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
  expect(shown).toContain('three');
});
