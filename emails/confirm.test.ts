import { expect, test } from 'vitest';
import { speak } from '@/lib/words';
import { writeConfirm } from './confirm';

test('the confirmation email speaks of a code only when it has one', async () => {
  const words = await speak('en');
  const signUp = {
    words,
    email: 'ada@example.com',
    requester: { device: 'Firefox on Linux', network: '203.0.113.7' },
    url: 'https://return-key.test/confirm/sample',
    requestedAt: new Date('2026-11-03T14:02:00Z'),
    expiresAt: new Date('2026-11-04T14:02:00Z'),
    lifetimeMinutes: 24 * 60,
  };
  const { ignore, ignoreBoth } = words.mail.confirm;
  expect(writeConfirm({ ...signUp, code: '7K4M-2XQ9' }).text).toContain(ignoreBoth);
  const { text, html } = writeConfirm(signUp);
  expect(text).toContain(ignore);
  expect(text + html.replace(/class="code"|\.code\b/g, '')).not.toMatch(/\bcode\b/i);
});
