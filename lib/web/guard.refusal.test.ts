import { describe, expect, test } from 'vitest';
import { findRefusal } from './guard';
import type { RouteRule } from './openings';
import { routes } from './site';

// APP_URL of the tests is http://localhost:3000.
const form = {
  origin: 'http://localhost:3000',
  'content-type': 'multipart/form-data; boundary=x',
  'content-length': '200',
};
const requestReset = (method: string, headers: Record<string, string>, path = '/login') =>
  findRefusal(method, path, new Headers(headers))?.status ?? null;

describe('a request passes', () => {
  test.each([
    ['a visit', 'GET', {}, '/login'],
    ['a look at the headers', 'HEAD', { 'sec-fetch-site': 'cross-site' }, '/login'],
    ['a form', 'POST', form, '/login'],
    ['the largest form', 'POST', { ...form, 'content-length': '65536' }, '/login'],
    [
      'a form sent by a script',
      'POST',
      { ...form, 'content-type': 'text/plain;charset=UTF-8', 'next-action': 'abc' },
      '/login',
    ],
    [
      'a form of next-auth',
      'POST',
      { ...form, 'content-type': 'application/x-www-form-urlencoded' },
      '/api/auth/signout',
    ],
    ['a scheduler', 'POST', {}, '/api/outbox'],
  ])('as %s', (_, method, headers, path) => {
    expect(requestReset(method, headers, path)).toBeNull();
  });
});

describe('a request is refused at the door', () => {
  test.each([
    ['from another site', 'POST', { ...form, origin: 'https://evil.example' }, '/login', 403],
    ['by a method of no page', 'PUT', form, '/login', 405],
    ['by a method of no route', 'DELETE', form, '/api/auth/session', 405],
    ['that asks what it may do', 'OPTIONS', {}, '/login', 405],
    ['larger than any form', 'POST', { ...form, 'content-length': '65537' }, '/login', 413],
    ['too large for a webhook', 'POST', { 'content-length': '10000000' }, '/api/webhooks/resend', 413],
    ['without an end in sight', 'POST', { ...form, 'transfer-encoding': 'chunked' }, '/login', 411],
    [
      'in another encoding',
      'POST',
      { ...form, 'content-type': 'application/x-www-form-urlencoded' },
      '/forgot-password',
      415,
    ],
    ['as JSON', 'POST', { ...form, 'content-type': 'application/json' }, '/register', 415],
    ['as a form without a boundary', 'POST', { ...form, 'content-type': 'multipart/form-data' }, '/login', 415],
    ['as nothing', 'POST', { origin: 'http://localhost:3000' }, '/login', 415],
  ])('%s', (_, method, headers, path, status) => {
    expect(requestReset(method, headers, path)).toBe(status);
  });
});

test('only callers that prove themselves otherwise are excepted, by their exact path', () => {
  for (const path of ['/api/outbox', '/api/webhooks/resend'])
    expect([path, requestReset('POST', {}, path)]).toEqual([path, null]);
  for (const path of ['/api/outbox/', '/api/outbox/x', '/API/outbox', '/api/auth/signin', '//api/outbox'])
    expect([path, requestReset('POST', {}, path)]).toEqual([path, 403]);
});

describe('a route that a team declares', () => {
  const declared: RouteRule[] = [
    { path: '/api/things/*', methods: ['POST', 'PUT', 'DELETE'] },
    { path: '/api/files', methods: ['PUT'], maxBodyBytes: 1_000_000 },
    { path: '/api/webhooks/payments', isOpen: true },
    { path: '/api/public/*', isOpen: true, methods: ['POST', 'OPTIONS'] },
  ];
  const here = { origin: 'http://localhost:3000', 'content-type': 'application/json' };
  const send = (method: string, path: string, headers: Record<string, string> = here) =>
    findRefusal(method, path, new Headers(headers), declared)?.status ?? null;
  const elsewhere = [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' },
    { referer: 'https://evil.example/' },
  ];

  test('takes the methods it names from pages of this site, and no others', () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect(send(method, '/api/things/7')).toBeNull();
    for (const method of ['PATCH', 'OPTIONS', 'BREW']) expect(send(method, '/api/things/7')).toBe(405);
    expect(send('POST', '/api/files')).toBe(405);
    expect(findRefusal('POST', '/api/files', new Headers(here), declared)?.allow).toBe('GET, HEAD, PUT');
  });

  test('stays closed to every other site, whatever the method', () => {
    for (const headers of elsewhere)
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'BREW'])
        for (const path of ['/api/things/7', '/api/files'])
          expect([headers, method, path, send(method, path, headers)]).toEqual([headers, method, path, 403]);
  });

  test('opens to other sites and programs only where it says so, by the methods it names', () => {
    for (const headers of elsewhere) {
      expect(send('POST', '/api/webhooks/payments', headers)).toBeNull();
      expect(send('PUT', '/api/webhooks/payments', headers)).toBe(405);
      expect(send('OPTIONS', '/api/public/x', headers)).toBeNull();
    }
  });

  test('takes a body of the size it names, with and without a length', () => {
    expect(send('PUT', '/api/files', { ...here, 'content-length': '1000000' })).toBeNull();
    expect(send('PUT', '/api/files', { ...here, 'content-length': '1000001' })).toBe(413);
    expect(send('PUT', '/api/things/7', { ...here, 'content-length': '65537' })).toBe(413);
    // Counted while it is read.
    expect(send('PUT', '/api/files', { ...here, 'transfer-encoding': 'chunked' })).toBeNull();
  });

  test('opens nothing beside itself: no page, no other route, no other spelling', () => {
    const beside = [
      '/api/things',
      '/api/things7',
      '/API/things/7',
      '/api/files/',
      '/api/files/x',
      '/api/webhooks/resend/',
    ];
    for (const path of [...beside, '/api/auth/signin', '/api/webhooks/payments/', '/login', '/account']) {
      expect([path, send('PUT', path)]).toEqual([path, 405]);
      expect([path, send('POST', path, {})]).toEqual([path, 403]);
      expect([path, send('POST', path, { ...here, 'transfer-encoding': 'chunked' })]).toEqual([path, 411]);
      expect([path, send('POST', path, { ...here, 'content-length': '65537' })]).toEqual([path, 413]);
    }
  });

  test('in site.ts is none of those that this application answers itself', () => {
    const taken = ['/api/auth/', '/api/passkeys/', '/api/health/', '/api/outbox', '/api/webhooks/resend'];
    const clashes = ({ path }: RouteRule) =>
      taken.some((one) => path.startsWith(one) || (path.endsWith('/*') && one.startsWith(path.slice(0, -1))));
    expect(routes.filter(clashes)).toEqual([]);
    expect([{ path: '/api/*' }, { path: '/api/auth/*' }] satisfies RouteRule[]).toSatisfy((all: RouteRule[]) =>
      all.every(clashes),
    );
  });
});
