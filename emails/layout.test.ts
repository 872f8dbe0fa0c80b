import { describe, expect, it } from 'vitest';
import { speak } from '@/lib/words';
import { formatDuration } from '@/lib/words/time';
import { button, link, paragraph } from './blocks';
import { html } from './html';
import { composeMail } from './layout';

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
  const letter = { subject: 's', preheader: 'p', heading: 'h', below: [] };

  it('turns with the direction of the language, but never turns an address', () => {
    const words = { ...speak('en'), locale: 'ar', direction: 'rtl' as const };
    const mail = composeMail({ ...letter, words, blocks: [button('b', 'https://return-key.test/x', 'or')] });
    expect(mail.html).toContain('<html lang="ar" dir="rtl">');
    expect(mail.html).toContain('<a class="soft" dir="ltr" href="https://return-key.test/x"');
    expect(mail.html).not.toMatch(/text-align|float:|margin-(left|right)|align="(left|right)/);
  });

  it('folds sentences at 76 columns and never a link', () => {
    const url = `https://return-key.test/${'x'.repeat(300)}`;
    const blocks = [paragraph('word '.repeat(100).trim()), link('There', url), link('There?', url)];
    const { text } = composeMail({ ...letter, words: speak('en'), blocks });
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
