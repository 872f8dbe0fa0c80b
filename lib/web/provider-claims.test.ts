import { UnsecuredJWT } from 'jose';
import type { Account, Profile } from 'next-auth';
import { beforeAll, describe, expect, test } from 'vitest';
import { isStale, readClaims } from './provider-claims';

const issuer = 'https://id.example.test';

beforeAll(() => {
  const settings = { ISSUER: issuer, ID: 'client', SECRET: 'a secret' };
  for (const [name, value] of Object.entries(settings)) process.env[`AUTH_OIDC_${name}`] = value;
});

function accountWith(claims: Record<string, unknown>): Account {
  const token = new UnsecuredJWT({ iss: issuer, ...claims }).encode();
  return { provider: 'oidc', type: 'oidc', providerAccountId: 'someone', id_token: token };
}

const read = (profile: Profile) => readClaims(accountWith({}), profile);

describe('what a provider says of a person', () => {
  test('is read with the issuer of the id token', () => {
    expect(read({ name: 'Ada', email: 'Ada@Example.test', email_verified: true })).toMatchObject({
      provider: 'oidc',
      issuer,
      subject: 'someone',
      name: 'Ada',
      address: { typed: 'Ada@example.test', canonical: 'ada@example.test' },
      isVerified: true,
    });
  });

  test('may lack everything but the subject', () => {
    expect(read({})).toEqual({
      provider: 'oidc',
      issuer,
      subject: 'someone',
      name: '',
      address: null,
      isVerified: false,
    });
  });

  test.each(['not an address', 'a@b, c@d', '<a@example.test>\r\nBcc: b@example.test', 7, null])(
    'has no address in %j',
    (email) => {
      expect(read({ email: email as string, email_verified: true })).toMatchObject({ address: null });
    },
  );

  test('is nothing from a provider that is not configured', () => {
    expect(readClaims({ ...accountWith({}), provider: 'google' }, {})).toBeNull();
  });
});

test('a sign-in at the provider is old after ten minutes, if it says when that was', () => {
  const now = Math.floor(Date.now() / 1000);
  expect(isStale(accountWith({ auth_time: now - 590 }))).toBe(false);
  expect(isStale(accountWith({ auth_time: now - 610 }))).toBe(true);
  expect(isStale(accountWith({}))).toBe(false);
});
