import { NextRequest } from 'next/server';
import { expect, test, vi } from 'vitest';
import { env } from '@/lib/env';
import { handlers } from './auth';
import { cookieName } from './cookies';
import { isCallbackUrl } from './guard';

const requestReset = (query: string, cookie = '') =>
  handlers.GET(new NextRequest(`${env().APP_URL}/api/auth/session${query}`, { headers: { cookie } }));

test('next-auth still takes a malformed callback URL for a misconfigured site, and no other', async () => {
  for (const url of ['undefined', 'javascript:alert(1)', '/account', 'https://e']) {
    const status = isCallbackUrl(url) ? 200 : 500;
    const asked = [
      await requestReset(`?callbackUrl=${url}`),
      await requestReset('', `${cookieName('callback')}=${url}`),
    ];
    expect([url, ...asked.map((answer) => answer.status)]).toEqual([url, status, status]);
  }
});

test('no body that a stranger can post to next-auth makes a line of level error', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const asked = await handlers.GET(new NextRequest(`${env().APP_URL}/api/auth/csrf`));
  const { csrfToken } = await asked.json();
  const cookie = asked.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  const json = (body: string) => ({ type: 'application/json', body });
  const odd = [
    json('{'),
    json('null'),
    json('7'),
    json(`{"csrfToken":"${csrfToken}","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
    { type: 'multipart/form-data', body: 'x' },
    { type: 'application/x-www-form-urlencoded', body: '%ff%00=%' },
  ];
  for (const path of [
    'callback/password',
    'callback/confirmation',
    'callback/none',
    'signin/password',
    'signout',
    'session',
  ])
    for (const { type, body } of odd)
      await handlers.POST(
        new NextRequest(`${env().APP_URL}/api/auth/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': type, cookie },
          body,
        }),
      );
  const lines = write.mock.calls.map(([line]) => JSON.parse(String(line)));
  write.mockRestore();
  expect(lines.some(({ reason }) => String(reason).startsWith('CallbackRouteError'))).toBe(true);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});
