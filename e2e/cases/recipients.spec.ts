import { expect, test } from '@playwright/test';
import type { Message } from '../dev/mailbox/inbox';
import { Client } from '../support/client';
import { subjects } from '../support/subjects';
import {
  emailsFrom,
  importUser,
  messages,
  newAddress,
  newPassword,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// To whom an email goes, and what a name or an address can do to it. README.md lists the cases.

const resets = subjects.reset;

test('C-035 a name cannot add a header or a recipient', async () => {
  for (const name of [
    'Eve\r\nBcc: a@evil.test',
    'Eve\nBcc: a@evil.test',
    'x" <a@evil.test>, "y',
    'Eve <a@evil.test>',
  ]) {
    const stranger = newAddress();
    const registered = await new Client().register({ name, email: stranger, password: newPassword() });
    if (/[\r\n]/.test(name)) expect(registered.status).toBe(422);
    else expectOneRecipient(await waitForEmail(stranger), stranger);
    // A name that an import brought along was never looked at.
    const email = await importUser(newAddress(), name);
    expectOneRecipient(await resetMail(email), email);
  }
  expect(await messages('a@evil.test')).toEqual([]);
});

test('C-036 an address that mail software could read as two is refused, and nothing is sent', async () => {
  const evil = newAddress();
  const hostile = [
    `foo@x.test\r\nBcc: ${evil}`,
    `foo@x.test\nBcc: ${evil}`,
    `foo@x.test\r\n\r\n${evil}`,
    `foo<${evil}>@x.test`,
    `<foo@x.test><${evil}>`,
    `foo@x.test <${evil}>`,
    `Foo, Bar <${evil}>`,
    `Foo\r\n<${evil}>`,
    `foo@x.test,${evil}`,
    `foo@x.test;${evil}`,
    `foo@x.test ${evil}`,
    `group:${evil};`,
    `"foo"@x.test`,
    `"${evil} "@x.test`,
    `foo(${evil})@x.test`,
    `foo@x.test\0`,
    `foo@x.test\0${evil}`,
    `foo@x.test\u2028${evil}`,
    `foo@[127.0.0.1]`,
    evil.replace('@', '＠'),
    evil.replace('@', '﹫'),
  ];
  const client = new Client();
  for (const email of hostile) expect((await client.forgot(email)).status, JSON.stringify(email)).toBe(422);
  // A network may register ten times in a quarter of an hour, but only what can be read counts.
  for (const email of hostile)
    expect((await client.register({ email, password: newPassword() })).status, JSON.stringify(email)).toBe(422);
  expect(await emailsFrom(client.network)).toEqual([]);
  expect(await messages(evil)).toEqual([]);
});

test('C-037 a name is escaped, shortened, and cannot carry advertising', async () => {
  const image = await resetMail(await importUser(newAddress(), '<img src=//e>'));
  expect(image.html).toContain('Hello &lt;img src=//e&gt;,');
  for (const name of [
    'http://evil.test Win a prize',
    'Win on evil.test',
    'www.evil.test',
    'mail a@evil.test',
    '//evil。test',
  ]) {
    const message = await resetMail(await importUser(newAddress(), name));
    for (const part of [message.text, message.html]) expect(part).not.toMatch(/evil|Win/);
    expect(message.text).toMatch(/^Hello,\s/);
  }
  const long = await resetMail(await importUser(newAddress(), 'Ada '.repeat(100)));
  expect(/^Hello (.*),$/s.exec(long.text.split(/\r?\n\r?\n/)[0] ?? '')?.[1]?.length).toBeLessThanOrEqual(60);
  const client = new Client();
  const register = (name: string) => client.register({ name, email: newAddress(), password: newPassword() });
  expect((await register('A'.repeat(101))).status).toBe(422);
  // An email to an unconfirmed address contains no name.
  const [email, name] = [newAddress(), 'Buy Gold Now'];
  await new Client().register({ name, email, password: newPassword() });
  expect((await waitForEmail(email)).raw).not.toContain('Gold');
});

test('C-040 odd but real addresses get exactly one email each', async () => {
  const tag = newAddress().split('@')[0] ?? '';
  const odd = [
    `o'brien${tag}@example.test`,
    `${tag}+reset+1@example.test`,
    `!#$%&*/=?^_\`{|}~-${tag}@example.test`,
    `${tag.padEnd(64, 'x')}@example.test`,
    `j\u00fcrgen${tag}@example.test`,
    `${tag}.@docomo.ne.jp`,
  ];
  for (const email of odd) {
    // On the wire a dot at the end stands in quotes: another spelling of the same mailbox (RFC 5321, 4.1.2).
    const spelling = email.replace(/^(.*\.)(?=@)/, '"$1"');
    await importUser(email);
    await new Client().forgot(email);
    expectOneRecipient(await waitForEmail(spelling, resets), spelling);
    await waitForOutbox(email);
    expect([...(await messages(spelling)), ...(spelling === email ? [] : await messages(email))]).toHaveLength(1);
  }
  // One domain in both spellings. The test's mail server decodes the envelope; the header has it as sent.
  const [ascii, unicode] = [`${tag}@xn--bcher-kva.example`, `${tag}@b\u00fccher.example`];
  await importUser(ascii);
  for (const [before, email] of [ascii, unicode].entries()) {
    await new Client().forgot(email);
    const message = await waitForEmail(unicode, resets, before);
    expect(message.to).toEqual([unicode]);
    expect(message.raw).toContain(`\r\nTo: ${ascii}\r\n`);
  }
  const client = new Client();
  for (const near of [`${tag}@example.test`, `${tag}+reset@example.test`, `obrien${tag}@example.test`])
    await client.forgot(near);
  const states = (await emailsFrom(client.network)).map((outboxEmail) => outboxEmail.replace(/.*: /, ''));
  expect(states).toEqual(Array(3).fill('no-account'));
});

test('C-041 over-long and hostile addresses are refused before any work is done', async () => {
  const client = new Client();
  const hostile = [
    `${'x'.repeat(64)}@${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(62)}`,
    `${'ü'.repeat(32)}@${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(63)}`,
    `${'x'.repeat(65)}@example.test`,
    `x@${'y'.repeat(64)}.test`,
    `${'.'.repeat(10_000)}@example.test`,
    `x@${'.'.repeat(10_000)}test`,
    `a@${'a.'.repeat(5000)}a`,
    'a@'.repeat(5000),
    `${'"'.repeat(5000)}@example.test`,
    `${'('.repeat(5000)}${')'.repeat(5000)}@example.test`,
    `x@${'ü'.repeat(10_000)}.test`,
  ];
  for (const email of hostile) expect((await client.forgot(email)).status, email.slice(0, 90)).toBe(422);
  await client.open('/forgot-password');
  for (const send of [client.press.bind(client), client.call.bind(client)])
    expect((await send({ email: `${'x'.repeat(1_000_000)}@example.test` })).status).toBe(413);
  expect(await emailsFrom(client.network)).toEqual([]);
  expect((await client.forgot(`${'x'.repeat(64)}@${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(61)}`)).path).toBe(
    '/forgot-password/sent',
  );
});

async function resetMail(email: string): Promise<Message> {
  await new Client().forgot(email);
  const message = await waitForEmail(email, resets);
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(1);
  return message;
}

function expectOneRecipient(message: Message, email: string): void {
  expect(message.to).toEqual([email.toLowerCase()]);
  const [head = ''] = message.raw.split('\r\n\r\n');
  const fields = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  expect(fields.map((field) => field.split(':')[0]).sort()).toEqual([
    'Auto-Submitted',
    'Content-Type',
    'Date',
    'From',
    'MIME-Version',
    'Message-ID',
    ...([resets, subjects.confirm].some((subject) => subject.test(message.subject)) ? ['OTP-Token'] : []),
    'Subject',
    'To',
    'X-Auto-Response-Suppress',
  ]);
  expect(fields).toContain(email.startsWith('"') ? `To: <${email}>` : `To: ${email}`);
}
