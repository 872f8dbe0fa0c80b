import { describe, expect, test } from 'vitest';
import { findRefusal } from './guard';

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
