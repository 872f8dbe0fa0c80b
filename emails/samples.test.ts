import { describe, expect, it } from 'vitest';
import { brand } from '@/lib/brand';
import { languages, speak } from '@/lib/words';
import { formatMoment } from '@/lib/words/time';
import { widthOf } from './fold';
import { writeSamples } from './samples';

const link = /https?:\/\/[^\s"<>]+/g;
const english = await speak('en');
// About as long as a signed link can get.
const longest = writeSamples(english, 'N'.repeat(60), 'a1B2-c3_'.repeat(50));

describe.each(Object.entries(writeSamples(english)))('every email: %s', (name, content) => {
  it('reads as it was approved', async () => {
    await expect(`Subject: ${content.subject}\n\n${content.text}`).toMatchFileSnapshot(`golden/${name}.txt`);
    await expect(content.html).toMatchFileSnapshot(`golden/${name}.html`);
  });

  it('has the same links in both parts', () => {
    const inText = new Set(content.text.match(link));
    const inHtml = new Set(Array.from(content.html.matchAll(/href="([^"]+)"/g), (match) => match[1]));
    expect(inText.size).toBeGreaterThan(0);
    expect(inHtml).toEqual(inText);
  });

  it('puts every link of the text on a line of its own', () => {
    for (const url of content.text.match(link) ?? []) expect(content.text.split('\n')).toContain(url);
  });

  it('shows the main link bare in the HTML too, for when the button does not work', () => {
    expect(content.html).toMatch(/>https:\/\/return-key\.test\/[^<]+<\/a>/);
  });

  it('has one button', () => {
    expect(content.html.match(/class="(label|ink) wide"/g)).toHaveLength(1);
  });

  it('says whose email this is, for which account, when, and from where', () => {
    for (const part of [content.text, content.html]) {
      for (const word of [
        brand.name,
        'ada@example.com',
        formatMoment(english, new Date('2026-11-03T14:02:00Z'), 'UTC'),
        'Firefox on Linux',
        '203.0.113.7',
      ]) {
        expect(part.replace(/[ \n]+/g, ' ')).toContain(word);
      }
    }
  });

  it('fetches nothing from anywhere', () => {
    expect(content.html).not.toMatch(/\ssrc(set)?=|url\(|<link|<script|<img|<iframe|@import|@font-face|background=/i);
  });

  it('has a text part without markup, in lines of at most 76 columns unless they are a link', () => {
    expect(content.text).not.toMatch(/[<>]|&\w+;/);
    for (const line of content.text.split('\n'))
      if (!line.startsWith('http')) expect(line.length).toBeLessThanOrEqual(76);
  });

  it('has a subject of one line without a link', () => {
    expect(content.subject).toMatch(/^[\x20-\x7e]{1,70}$/);
    expect(content.subject).not.toMatch(/:\/\/|sample/);
  });

  it('stays small and keeps its lines within what SMTP allows, even with the longest link and name', () => {
    const long = longest[name];
    expect(Buffer.byteLength(long?.html ?? '')).toBeLessThan(8_000);
    const lines = `${long?.html}\n${long?.text}`.split('\n').map((line) => Buffer.byteLength(line));
    expect(Math.max(...lines)).toBeLessThanOrEqual(998);
  });

  it('carries the language, the direction and the dark scheme', () => {
    expect(content.html).toContain('<html lang="en" dir="ltr">');
    expect(content.html).toContain('name="color-scheme" content="light dark"');
    expect(content.html).toContain('prefers-color-scheme:dark');
  });

  it('does not say "token"', () => {
    expect(`${content.subject}${content.text}${content.html}`).not.toMatch(/token/i);
  });
});

const isNotice = /^(changed|address-changed|account|app|passkey|codes?|backup-(added|removed)|wait)/;

it.each(Object.entries(writeSamples(english)).filter(([name]) => isNotice.test(name)))(
  'the notice %s has one link, to the page that asks for an address, which no scanner knows',
  (_, { text }) => {
    expect(text.match(link)).toEqual(['https://return-key.test/not-me/a-sample-that-opens-nothing']);
  },
);

const others = languages.filter(({ locale }) => locale !== 'en');
const tongues = await Promise.all(others.map(async ({ locale }) => [locale, await speak(locale)] as const));

describe.each(tongues)('emails in %s', (locale, words) => {
  const messages = writeSamples(words);
  const longest = writeSamples(words, 'N'.repeat(60), 'a1B2-c3_'.repeat(50));

  it('the reset reads as it was approved', async () => {
    const { subject = '', text = '', html = '' } = messages.reset ?? {};
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`golden/reset.${locale}.txt`);
    await expect(html).toMatchFileSnapshot(`golden/reset.${locale}.html`);
  });

  it.each(Object.entries(writeSamples(english)))('%s is as whole as in English', (name, { text, subject }) => {
    const content = messages[name];
    expect(content?.subject).not.toBe(subject);
    expect(content?.text.match(link)).toEqual(text.match(link));
    expect(content?.html).toContain(`<html lang="${locale}" dir="${words.direction}">`);
    for (const line of content?.text.split('\n') ?? [])
      if (!line.startsWith('http')) expect(widthOf(line), line).toBeLessThanOrEqual(76);
    const long = longest[name];
    expect(Buffer.byteLength(long?.html ?? '')).toBeLessThan(8_000);
    const lines = `${long?.html}\n${long?.text}`.split('\n').map((line) => Buffer.byteLength(line));
    expect(Math.max(...lines)).toBeLessThanOrEqual(998);
  });
});
