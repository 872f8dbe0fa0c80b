import { describe, expect, test } from 'vitest';
import { isCallbackUrl, isFromHere } from './guard';

// APP_URL of the tests is http://localhost:3000.
const post = (headers: Record<string, string>) => isFromHere('POST', new Headers(headers));

describe('a request that may change something is taken', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: 'http://localhost:3000' }],
    [{ referer: 'http://localhost:3000/login?x=1' }],
  ])('with %j', (headers) => {
    expect(post(headers)).toBe(true);
  });
});

describe('a request that may change something is refused', () => {
  test.each([
    [{}],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': '' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' }],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
    [{ 'sec-fetch-site': 'none', origin: 'null' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://localhost:3000' }],
    [{ origin: 'http://localhost:3001' }],
    [{ origin: 'http://localhost:3000.evil.example' }],
    [{ origin: 'http://localhost:3000@evil.example' }],
    [{ origin: 'http://LOCALHOST:3000/' }],
    [{ origin: 'not an origin' }],
    [{ origin: 'https://evil.example', referer: 'http://localhost:3000/' }],
    [{ referer: 'https://evil.example/?http://localhost:3000' }],
    [{ referer: 'http://localhost:3000.evil.example/' }],
    [{ referer: 'not an address' }],
    [{ origin: 'https://evil.example', host: 'evil.example', 'x-forwarded-host': 'evil.example' }],
  ])('with %j', (headers) => {
    expect(post(headers)).toBe(false);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post', 'BREW'])('by %s', (method) => {
    expect(isFromHere(method, new Headers({ origin: 'https://evil.example' }))).toBe(false);
  });
});

test.each(['GET', 'HEAD', 'OPTIONS'])('%s requests are allowed from any site', (method) => {
  expect(isFromHere(method, new Headers({ 'sec-fetch-site': 'cross-site' }))).toBe(true);
});

test('an address to come back to is a path or a web address', () => {
  for (const url of ['', '/', '/account?x=1', '//elsewhere', '/\\elsewhere', 'http://localhost:3000/x', 'https://e'])
    expect([url, isCallbackUrl(url)]).toEqual([url, true]);
  for (const url of ['undefined', 'account', 'javascript:alert(1)', 'data:,x', 'https://', ' '])
    expect([url, isCallbackUrl(url)]).toEqual([url, false]);
});
