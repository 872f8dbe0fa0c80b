import { expect, test } from 'vitest';
import { isMarked, markLostSignIn, withMark } from './kept-cookies';

const past = (seconds: number) => `/reset-password?from=email&at=${Math.floor(Date.now() / 1000) - seconds}`;
const from = (site?: string) => new Headers(site === undefined ? {} : { 'sec-fetch-site': site });

test('a mark says which redirect set a cookie, for as long as that cookie lives', () => {
  expect(isMarked(withMark('/confirm', 'email'), 'email', 60)).toBe(true);
  expect(isMarked(withMark('/account/sessions?x=1', 'sign-in'), 'sign-in', 60)).toBe(true);
  expect(isMarked(withMark('/confirm', 'email'), 'sign-in', 60)).toBe(false);
  expect([isMarked(past(1790), 'email', 1800), isMarked(past(1801), 'email', 1800)]).toEqual([true, false]);
});

test.each(['/reset-password', '/reset-password?from=email', '/reset-password?from=email&at=', '/?from=email&at=x'])(
  '%s is not marked',
  (path) => {
    expect(isMarked(path, 'email', 1800)).toBe(false);
  },
);

test('a mark from the future does not count', () => {
  expect(isMarked(past(-3600), 'email', 1800)).toBe(false);
});

test('a browser without cookies is led back to the sign-in page with the mark, a new visitor without', () => {
  const lead = (headers: Headers, isBare: boolean) => markLostSignIn('/login?next=x', headers, isBare);
  expect(lead(from('same-origin'), true)).toMatch(/^\/login\?next=x&from=sign-in&at=\d+$/);
  for (const site of [undefined, 'none', 'cross-site']) expect(lead(from(site), true)).toBe('/login?next=x');
  expect(lead(from('same-origin'), false)).toBe('/login?next=x');
});
