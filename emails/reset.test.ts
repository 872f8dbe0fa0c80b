import { describe, expect, it } from 'vitest';
import { speak } from '@/lib/words';
import { formatClock, formatMoment } from '@/lib/words/time';
import { writeReset } from './reset';
import { writeSamples } from './samples';

const words = await speak('en');
const asked = {
  words,
  email: 'ada@example.com',
  requester: { device: 'Firefox on Linux', network: '203.0.113.7' },
  url: 'https://return-key.test/reset-password/sample',
  declineUrl: 'https://return-key.test/not-me/sample',
  requestedAt: new Date('2026-11-03T14:02:00Z'),
  expiresAt: new Date('2026-11-03T14:32:00Z'),
  lifetimeMinutes: 30,
};

describe('the reset email', () => {
  it('has exactly one reset link in its text', () => {
    expect(writeSamples(words).reset?.text.match(/https?:\/\/\S+\/reset-password\/\S+/g)).toHaveLength(1);
  });

  it('says how long the link lives, in words and by the clock', () => {
    const { text } = writeReset(asked);
    expect(text).toContain(`expires in 30 minutes (${formatClock(asked.expiresAt, words.intl, 'UTC')}).`);
  });

  it('says the time in the zone of the reader when that is known', () => {
    const { text } = writeReset({ ...asked, timeZone: 'Europe/Berlin' });
    expect(text).toContain(`(${formatClock(asked.expiresAt, words.intl, 'Europe/Berlin')})`);
    expect(text).not.toContain(formatClock(asked.expiresAt, words.intl, 'UTC'));
  });

  it('names the day, too, when the link lives for a day or longer', () => {
    const expiresAt = new Date('2026-11-05T14:02:00Z');
    const { text } = writeReset({ ...asked, expiresAt, lifetimeMinutes: 2 * 1440 });
    expect(text.replace(/\n/g, ' ')).toContain(`expires in 2 days (${formatMoment(words, expiresAt, 'UTC')}).`);
  });

  it('tells someone who did not request it that nothing happens, and how to cancel it', () => {
    const { text } = writeReset(asked);
    expect(text.replace(/\n/g, ' ')).toContain(words.mail.reset.ignore);
    expect(text).toContain(`${words.mail.reset.decline}:\n${asked.declineUrl}\n`);
  });

  it('is short: at most 95 words before the facts, and under 7 kB with a link of 300 characters', () => {
    const { text, html } = writeReset({
      ...asked,
      name: 'Ada Lovelace',
      code: '7K4M-2XQ9',
      url: `https://return-key.test/reset-password/${'a1B2-c3_'.repeat(33)}`,
      declineUrl: `https://return-key.test/not-me/${'a1B2-c3_'.repeat(33)}`,
    });
    const before = text.slice(0, text.indexOf(words.mail.reset.when + words.mail.colon('')));
    expect(before).toContain(words.mail.reset.keepBoth);
    expect(before.match(/\S+/g)?.length).toBeLessThanOrEqual(95);
    expect(Buffer.byteLength(html)).toBeLessThan(7_000);
  });

  it.each([
    ['203.0.113.7', 'IP address: 203.0.113.7'],
    ['2001:db8:1:2::/64', 'IP address: 2001:db8:1:2::…'],
    ['unknown', null],
    ['operator', null],
  ])('says of the network %s: %s', (network, line) => {
    const { text } = writeReset({ ...asked, requester: { device: 'Firefox on Linux', network } });
    expect(/IP address.*/.exec(text)?.[0] ?? null).toBe(line);
  });

  it('shows the code alone on a line of its own, and says where to enter it, and not to share it', () => {
    const { text, html } = writeReset({ ...asked, code: '7K4M-2XQ9' });
    expect(text).toMatch(/\n\n {4}7K4M-2XQ9\n\n/);
    expect(html).toMatch(/<td class="code" dir="ltr"[^>]*>7K4M-2XQ9<\/td>/);
    expect(text.replace(/\n/g, ' ')).toContain(words.mail.reset.keepBoth);
    expect(writeReset(asked).text).not.toMatch(/code/i);
  });
});
