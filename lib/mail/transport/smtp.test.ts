import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { brand } from '@/lib/brand';
import { languages, speak } from '@/lib/words';

// An email as a mail server receives it, byte by byte.
let received: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onData: (stream, _, done) => {
    readText(stream).then((raw) => {
      received.push(raw);
      done();
    }, done);
  },
});
server.on('error', () => {});
const socket = server.listen(0, '127.0.0.1');
await once(socket, 'listening');
vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${(socket.address() as AddressInfo).port}`);
const { smtp } = await import('./smtp');
beforeEach(() => {
  received = [];
});
afterAll(() => {
  smtp.close?.();
  server.close();
});

type Email = Parameters<typeof smtp.send>[0];
const text = 'Grüße, こんにちは, مرحبا = ok\n\n--not a boundary\n--=_neither\n. \nhttps://return-key.test/x?a=b\n';

async function send(over: Partial<Email>): Promise<string> {
  const email = { id: randomUUID(), to: 'ada@example.test', subject: 'Hello', text: 'Hello\n', html: '<p>Hello</p>\n' };
  expect(await smtp.send({ ...email, ...over })).toMatchObject({ outcome: 'sent' });
  return received.at(-1) ?? '';
}

const dictionaries = await Promise.all(languages.map(({ locale }) => speak(locale)));

test.each(dictionaries.map(({ locale, mail }) => [locale, mail.reset.subject(brand.name)]))(
  'what is written in %s is what is read',
  async (_, subject) => {
    const {
      text: plain,
      html,
      ...read
    } = await PostalMime.parse(await send({ subject, text, html: `<p>${text}</p>` }));
    expect([plain?.trim(), html?.trim()]).toEqual([text.trim(), `<p>${text}</p>`]);
    expect(read).toMatchObject({ subject, to: [{ name: '', address: 'ada@example.test' }] });
  },
);

test('no line is longer than 78, however long the address of the site is', async () => {
  const headers = { 'OTP-Token': `"ABCD-EFGH"; origin="https://${'long-'.repeat(8)}name.example"` };
  const lines = (await send({ subject: 'パスワード'.repeat(20), text: text.repeat(9), headers })).split('\r\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(78);
});

test('every line ends in CR LF, and everything is ASCII', async () => {
  expect(await send({ text, html: text })).toMatch(/^(?:[\x20-\x7E\t]*\r\n)+$/);
});

test('emails that share a subject share nothing else', async () => {
  const addresses = ['one@example.test', 'other@example.test'];
  await Promise.all(addresses.map((to) => send({ to, text: to })));
  const emails = await Promise.all(received.map((raw) => PostalMime.parse(raw)));
  expect(emails.map(({ to }) => to?.[0]?.address).sort()).toEqual(addresses);
  for (const { to, text } of emails) expect(text?.trim()).toBe(to?.[0]?.address);
  expect(new Set(emails.map(({ messageId }) => messageId)).size).toBe(2);
});

test('the code is offered in the header that mail programs read', async () => {
  const value = '"7K4M-2XQ9"; origin="https://return-key.test"';
  const { headers } = await PostalMime.parse(await send({ headers: { 'OTP-Token': value } }));
  expect(headers).toContainEqual(expect.objectContaining({ key: 'otp-token', value }));
});

test('no file of the server gets into an email', async () => {
  const html = { path: '/etc/passwd' } as unknown as string;
  const email = { id: randomUUID(), to: 'ada@example.test', subject: 'Hello', text: 'Hello', html };
  expect((await smtp.send(email)).outcome).toBe('deferred');
  expect(received).toEqual([]);
});
