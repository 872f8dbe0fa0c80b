import { UnsecuredJWT } from 'jose';
import type { Account, Profile } from 'next-auth';
import { beforeAll, describe, expect, test } from 'vitest';
import { isStale, readAuthenticationAge, readClaims } from './provider-claims';

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

test('a sign-in at the provider is old after ten minutes, and if it does not say when that was', () => {
  const now = Math.floor(Date.now() / 1000);
  const isOld = (claims: Record<string, unknown>) =>
    isStale(readAuthenticationAge(accountWith({ iat: now, ...claims })));
  expect(isOld({ auth_time: now - 590 })).toBe(false);
  expect(isOld({ auth_time: now - 610 })).toBe(true);
  // By the provider's own clock, an hour ahead and an hour behind.
  expect(isOld({ iat: now + 3600, auth_time: now + 3600 - 610 })).toBe(true);
  expect(isOld({ iat: now - 3600, auth_time: now - 3600 - 590 })).toBe(false);
  for (const at of [undefined, 'now', now * 1000]) expect(isOld({ auth_time: at })).toBe(true);
});

test('a provider that cannot be asked to authenticate anyone again has always just done it', () => {
  const age = readAuthenticationAge({ provider: 'github', type: 'oauth', providerAccountId: '7' });
  expect([age, isStale(age)]).toEqual([undefined, false]);
});
