import { describe, expect, it } from 'vitest';
import { speak } from '@/lib/words';
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
    expect(text).toContain('for 30 minutes: until 2:32 PM UTC on November 3, 2026.');
  });

  it('says the time in the zone of the reader when that is known', () => {
    const { text } = writeReset({ ...asked, timeZone: 'Europe/Berlin' });
    expect(text).toContain('until 3:32 PM GMT+1');
  });

  it('says that nothing happens to somebody who did not ask', () => {
    const { text } = writeReset(asked);
    expect(text.replace(/\n/g, ' ')).toContain(
      'If you did not ask for this, you can ignore this mail; your password stays as it is.',
    );
  });

  it('shows the code alone on a line of its own, and says where to type it and where not', () => {
    const { text, html } = writeReset({ ...asked, code: '7K4M-2XQ9' });
    expect(text).toMatch(/\n\n {4}7K4M-2XQ9\n\n/);
    expect(html).toMatch(/<td class="code" dir="ltr"[^>]*>7K4M-2XQ9<\/td>/);
    expect(text.replace(/\n/g, ' ')).toContain('Nobody of ours will ever ask you for it.');
    expect(writeReset(asked).text).not.toMatch(/code/i);
  });

  it('offers to kill the link to somebody who did not ask', () => {
    expect(writeReset(asked).text).toContain('I did not ask for this:\nhttps://return-key.test/not-me/sample\n');
  });
});
