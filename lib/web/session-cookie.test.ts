import { encode } from 'next-auth/jwt';
import { afterEach, expect, test, vi } from 'vitest';
import { env } from '@/lib/env';
import * as token from '@/lib/token';
import { cookieName } from './cookies';
import { decodeSession, findSessionId, sessionCookieSeconds, sessionSecrets } from './session-cookie';

const salt = cookieName('session');
const previous = 'the-secret-before-0123456789abcdefghijklmnopqrstuvwxyz';
const content = { sub: 'account', sessionId: 'row' };
const issue = (secret = env().AUTH_SECRET) => encode({ token: content, secret, salt, maxAge: sessionCookieSeconds });
const read = (cookie: string, secret = sessionSecrets()) => decodeSession({ token: cookie, secret, salt });

afterEach(() => {
  vi.useRealTimers();
});

test('a session cookie outlives a new AUTH_SECRET while the old one is kept', async () => {
  const cookie = await issue(previous);
  expect(await read(cookie, [env().AUTH_SECRET, previous])).toMatchObject(content);
  await expect(read(cookie)).rejects.toThrow();
});

test('a wrong process clock ends no session', async () => {
  const cookie = await issue();
  for (const days of [-3650, -1, 1, 365]) {
    vi.setSystemTime(Date.now() + days * 86_400_000);
    expect(await read(cookie)).toMatchObject(content);
    vi.useRealTimers();
  }
});

test('a session cookie of version 0.1.0 is read, whatever its age, and no other token of ours', async () => {
  const claims = { subject: 'account', id: 'row' };
  const issuedAt = new Date(Date.now() - 29 * 86_400_000);
  expect(await read(await token.issue('session', claims, 60, { issuedAt }))).toEqual(content);
  for (const purpose of ['reset', 'confirm', 'device', 'ticket'] as const)
    await expect(read(await token.issue(purpose, claims, 60))).rejects.toThrow();
});

test('a request names a session only by an authentic cookie', async () => {
  const requestReset = (value: string) =>
    findSessionId(new Request(env().APP_URL, { headers: { cookie: `${cookieName('session')}=${value}` } }));
  expect(await requestReset(await issue())).toBe('row');
  expect(await requestReset(await token.issue('session', { subject: 'account', id: 'row' }, 60))).toBe('row');
  for (const value of ['', 'row', await issue(previous)]) expect(await requestReset(value)).toBeNull();
});
