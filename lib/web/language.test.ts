import { describe, expect, test } from 'vitest';
import { findPreferred } from './language';

const tags = ['en', 'de', 'pt-BR', 'ja'];

describe('the language of a browser', () => {
  test.each([
    ['de', 'de'],
    ['DE-at', 'de'],
    ['de-DE-1996,en;q=0.8', 'de'],
    ['fr, de;q=0.5, en;q=0.7', 'en'],
    ['en;q=0.5, ja', 'ja'],
    ['en;q=0, de;q=0.1', 'de'],
    ['pt-br', 'pt-BR'],
    ['de;q=0.9;level=1, en;q=0.8', 'de'],
    [' de ;q=1.0 ', 'de'],
    ['en,de', 'en'],
    ['ja_JP.UTF-8, en;q=0.5', 'ja'],
    ['de_DE@euro', 'de'],
  ])('%j is answered in %s', (accept, tag) => {
    expect(findPreferred(accept, tags)).toBe(tag);
  });

  test.each(['', 'zh', 'zh-Hant-TW, ko;q=0.5', '*', ';q=1', ',,,', '-', '--', 'de;q=x', 'de;q=0', 'constructor'])(
    '%j has none here',
    (accept) => {
      expect(findPreferred(accept, tags)).toBeUndefined();
    },
  );

  test('is found in the beginning of a very long list', () => {
    expect(findPreferred(`xx,${'yy-zz,'.repeat(100_000)}de`, tags)).toBeUndefined();
  });
});
