import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import * as token from '@/lib/token';
import { cookieName } from './cookies';
import { findQueueKey } from './queue-key';

const claims = { subject: 'ada', id: 'row' };

test('a living link, in the path or in its cookie, is a proof, and so is a known device', async () => {
  const link = await token.issue('reset', claims, 60);
  expect(await findQueueKey(to(`/reset-password/${link}`))).toBe('ada');
  expect(await findQueueKey(to('/reset-password', { reset: link }))).toBe('ada');
  const denied = await token.issue('deny', claims, 60);
  expect(await findQueueKey(to(`/not-me/${denied}`))).toBe('ada');
  const device = await token.issue('device', { subject: 'owner', id: 'device' }, 60);
  expect(await findQueueKey(to('/login', { device }))).toBe('owner');
});

test('what a stranger can make or keep is no proof', async () => {
  const link = await token.issue('reset', claims, 60);
  const expired = await token.issue('reset', claims, 60, { issuedAt: new Date(0) });
  for (const request of [
    to('/login'),
    to(`/confirm/${link}`),
    to(`/reset-password/${link.slice(0, -2)}`),
    to(`/reset-password/${expired}`),
    to('/login', { device: link, session: 'forged', ticket: await token.issue('ticket', claims, 60) }),
  ])
    expect(await findQueueKey(request)).toBeNull();
});

test('programs that ask how the site is have a place of their own', async () => {
  expect(await findQueueKey(to('/api/health/live'))).toBe('health');
});

function to(path: string, cookies: Record<string, string> = {}): NextRequest {
  const pairs = Object.entries(cookies).map(([name, value]) => `${cookieName(name as 'device')}=${value}`);
  return new NextRequest(new URL(path, 'http://localhost:3000'), { headers: { cookie: pairs.join('; ') } });
}
