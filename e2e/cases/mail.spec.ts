import { expect, test } from '@playwright/test';
import type { Mail } from '../mailbox/inbox';
import { Visitor } from '../visitor';
import {
  importAccount,
  lettersFrom,
  linkIn,
  mails,
  newAccount,
  newAddress,
  newAlarm,
  newLink,
  newPassword,
  sql,
  storedHash,
  waitForMail,
  waitForOutbox,
} from '../world';

// CASES.md, A3.

const resets = /^Choose a new password/;
const site = process.env.E2E_BASE_URL ?? '';

test('C-033 the mail has a text and an HTML part with the same links, which no wrapping breaks', async () => {
  const mail = await resetMail(await importAccount());
  const [text, html] = partsOf(mail);
  expect(mail.raw).toContain('\r\nContent-Type: multipart/alternative;');
  expect(text?.type).toBe('text/plain; charset=utf-8');
  expect(html?.type).toBe('text/html; charset=utf-8');
  expect(Math.max(...mail.raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  for (const page of ['reset-password', 'not-me']) {
    const link = linkIn(mail, page);
    expect(text?.content.split('\r\n')).toContain(link);
    const targets = [...(html?.content ?? '').matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
    expect(new Set(targets.filter((target) => target?.includes(`/${page}/`)))).toEqual(new Set([link]));
  }
  expect(text?.content).not.toMatch(/<html|<a |<p>|&[a-z]+;/);
  expect(html?.content).toMatch(/^<!doctype html>/);
});

test('C-034 no link is built from what a request says about the host', async () => {
  const evil = 'evil.test';
  const poisons: Record<string, string>[] = [
    { Host: evil },
    { Host: `${evil}:99999` },
    { Host: 'www.example:dr.frankenstein@evil.test' },
    { 'X-Forwarded-Host': evil },
    { 'X-Forwarded-Host': evil, 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '443' },
    { Forwarded: `host=${evil};proto=https` },
    { 'X-Original-URL': `http://${evil}/forgot-password`, 'X-Rewrite-URL': `http://${evil}/` },
    { 'X-Host': evil, 'X-HTTP-Host-Override': evil, 'X-Forwarded-Server': evil },
    { Referer: `http://${evil}/` },
    { Origin: '', Referer: `http://${evil}/` },
    { Origin: `http://${evil}` },
    { Host: evil, Origin: `http://${evil}`, Referer: `http://${evil}/` },
  ];
  for (const poison of poisons) await expectOurLinks(poison);
  for (const target of [
    `http://${evil}/forgot-password`,
    `//${evil}/forgot-password`,
    `http://${evil}@localhost/forgot-password`,
  ])
    await expectOurLinks({}, target);
  // Nor is a later mail built from an earlier request.
  await expectOurLinks({});
});

test('C-035 a name cannot add a header or a recipient', async () => {
  for (const name of [
    'Eve\r\nBcc: a@evil.test',
    'Eve\nBcc: a@evil.test',
    'x" <a@evil.test>, "y',
    'Eve <a@evil.test>',
  ]) {
    const stranger = newAddress();
    const registered = await new Visitor().register({ name, email: stranger, password: newPassword() });
    if (/[\r\n]/.test(name)) expect(registered.status).toBe(422);
    else expectOneRecipient(await waitForMail(stranger), stranger);
    // A name that an import brought along was never looked at.
    const email = await importAccount(newAddress(), name);
    expectOneRecipient(await resetMail(email), email);
  }
  expect(await mails('a@evil.test')).toEqual([]);
});

test('C-036 an address that mail software could read as two is refused, and nothing is sent', async () => {
  const evil = newAddress();
  const hostile = [
    `foo@x.test\r\nBcc: ${evil}`,
    `foo@x.test\nBcc: ${evil}`,
    `foo@x.test\r\n\r\n${evil}`,
    `foo<${evil}>@x.test`,
    `<${evil}>`,
    `Foo <${evil}>`,
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
  const visitor = new Visitor();
  for (const email of hostile) expect((await visitor.forgot(email)).status, JSON.stringify(email)).toBe(422);
  // A network may register ten times in a quarter of an hour, but only what can be read counts.
  for (const email of hostile)
    expect((await visitor.register({ email, password: newPassword() })).status, JSON.stringify(email)).toBe(422);
  expect(await lettersFrom(visitor.network)).toEqual([]);
  expect(await mails(evil)).toEqual([]);
});

test('C-037 a name is escaped, no advertisement, and short', async () => {
  const image = await resetMail(await importAccount(newAddress(), '<img src=//e>'));
  expect(image.html).toContain('Hello &lt;img src=//e&gt;,');
  for (const name of [
    'http://evil.test Win a prize',
    'Win on evil.test',
    'www.evil.test',
    'mail a@evil.test',
    '//evil。test',
  ]) {
    const mail = await resetMail(await importAccount(newAddress(), name));
    for (const part of [mail.text, mail.html]) expect(part).not.toMatch(/evil|Win/);
    expect(mail.text).toMatch(/^Hello,\s/);
  }
  const long = await resetMail(await importAccount(newAddress(), 'Ada '.repeat(100)));
  expect(/^Hello (.*),$/s.exec(long.text.split(/\r?\n\r?\n/)[0] ?? '')?.[1]?.length).toBeLessThanOrEqual(60);
  const visitor = new Visitor();
  const register = (name: string) => visitor.register({ name, email: newAddress(), password: newPassword() });
  expect((await register('A'.repeat(101))).status).toBe(422);
  // To an address that nobody has confirmed no name is written at all.
  const [email, name] = [newAddress(), 'Buy Gold Now'];
  await new Visitor().register({ name, email, password: newPassword() });
  expect((await waitForMail(email)).raw).not.toContain('Gold');
});

test('C-038 a mail says what is needed, and holds nothing that watches or betrays', async () => {
  const { email, password } = await newAccount();
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  await visitor.setPassword(newPassword());
  await waitForMail(email, / was changed$/);
  const all = await mails(email);
  expect(all).toHaveLength(3);
  for (const { subject, text, html, raw } of all) {
    const [head = ''] = raw.split('\r\n\r\n');
    expect(subject).toContain('Return Key');
    expect(`${text}${html}`).toMatch(/If (this was not you|you did not ask)/);
    expect(raw.replaceAll('=\r\n', '')).not.toContain(password);
    // No token in a header, nothing that is fetched from anywhere, no address but those of this site and the one for help.
    expect(head).not.toContain('eyJ');
    expect(html).not.toMatch(/<(img|link|script|iframe|object|video|audio|base|form)\b|\bsrc=|url\(|@import/i);
    const addresses = `${text}${html}`.match(/\b(?:https?|ftp):\/\/[^\s"<]+/g) ?? [];
    for (const address of addresses) expect(new URL(address).origin).toBe(site);
  }
  const reset = all.find(({ subject }) => resets.test(subject));
  for (const part of [reset?.text, reset?.html]) {
    expect(part).toContain('Return Key');
    expect(part).toMatch(/works once, for 30\s+minutes: until \d\d:\d\d UTC/);
    expect(part).toMatch(/If you did not ask for this, you can ignore this mail/);
  }
});

test('C-039 after a success the owner gets a notice, which says when and changes nothing when it is read', async () => {
  const { email } = await newAccount();
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  const password = newPassword();
  await visitor.setPassword(password);
  const alarm = await newAlarm(email);
  const [notice, ...more] = await mails(email, / was changed$/);
  expect(more).toEqual([]);
  expect(notice?.to).toEqual([email]);
  expect(notice?.text).toMatch(/Changed: \d+ \w+ \d{4} at \d\d:\d\d UTC/);
  await visitor.signIn(email, password);
  const before = await stateOf(email);
  const scanner = new Visitor();
  for (const method of ['HEAD', 'GET', 'GET']) expect((await scanner.send(method, alarm)).status).toBe(303);
  expect((await scanner.open(alarm)).text).toContain('This was not');
  // Pressing the button without knowing the address of the account is not enough.
  for (const guess of ['', newAddress()]) expect((await scanner.submit({ email: guess })).status).toBe(422);
  expect(await stateOf(email)).toEqual(before);
  expect(await visitor.me()).toBe(email);
});

test('C-040 odd but real addresses get exactly one mail each', async () => {
  const tag = newAddress().split('@')[0] ?? '';
  const odd = [
    `o'brien${tag}@example.test`,
    `${tag}+reset+1@example.test`,
    `!#$%&*/=?^_\`{|}~-${tag}@example.test`,
    `${tag.padEnd(64, 'x')}@example.test`,
    `${tag}@xn--bcher-kva.example`,
    `j\u00fcrgen${tag}@example.test`,
    `${tag}.@docomo.ne.jp`,
    `${tag}..x@docomo.ne.jp`,
  ];
  for (const email of odd) {
    // On the wire two dots, and one at the end, stand in quotes: another spelling of the same mailbox (RFC 5321, 4.1.2).
    const spelling = email.replace(/^(.*\.[.@]?.*)(?=@docomo)/, '"$1"');
    await importAccount(email);
    await new Visitor().forgot(email);
    expectOneRecipient(await waitForMail(spelling, resets), spelling);
    await waitForOutbox(email);
    expect([...(await mails(spelling)), ...(spelling === email ? [] : await mails(email))]).toHaveLength(1);
  }
  const domain = `${tag}@xn--bcher-kva.example`;
  await new Visitor().forgot(domain.replace('xn--bcher-kva', 'b\u00fccher'));
  expectOneRecipient(await waitForMail(domain, resets, 1), domain);
  const visitor = new Visitor();
  for (const near of [`${tag}@example.test`, `${tag}+reset@example.test`, `obrien${tag}@example.test`])
    await visitor.forgot(near);
  const states = (await lettersFrom(visitor.network)).map((letter) => letter.replace(/.*: /, ''));
  expect(states).toEqual(Array(3).fill('no-account'));
});

test('C-041 over-long and hostile addresses are refused before anybody works on them', async () => {
  const visitor = new Visitor();
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
  for (const email of hostile) expect((await visitor.forgot(email)).status, email.slice(0, 90)).toBe(422);
  await visitor.open('/forgot-password');
  for (const send of [visitor.press.bind(visitor), visitor.call.bind(visitor)])
    expect((await send({ email: `${'x'.repeat(1_000_000)}@example.test` })).status).toBe(413);
  expect(await lettersFrom(visitor.network)).toEqual([]);
  expect((await visitor.forgot(`${'x'.repeat(64)}@${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(61)}`)).path).toBe(
    '/forgot-password/sent',
  );
});

async function resetMail(email: string): Promise<Mail> {
  await new Visitor().forgot(email);
  const mail = await waitForMail(email, resets);
  await waitForOutbox(email);
  expect(await mails(email)).toHaveLength(1);
  return mail;
}

/** Asks with something poisonous in the request: either it is refused and nothing is sent, or the mail is as it should be. */
async function expectOurLinks(poison: Record<string, string>, target?: string): Promise<void> {
  const [email, visitor] = [await importAccount(), new Visitor()];
  await visitor.open('/forgot-password');
  const fields: [string, string][] = [...visitor.findForm(['email']), ['email', email]];
  const { status, headers } = await visitor.post('/forgot-password', fields, poison, target);
  expect(status, JSON.stringify({ poison, target, headers })).toBeLessThan(500);
  const letters = await lettersFrom(visitor.network);
  if (headers.location !== '/forgot-password/sent') {
    // Refused, or sent to where Next.js thinks the page is: on this site.
    expect(headers.location ?? '/').toMatch(/^\/(?![/\\])/);
    expect([status, letters]).toEqual([headers.location ? 308 : 403, []]);
    return;
  }
  expect([status, letters]).toEqual([303, [`${email}: sent`]]);
  const [{ text, html } = { text: '', html: '' }] = await mails(email);
  const links = `${text}${html}`.match(/https?:\/\/[^\s"<]+/g) ?? [];
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) expect(new URL(link).origin).toBe(site);
}

function expectOneRecipient(mail: Mail, email: string): void {
  expect(mail.to).toEqual([email.toLowerCase()]);
  const [head = ''] = mail.raw.split('\r\n\r\n');
  const fields = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  expect(fields.map((field) => field.split(':')[0]).sort()).toEqual([
    'Auto-Submitted',
    'Content-Type',
    'Date',
    'From',
    'MIME-Version',
    'Message-ID',
    'Subject',
    'To',
    'X-Auto-Response-Suppress',
  ]);
  expect(fields).toContain(email.startsWith('"') ? `To: <${email}>` : `To: ${email}`);
}

function partsOf({ raw }: Mail): { type: string | undefined; content: string }[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
  const parts = raw.split(`--${boundary}`).slice(1, -1);
  return parts.map((part) => {
    const [head = '', ...body] = part.trimStart().split('\r\n\r\n');
    expect(head).toContain('Content-Transfer-Encoding: quoted-printable');
    const octets = body.join('\r\n\r\n').replaceAll('=\r\n', '');
    const text = octets.replaceAll(/(?:=[\dA-F]{2})+/g, (run) =>
      Buffer.from(run.replaceAll('=', ''), 'hex').toString(),
    );
    return { type: /Content-Type: (.*)/.exec(head)?.[1], content: text };
  });
}

/** Everything of an account that a link could change. */
async function stateOf(email: string): Promise<unknown[]> {
  const account = await sql`select status, credential_version, email from accounts where canonical = ${email}`;
  const letters = await sql`select id, state from letters where canonical = ${email} order by id`;
  const alarms = await sql`select id, used_at from alarms where canonical = ${email} order by id`;
  return [...account, ...letters, ...alarms, await storedHash(email)];
}
