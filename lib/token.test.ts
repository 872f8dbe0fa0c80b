import { createHmac } from 'node:crypto';
import { base64url, EncryptJWT, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { env } from './env';
import * as token from './token';

const claims = { subject: 'account', id: 'row' };
const now = () => Math.floor(Date.now() / 1000);
const later = (seconds: number) => new Date(Date.now() + seconds * 1000);

describe('a token', () => {
  test('is valid until it expires, and returns its claims', async () => {
    const issued = await token.issue('demo', { ...claims, data: { user: 7 } }, 30);
    expect(await token.verify('demo', issued)).toEqual({ outcome: 'valid', claims: { ...claims, data: { user: 7 } } });
    expect((await token.verify('demo', issued, later(28))).outcome).toBe('valid');
  });

  test('is reported as expired after its lifetime, unlike a forged one', async () => {
    const issued = await token.issue('demo', claims, 30);
    expect(await token.verify('demo', issued, later(31))).toEqual({ outcome: 'expired' });
    expect(await token.verify('demo', `${issued}A`, later(31))).toEqual({ outcome: 'invalid' });
  });
});

test('the same claims, issue time and key give the same token, and different ones a different token', async () => {
  const issuedAt = new Date('2026-11-03T14:02:00.700Z');
  const once = await token.issue('reset', claims, 1800, { issuedAt });
  expect(await token.issue('reset', claims, 1800, { issuedAt: new Date('2026-11-03T14:02:00.100Z') })).toBe(once);
  expect(await token.issue('reset', { ...claims, id: 'other' }, 1800, { issuedAt })).not.toBe(once);
});

describe('a token in a text', () => {
  const soft = (text: string, at: number, sign: string) => `${text.slice(0, at)}${sign}${text.slice(at)}`;

  test.each([
    ...[
      '.',
      '..',
      ')',
      '>',
      '%3E',
      ',',
      '"',
      ';',
      '!',
      ']',
      '*',
      '&utm_source=x',
      '/',
      '\u3002',
      '\u300d',
      '\u00a0',
      '\u200b',
    ],
    ...['_', '-', '=', '=\r\n', '</a>', '.html', ')](x', "'", '\u2019', ' and more.', 'abc'],
  ])('is found before %j', async (suffix) => {
    const issued = await token.issue('demo', claims, 60);
    expect(token.extract(`${issued}${suffix}`)).toBe(issued);
  });

  test.each(['<', '%3C', '"', '(', ' ', '\0', '\u2068', '*'])('is found after %j', async (prefix) => {
    const issued = await token.issue('demo', claims, 60);
    expect(token.extract(`${prefix}${issued}`)).toBe(issued);
  });

  test.each([' ', '\r\n', '\r\n\t', '\u200b', '\u00ad', '=\r\n', '=\n', '\u00a0'])(
    'is joined where %j was put into it',
    async (sign) => {
      const issued = await token.issue('demo', claims, 60);
      for (const at of [1, 30, issued.indexOf('.'), issued.length - 20])
        expect(token.extract(soft(issued, at, sign))).toBe(issued);
    },
  );

  test('is decoded when quoted-printable has encoded its signs', async () => {
    const issued = await token.issue('demo', claims, 60);
    expect(token.extract(issued.replaceAll('.', '=2E').replaceAll('_', '=5F').replaceAll('-', '=2d'))).toBe(issued);
  });

  test('is never made from what is none, nor made longer or shorter', async () => {
    const issued = await token.issue('demo', claims, 60);
    for (const broken of [issued.slice(0, -1), issued.slice(1), issued.toUpperCase(), '', 'a.b.c', 'A'.repeat(10_000)])
      expect((await token.verify('demo', token.extract(broken))).outcome).toBe('invalid');
  });
});

test('a token for one purpose is invalid for any other', async () => {
  const purposes = ['reset', 'confirm', 'session', 'device', 'ticket', 'demo'] as const;
  const issued = await Promise.all(purposes.map((purpose) => token.issue(purpose, claims, 60)));
  for (const purpose of purposes) {
    const outcomes = await Promise.all(issued.map(async (one) => (await token.verify(purpose, one)).outcome));
    expect(outcomes).toEqual(purposes.map((other) => (other === purpose ? 'valid' : 'invalid')));
  }
});

test('a change of any character of a token makes it invalid', async () => {
  const issued = await token.issue('reset', claims, 60);
  // Not the last character: it has unused bits, so several characters decode to the same signature.
  for (let i = 0; i < issued.length - 1; i += 1) {
    const other = issued[i] === 'A' ? 'B' : 'A';
    const changed = issued.slice(0, i) + other + issued.slice(i + 1);
    expect([i, (await token.verify('reset', changed)).outcome]).toEqual([i, 'invalid']);
    expect(await token.findClaims('reset', changed)).toBeNull();
  }
});

describe('a forged token is invalid, even when signed with the right key:', () => {
  const key = new Uint8Array(token.deriveKey('reset'));
  const goodHeader = { alg: 'HS256', typ: 'reset+jwt', kid: token.currentKeyId() };
  const goodPayload = () => ({
    iss: env().APP_URL,
    aud: 'reset',
    sub: 'account',
    jti: 'row',
    iat: now(),
    exp: now() + 60,
  });
  const without = (name: string) => Object.fromEntries(Object.entries(goodPayload()).filter(([key]) => key !== name));
  const encode = (value: unknown) => base64url.encode(JSON.stringify(value));
  /** Signs headers and payloads that jose would refuse to sign. */
  const forge = (header: object, payload: unknown, digest = 'sha256') => {
    const content = `${encode({ ...goodHeader, ...header })}.${typeof payload === 'string' ? payload : encode(payload)}`;
    return `${content}.${createHmac(digest, key).update(content).digest('base64url')}`;
  };

  test('(this forgery without a fault is valid)', async () => {
    expect((await token.verify('reset', forge({}, goodPayload()))).outcome).toBe('valid');
  });

  const [head, body, signature] = forge({}, goodPayload()).split('.');
  const unsigned = (alg: string) => `${encode({ ...goodHeader, alg })}.${encode(goodPayload())}.`;
  const twice = base64url.encode(`${JSON.stringify(goodPayload()).slice(0, -1)},"aud":"session"}`);
  test.each<[string, string]>([
    ['alg none', unsigned('none')],
    ['alg None', unsigned('None')],
    ['alg nOnE', unsigned('nOnE')],
    ['alg HS512', forge({ alg: 'HS512' }, goodPayload(), 'sha512')],
    ['alg HS384', forge({ alg: 'HS384' }, goodPayload(), 'sha384')],
    ['alg RS256', forge({ alg: 'RS256' }, goodPayload())],
    ['an empty signature', `${head}.${body}.`],
    ['no signature', `${head}.${body}`],
    ['four parts', `${head}.${body}.${signature}.${signature}`],
    ['an unencoded payload', forge({ crit: ['b64'], b64: false }, goodPayload())],
    ['an unknown critical extension', forge({ crit: ['x'], x: 1 }, goodPayload())],
    ['an unknown key', forge({ kid: '../../dev/null' }, goodPayload())],
    ['no key', forge({ kid: undefined }, goodPayload())],
    ['an embedded key', forge({ kid: undefined, jwk: { kty: 'oct', k: base64url.encode(key) } }, goodPayload())],
    ['the URL of a key', forge({ kid: undefined, jku: 'http://127.0.0.1:9/keys' }, goodPayload())],
    ['another type', forge({ typ: 'JWT' }, goodPayload())],
    ['no type', forge({ typ: undefined }, goodPayload())],
    ['another issuer', forge({}, { ...goodPayload(), iss: 'https://evil.example' })],
    ['another audience', forge({}, { ...goodPayload(), aud: 'session' })],
    ['a second audience under the same name', forge({}, twice)],
    ['no expiry', forge({}, without('exp'))],
    ['no issue time', forge({}, without('iat'))],
    ['no subject', forge({}, without('sub'))],
    ['no id', forge({}, without('jti'))],
    ['an expiry that is a string', forge({}, { ...goodPayload(), exp: String(now() + 60) })],
    ['a start in the future', forge({}, { ...goodPayload(), nbf: now() + 60 })],
    ['claims that are not an object', forge({}, ['row'])],
    ['nothing', ''],
    ['ten thousand characters', 'A'.repeat(10_000)],
  ])('%s', async (_, forged) => {
    expect(await token.verify('reset', forged)).toEqual({ outcome: 'invalid' });
    expect(await token.findClaims('reset', forged)).toBeNull();
  });

  test('a signature with a private RSA key', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const header: JWTHeaderParameters = { ...goodHeader, alg: 'RS256' };
    const forged = await new SignJWT(goodPayload()).setProtectedHeader(header).sign(privateKey);
    expect(await token.verify('reset', forged)).toEqual({ outcome: 'invalid' });
  });

  test('an encrypted one in place of a signed one', async () => {
    const header = { alg: 'dir', enc: 'A256GCM', typ: 'reset+jwt', kid: token.currentKeyId() };
    const forged = await new EncryptJWT(goodPayload()).setProtectedHeader(header).encrypt(key);
    expect(await token.verify('reset', forged)).toEqual({ outcome: 'invalid' });
  });
});

