import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
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
