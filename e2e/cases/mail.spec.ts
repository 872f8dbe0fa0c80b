import { expect, test } from '@playwright/test';
import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import type { Message } from '../dev/mailbox/inbox';
import { Client } from '../support/client';
import { subjects } from '../support/subjects';
import {
  emailsFrom,
  importUser,
  linkIn,
  messages,
  newAddress,
  newDisavowal,
  newLink,
  newPassword,
  newUser,
  sql,
  storedHash,
  waitForEmail,
} from '../support/world';

// What an email says and when it is sent; recipients.spec.ts: to whom. README.md lists the cases.

const { mail } = en;
const resets = subjects.reset;
const site = process.env.E2E_BASE_URL ?? '';

test('C-033 the email has a text and an HTML part with the same links, which no line wrapping breaks', async () => {
  const email = await importUser();
  await new Client().forgot(email);
  const message = await waitForEmail(email, resets);
  const [text, html] = partsOf(message);
  expect(message.raw).toContain('\r\nContent-Type: multipart/alternative;');
  expect(text?.type).toBe('text/plain; charset=utf-8');
  expect(html?.type).toBe('text/html; charset=utf-8');
  expect(Math.max(...message.raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  for (const page of ['reset-password', 'not-me']) {
    const link = linkIn(message, page);
    expect(text?.content.split('\r\n')).toContain(link);
    const targets = [...(html?.content ?? '').matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
    expect(new Set(targets.filter((target) => target?.includes(`/${page}/`)))).toEqual(new Set([link]));
  }
  expect(text?.content).not.toMatch(/<html|<a |<p>|&[a-z]+;/);
  expect(html?.content).toMatch(/^<!doctype html>/);
});

test('C-034 no link is built from the host that a request names', async () => {
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
  // Nor is a later email built from an earlier request.
  await expectOurLinks({});
});

test('C-038 an email says what is needed, and contains no tracking and no secrets', async () => {
  const { email, password } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  await client.setPassword(newPassword());
  await waitForEmail(email, / was changed$/);
  const all = await messages(email);
  expect(all).toHaveLength(3);
  for (const { subject, text, html, raw } of all) {
    const [head = ''] = raw.split('\r\n\r\n');
    expect(subject).toContain(brand.name);
    const ways = [mail.confirm.ignoreBoth, mail.reset.ignore, mail.passwordChanged.act];
    for (const part of [text, html]) expect(ways.filter((way) => plain(part).includes(way))).toHaveLength(1);
    expect(raw.replaceAll('=\r\n', '')).not.toContain(password);
    // No token in a header, nothing that is fetched from anywhere, no address but those of this site and the one for help.
    expect(head).not.toContain('eyJ');
    expect(html).not.toMatch(/<(img|link|script|iframe|object|video|audio|base|form)\b|\bsrc=|url\(|@import/i);
    const addresses = `${text}${html}`.match(/\b(?:https?|ftp):\/\/[^\s"<]+/g) ?? [];
    for (const address of addresses) expect(new URL(address).origin).toBe(site);
  }
  const reset = all.find(({ subject }) => resets.test(subject));
  for (const part of [reset?.text, reset?.html]) {
    expect(part).toContain(brand.name);
    expect(plain(part)).toMatch(/The link and code expire in \d+ \w+ \(\d?\d:\d\d( [AP]M)?\sUTC\)\./);
    expect(plain(part)).toContain(mail.reset.ignore);
  }
});

test('C-039 after a success the owner gets a notice, which says when and changes nothing when it is read', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  const password = newPassword();
  await client.setPassword(password);
  const disavowal = await newDisavowal(email);
  const [notice, ...more] = await messages(email, / was changed$/);
  expect(more).toEqual([]);
  expect(notice?.to).toEqual([email]);
  expect(notice?.text).toMatch(/Changed: .*\b20\d\d\b.* \d?\d:\d\d\s([AP]M\s)?UTC/);
  await client.signIn(email, password);
  const before = await stateOf(email);
  const scanner = new Client();
  for (const method of ['HEAD', 'GET', 'GET']) expect((await scanner.send(method, disavowal)).status).toBe(303);
  expect((await scanner.open(disavowal)).text).toContain(en.notMe.change.title);
  // Pressing the button without knowing the address of the account is not enough.
  for (const guess of ['', newAddress()]) expect((await scanner.submit({ email: guess })).status).toBe(422);
  expect(await stateOf(email)).toEqual(before);
  expect(await client.me()).toBe(email);
});

/** Asks with something poisonous in the request: either it is refused and nothing is sent, or the email is as it should be. */
async function expectOurLinks(poison: Record<string, string>, target?: string): Promise<void> {
  const [email, client] = [await importUser(), new Client()];
  await client.open('/forgot-password');
  const fields: [string, string][] = [...client.findForm(['email']), ['email', email]];
  const { status, headers } = await client.post('/forgot-password', fields, poison, target);
  expect(status, JSON.stringify({ poison, target, headers })).toBeLessThan(500);
  const outboxEmails = await emailsFrom(client.network);
  if (headers.location !== '/forgot-password/sent') {
    // Refused, or sent to where Next.js thinks the page is: on this site.
    expect(headers.location ?? '/').toMatch(/^\/(?![/\\])/);
    expect([status, outboxEmails]).toEqual([headers.location ? 308 : 403, []]);
    return;
  }
  expect([status, outboxEmails]).toEqual([303, [`${email}: sent`]]);
  const [{ text, html } = { text: '', html: '' }] = await messages(email);
  const links = `${text}${html}`.match(/https?:\/\/[^\s"<]+/g) ?? [];
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) expect(new URL(link).origin).toBe(site);
}

/** The sentences of a part, on one line. */
const plain = (part = '') => part.replaceAll('&#39;', "'").replace(/\s+/g, ' ');

function partsOf({ raw }: Message): { type: string | undefined; content: string }[] {
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

/** All fields of an account that a link could change. */
async function stateOf(email: string): Promise<unknown[]> {
  const user = await sql`select status, credential_version, email from users where canonical = ${email}`;
  const outboxEmails = await sql`select id, state from outbox_emails where canonical = ${email} order by id`;
  const disavowals = await sql`select id, used_at from disavowals where canonical = ${email} order by id`;
  return [...user, ...outboxEmails, ...disavowals, await storedHash(email)];
}
