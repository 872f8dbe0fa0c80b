import { describe, expect, test } from 'vitest';
import { findLocalPath, signInPath } from './destination';

// APP_URL of the tests is http://localhost:3000.
describe('the path to return to', () => {
  test.each([
    ['/account', '/account'],
    ['/a?x=https://e', '/a?x=https://e'],
    ['/p?foo=bar&baz=qux', '/p?foo=bar&baz=qux'],
    ['/url%20with%20spaces/', '/url%20with%20spaces/'],
    ['/url with spaces', '/url%20with%20spaces'],
    ['/a/../account', '/account'],
    ['/account#part', '/account'],
    ['/%2F/evil.example', '/%2F/evil.example'],
  ])('%s is a page of this site', (wish, path) => {
    expect(findLocalPath(wish)).toBe(path);
  });

  test.each([
    'http://e',
    'http:///e',
    'http://localhost:3000/account',
    '//e',
    '///e',
    '/\\e',
    '\\\\e',
    '/\t/e',
    '/\n/e',
    '/.//e',
    '/a/..//e',
    '/%2e//e',
    'javascript:alert(1)',
    'https://app@e',
    'https://app.e',
    'account',
    '',
    ' /account',
    `/${'a'.repeat(1000)}`,
  ])('%j leads nowhere', (wish) => {
    expect(findLocalPath(wish)).toBeNull();
  });

  test.each([[undefined], [null], [7], [['/account']], [{ path: '/account' }]])('%j is no path', (wish) => {
    expect(findLocalPath(wish)).toBeNull();
  });

  test('an accepted path is accepted again, unchanged', () => {
    for (const wish of ['/a?x=https://e', '/url with spaces', '/é?ü=%zz', '/a"b<c>']) {
      const path = findLocalPath(wish);
      expect([wish, findLocalPath(path)]).toEqual([wish, path]);
    }
  });
});

test.each(['/account/sessions', '/a?x=https://e&y=%2Fb', '/a?next=/b', '/account/%25'])(
  'the sign-in page leads on to %s',
  (path) => {
    expect(findLocalPath(new URL(signInPath(path), 'http://localhost:3000').searchParams.get('next'))).toBe(path);
  },
);

test('the sign-in page leads nowhere in particular without a path', () => {
  expect([signInPath(null), signInPath(undefined)]).toEqual(['/login', '/login']);
});
