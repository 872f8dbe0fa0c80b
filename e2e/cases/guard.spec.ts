import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { newAddress, newPassword } from '../support/world';

// What is no form of this site is turned away before an action or a route runs.

const base = process.env.E2E_BASE_URL ?? '';

test('a request that is not from our forms gets a page that says so, and never a bare failure', async () => {
  const client = new Client();
  const multipart = { Origin: base, 'Content-Type': 'multipart/form-data; boundary=x' };
  const large = Buffer.alloc(2_000_000, 'a');
  const urlencoded = { Origin: base, 'Content-Type': 'application/x-www-form-urlencoded' };
  for (const page of [
    '/',
    '/login',
    '/register',
    '/forgot-password',
    '/reset-password',
    '/account',
    '/nowhere',
    '/icon.svgx',
  ]) {
    const asked = [
      ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].map((method) => [405, method, {}, ''] as const),
      [413, 'POST', multipart, large],
      [411, 'POST', { ...multipart, 'Content-Length': '', 'Transfer-Encoding': 'chunked' }, large],
      [415, 'POST', urlencoded, 'email=a'],
      [415, 'POST', { Origin: base, 'Content-Type': 'application/json' }, '{"email":"a"}'],
      [415, 'POST', { Origin: base }, ''],
    ] as const;
    for (const [status, method, headers, body] of asked) {
      const own = { Origin: base, ...headers };
      const answer = await client.send(method, page, { headers: own, ...(body && { body }) });
      expect([page, method, answer.status]).toEqual([page, method, status]);
      expect([page, method, answer.headers['content-type']]).toEqual([page, method, 'text/html; charset=utf-8']);
      expect(answer.text).toContain(en.refusal.home);
    }
  }
});

test('no header or spelling of a URL bypasses the guard', async () => {
  const client = new Client();
  await client.open('/login');
  const { headers, fields } = client.callFields({ email: 'a@example.test', password: 'x' });
  const forged: Record<string, string>[] = [
    {},
    { 'X-Let-Pass': '1', 'X-Middleware-Next': '1', 'X-Middleware-Skip': '1' },
    { 'X-Middleware-Subrequest': Array(5).fill('proxy').join(':') },
    { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' },
    { 'X-Action-Forwarded': '1' },
  ];
  const { pathname: file = '' } = new URL(/\/_next\/static\/[^"]+\.js/.exec(client.page.body)?.[0] ?? '', base);
  const spellings = [
    '/login',
    '//login',
    '/login/',
    '/login%',
    '/reset-password/%E0%A4%A',
    '/_next/static/../../login',
    '/_next/static/%2e%2e/%2e%2e/login',
    '/_next/static/..%2f..%2flogin',
    '/_next/static/..\\..\\login',
    '/_next/static/nowhere.js',
    file,
    `${base}/login`,
    'http://evil.example/login',
  ];
  for (const target of spellings)
    for (const more of forged) {
      const sent = { ...headers, Origin: 'https://evil.example', ...more };
      const answer = await client.post('/login', fields, sent, target);
      // A redirect leads to an address that is guarded; a file runs nothing.
      expect([target, more, [308, 400, 403, 404].includes(answer.status)]).toEqual([target, more, true]);
      expect([target, answer.setCookies, answer.headers['x-content-type-options']]).toEqual([target, [], 'nosniff']);
      expect(answer.body).not.toContain('Try again, or reset your password');
    }
});

test('our own forms are accepted whatever host the request names, as behind a proxy that keeps its own name', async () => {
  const client = new Client();
  await client.open('/login');
  const hosts: Record<string, string>[] = [
    { Host: 'inner:8080' },
    { 'X-Forwarded-Host': 'inner' },
    { Host: 'a', 'X-Forwarded-Host': 'b, c' },
  ];
  for (const headers of hosts) {
    const fields = { email: newAddress(), password: newPassword() };
    for (const answer of [await client.press(fields, headers), await client.call(fields, headers)])
      expect([headers, answer.status, answer.body]).toEqual([
        headers,
        422,
        expect.stringContaining('Try again, or reset your password'),
      ]);
  }
});

test('a form of another build, or of none, is refused and changes nothing', async () => {
  const client = new Client();
  await client.open('/forgot-password');
  const stale = `40${'ab'.repeat(20)}`;
  const forms: [string, string][][] = [
    [[`$ACTION_ID_${stale}`, '']],
    [
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', `{"id":"${stale}","bound":"$@1"}`],
      ['$ACTION_1:1', '[{}]'],
    ],
    [['$ACTION_REF_1', '']],
    [['$ACTION_ID_', '']],
    [['$ACTION_ID___proto__', '']],
    [['email', 'a@example.test']],
    [],
  ];
  for (const form of forms) {
    const { status } = await client.post('/forgot-password', form);
    expect([form, status >= 400 && status < 500]).toEqual([form, true]);
  }
  for (const id of [stale, 'x', '__proto__', 'constructor', 'a'.repeat(5000)]) {
    const { status } = await client.post('/forgot-password', [['0', '[]']], { 'Next-Action': id });
    expect([id, status >= 400 && status < 500]).toEqual([id, true]);
  }
  for (const path of [
    '/reset-password/x',
    '/confirm/x',
    '/not-me/x',
    '/confirm-email/x',
    '/api/health/live',
    '/api/nowhere',
  ]) {
    const { status } = await client.post(path, [['email', 'a@example.test']]);
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
  }
});
