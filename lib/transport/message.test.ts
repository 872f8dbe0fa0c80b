import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { languages, speak } from '../words';
import { writeMessage } from './message';

const write = (over: Partial<Parameters<typeof writeMessage>[0]>) =>
  writeMessage(
    { id: randomUUID(), to: 'ada@example.test', subject: 'Hello', text: 'Hello\n', html: '<p>Hello</p>\n', ...over },
    `${randomUUID()}@example.test`,
  );
const text = 'Grüße, こんにちは, مرحبا = ok\n\n--not a boundary\n--=_neither\n. \nhttps://return-key.test/x?a=b\n';

/** Without the line end before each boundary, which the parser leaves to the part. */
async function parse(raw: string) {
  const { text = '', html = '', ...rest } = await PostalMime.parse(raw);
  return { ...rest, text: text.trim(), html: html.trim() };
}

const dictionaries = await Promise.all(languages.map(({ locale }) => speak(locale)));

test.each(dictionaries.map(({ locale, mail }) => [locale, mail.reset.subject('Return Key')]))(
  'what is written in %s is what is read',
  async (_, subject) => {
    const read = await parse(write({ subject, text, html: `<p>${text}</p>` }));
    expect(read).toMatchObject({ subject, text: text.trim(), html: `<p>${text}</p>` });
    expect(read.to).toEqual([{ name: '', address: 'ada@example.test' }]);
  },
);

test('no line is longer than 76, however long the address of the site is', () => {
  const headers = { 'OTP-Token': `"ABCD-EFGH"; origin="https://${'long-'.repeat(8)}name.example"` };
  const lines = write({ subject: 'パスワード'.repeat(20), text: text.repeat(9), headers }).split('\r\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
});

test('no line ends in anything but CR LF, and everything is ASCII', () => {
  expect(write({ text, html: text })).toMatch(/^(?:[\x20-\x7E\t]*\r\n)+$/);
});

test('mails that share a subject share nothing else', async () => {
  const [one, other] = await Promise.all(
    ['one@example.test', 'other@example.test'].map((to) => parse(write({ to, text: to }))),
  );
  expect(one).toMatchObject({ to: [{ address: 'one@example.test' }], text: 'one@example.test' });
  expect(other).toMatchObject({ to: [{ address: 'other@example.test' }], text: 'other@example.test' });
  expect(one?.messageId).not.toBe(other?.messageId);
});
