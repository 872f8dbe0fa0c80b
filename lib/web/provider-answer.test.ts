import { beforeAll, describe, expect, test } from 'vitest';
import { env } from '@/lib/env';
import { cookieName } from './cookies';
import { explainFailure } from './provider-answer';

beforeAll(() => {
  const settings = { ISSUER: 'https://id.example.test', ID: 'client', SECRET: 'a secret' };
  for (const [name, value] of Object.entries(settings)) process.env[`AUTH_OIDC_${name}`] = value;
});

const explain = (location: string, cookie = '') => {
  const headers = { Location: `${env().APP_URL}${location}`, ...(cookie ? { 'Set-Cookie': cookie } : {}) };
  const request = new Request(`${env().APP_URL}/api/auth/callback/oidc?code=1`);
  return explainFailure(request, new Response(null, { status: 302, headers }));
};

describe('an answer of next-auth is no failure', () => {
  test.each(['/reports?error=3', '/login?next=%2Freports%3Ferror%3D3', '/account'])(
    'when it leads to %s',
    async (path) => {
      expect(await explain(path)).toBeNull();
    },
  );

  test('when it signs someone in', async () => {
    expect(await explain('/login?error=3', `${cookieName('session')}=sealed; Path=/; HttpOnly`)).toBeNull();
  });
});

test('an error page is a failure, also with the cookie of a session that ends', async () => {
  // It goes on to the cookies of the attempt, which only a request of Next.js has.
  for (const cookie of ['', `${cookieName('session')}=; Max-Age=0`])
    await expect(explain('/login?error=Configuration', cookie)).rejects.toThrow('request scope');
});