describe('when AUTH_SECRET is rotated', () => {
  const [older, newer] = ['older-secret-0123456789-abcdefghijkl', 'newer-secret-0123456789-abcdefghijkl'];
  /** Loads the module as a process with these secrets would. */
  async function load(secret: string, previous = ''): Promise<typeof token> {
    vi.resetModules();
    vi.stubEnv('AUTH_SECRET', secret);
    vi.stubEnv('AUTH_SECRET_PREVIOUS', previous);
    return import('./token');
  }

  test('tokens of the previous secret are valid, and rows with its key give the same link', async () => {
    const before = await load(older);
    const issuedAt = new Date();
    const keyId = before.currentKeyId();
    const link = await before.issue('reset', claims, 1800, { issuedAt });
    const after = await load(newer, `unrelated-secret-0123456789-abcdefg, ${older}`);
    expect((await after.verify('reset', link)).outcome).toBe('valid');
    expect(await after.issue('reset', claims, 1800, { issuedAt, keyId })).toBe(link);
    expect(after.currentKeyId()).not.toBe(keyId);
  });

  test('tokens of a removed secret are invalid and cannot be signed again', async () => {
    const before = await load(older);
    const keyId = before.currentKeyId();
    const link = await before.issue('reset', claims, 1800);
    const after = await load(newer);
    expect(await after.verify('reset', link)).toEqual({ outcome: 'invalid' });
    await expect(after.issue('reset', claims, 1800, { keyId })).rejects.toThrow(after.UnknownKey);
  });
});
