import { request } from 'node:http';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Mailbox, startMailbox } from './mailbox';

let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
});
afterAll(() => mailbox.stop());
beforeEach(() => mailbox.clear());

async function send(to: string, subject: string, parts: { text?: string; html?: string } = { text: 'Hello.' }) {
  const transport = createTransport(mailbox.smtpUrl);
  await transport.sendMail({ from: 'Return Key <no-reply@return-key.test>', to, subject, ...parts });
  transport.close();
}

/** Sends a request with another Host header, which fetch() does not allow. */
function requestAs(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(mailbox.webUrl, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

test('an email sent over SMTP is listed in the JSON of its recipient only, newest first', async () => {
  await send('ann@example.com', 'First', { text: 'One', html: '<p>One</p>' });
  await send('Ann@Example.com', 'Second');
  await send('bob@example.com', 'Other');
  const response = await fetch(`${mailbox.webUrl}/api/mails?to=ann@example.com`);
  expect(await response.json()).toMatchObject([
    { subject: 'Second', to: ['ann@example.com'] },
    { subject: 'First', from: 'Return Key <no-reply@return-key.test>', text: 'One\n', html: '<p>One</p>\n' },
  ]);
});

test('waiting for an email ends when it arrives, and on timeout lists the emails that did arrive', async () => {
  const waiting = mailbox.waitFor('ann@example.com', { subject: /second/i });
  await send('ann@example.com', 'First');
  await send('ann@example.com', 'Second');
  expect((await waiting).subject).toBe('Second');
  await expect(mailbox.waitFor('bob@example.com', { deadlineMs: 50 })).rejects.toThrow('"First" to ann@example.com');
});

test('the page lists the emails to one address by a link', async () => {
  await send('ann@example.com', 'First');
  await send('bob+tag@example.com', 'Other');
  const all = await (await fetch(mailbox.webUrl)).text();
  const [, filter = ''] = /href="([^"]+)">bob\+tag@example\.com</.exec(all) ?? [];
  const filtered = await (await fetch(mailbox.webUrl + filter)).text();
  expect(filtered).toContain('Other');
  expect(filtered).not.toContain('First');
  expect(filtered).toContain('href="/?to=ann%40example.com">ann@example.com');
});

test('the content of an email is escaped on the pages that show it', async () => {
  await send('ann@example.com', '<script>alert(1)</script>', { text: 'See https://example.com/a?b="><img src=x>.' });
  const [message] = mailbox.messages();
  for (const path of ['/', `/mails/${message?.id}`]) {
    const page = await (await fetch(mailbox.webUrl + path)).text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|<img/);
  }
});

test('the links of an email open in a new tab', async () => {
  const link = 'http://localhost:3000/reset-password/abc';
  await send('ann@example.com', 'Reset', {
    text: `Open ${link}.`,
    html: `<html><head></head><a href="${link}">Go</a>`,
  });
  const [message] = mailbox.messages();
  const page = await (await fetch(`${mailbox.webUrl}/mails/${message?.id}`)).text();
  expect(page).toContain(`<a href="${link}" target="_blank" rel="noopener">${link}</a>.`);
  const html = await fetch(`${mailbox.webUrl}/mails/${message?.id}/html`);
  expect(html.headers.get('content-security-policy')).toContain('sandbox allow-popups');
  expect(await html.text()).toContain('<base target="_blank">');
});

test('every email template is shown, light and dark, in a sandbox', async () => {
  const list = await (await fetch(mailbox.webUrl)).text();
  expect(list).toContain('href="/emails"');
  const index = await (await fetch(`${mailbox.webUrl}/emails`)).text();
  const pages = [...index.matchAll(/href="(\/emails\/[^"]+)"/g)].map(([, path]) => path);
  expect(pages).toContain('/emails/en/reset');
  expect(pages).toContain('/emails/en/reset-locked');
  for (const path of pages) expect((await fetch(mailbox.webUrl + path)).status).toBe(200);
  const page = await (await fetch(`${mailbox.webUrl}/emails/en/reset?scheme=dark`)).text();
  expect(page).toContain('src="/emails/en/reset/html?scheme=dark"');
  expect(page).toContain('OTP-Token: &quot;7K4M-2XQ9&quot;');
  const [light, dark] = await Promise.all(
    ['light', 'dark'].map(async (scheme) => {
      const html = await fetch(`${mailbox.webUrl}/emails/en/reset/html?scheme=${scheme}`);
      expect(html.headers.get('content-security-policy')).toContain('sandbox');
      return html.text();
    }),
  );
  expect(light).toContain('@media not all');
  expect(dark).toContain('@media all');
  expect((await fetch(`${mailbox.webUrl}/emails/en/nothing`)).status).toBe(404);
});

test('a request for another host name, and one from a page of another site, are refused', async () => {
  expect(await requestAs('localhost:8025')).toBe(200);
  expect(await requestAs('evil.example')).toBe(403);
  await send('ann@example.com', 'Kept');
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect((await fetch(`${mailbox.webUrl}/clear`, { method: 'POST', headers })).status).toBe(403);
  expect(mailbox.messages()).toHaveLength(1);
});
