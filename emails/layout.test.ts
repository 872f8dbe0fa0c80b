import { describe, expect, it } from 'vitest';
import { speak } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import { formatDuration } from '@/lib/words/time';
import { button, link, paragraph } from './blocks';
import { fold, widthOf } from './fold';
import { html } from './html';
import { composeMail } from './layout';

const english = await speak('en');

describe('the html tag', () => {
  it('escapes every value, between tags and inside attributes', () => {
    expect(html`<a title="${`"'<&>`}">${'<b>'}</a>${7}`.toString()).toBe(
      '<a title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;</a>7',
    );
  });

  it('puts pieces of HTML in as they are, one or several', () => {
    const item = html`<i>${'&'}</i>`;
    expect(html`${item}|${[item, item]}|${[]}`.toString()).toBe('<i>&amp;</i>|<i>&amp;</i><i>&amp;</i>|');
  });
});

describe('the layout', () => {
  const outboxEmail = { subject: 's', preheader: 'p', heading: 'h', below: [] };

  it('turns with the direction of the language, but never turns an address', () => {
    const words = { ...english, locale: 'ar', direction: 'rtl' as const };
    const content = composeMail({ ...outboxEmail, words, blocks: [button(words, 'b', 'https://return-key.test/x')] });
    expect(content.html).toContain('<html lang="ar" dir="rtl">');
    expect(content.html).toContain('<a class="soft" dir="ltr" href="https://return-key.test/x"');
    expect(content.html.match(/<table[^>]*>/g)?.every((table) => table.includes('dir="rtl"'))).toBe(true);
    // Word alone is told sides, in a comment that nothing else reads.
    expect(content.html.replace(/<!--.*?-->/gs, '')).not.toMatch(
      /text-align|float:|margin-(left|right)|align="(left|right)/,
    );
  });

  it('keeps an address together in a sentence that runs the other way', () => {
    const words = { ...english, direction: 'rtl' as const };
    expect(isolate(words, 'ada@example.com')).toBe('\u2066ada@example.com\u2069');
    expect(isolate(english, 'ada@example.com')).toBe('ada@example.com');
  });

  it('folds Japanese, which has no spaces, at 76 columns, and begins no line with what closes', () => {
    const sentence = 'このリンクは一度だけ、三十分間使えます。ada@example.com の新しいパスワードを選んでください。';
    const lines = fold(sentence.repeat(6)).split('\n');
    expect(lines.join('').replaceAll(' ', '')).toBe(sentence.repeat(6).replaceAll(' ', ''));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      expect(widthOf(line)).toBeLessThanOrEqual(76);
      expect(line).not.toMatch(/^[、。」）]/);
    }
    expect(lines.join('\n').match(/ada@example\.com/g)).toHaveLength(6);
  });

  it('folds sentences at 76 columns and never a link', () => {
    const url = `https://return-key.test/${'x'.repeat(300)}`;
    const words = english;
    const blocks = [paragraph('word '.repeat(100).trim()), link(words, 'There', url), link(words, 'There?', url)];
    const { text } = composeMail({ ...outboxEmail, words, blocks });
    const lines = text.split('\n');
    expect(lines.filter((line) => line === url)).toHaveLength(2);
    expect(Math.max(...lines.filter((line) => line !== url).map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(lines).toContain('There:');
    expect(lines).toContain('There?');
  });
});

describe('a duration', () => {
  it('is said in the largest unit that fits', () => {
    expect([1, 30, 60, 90, 1440, 10_080].map((minutes) => formatDuration(minutes, 'en'))).toEqual([
      '1 minute',
      '30 minutes',
      '1 hour',
      '90 minutes',
      '24 hours',
      '7 days',
    ]);
  });
});
