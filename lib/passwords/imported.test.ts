import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { password as field } from '@/lib/fields';
import * as ours from './passwords';

const pepper = 'pepper of the old site';
// The parameters and the vector of github.com/firebase/scrypt.
const firebase =
  'base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==, base64_salt_separator: Bw==, rounds: 8, mem_cost: 14';
const phrase = 'Grüße, fünf Äpfel ﬁnden';

beforeEach(() => {
  vi.stubEnv('IMPORT_DEVISE_PEPPER', pepper);
  vi.stubEnv('IMPORT_FIREBASE_HASH_CONFIG', firebase);
  vi.resetModules();
});
afterEach(() => vi.unstubAllEnvs());

const load = () => Promise.all([import('./imported'), import('./passwords')]);

async function take(text: string): Promise<string> {
  const [{ readImported }] = await load();
  const read = readImported(text);
  if (read.outcome !== 'stored') throw new Error(`${text}: ${read.reason}`);
  return read.hash;
}
const isCorrect = async (typed: string, stored: string) =>
  (await load())[1].isCorrect(field.parse(typed), stored, 'proven');

const keycloak = (algorithm: string, hashIterations: number, salt: string, value: string, more = {}) =>
  JSON.stringify({
    secretData: JSON.stringify({ value, salt, additionalParameters: {} }),
    credentialData: JSON.stringify({ hashIterations, algorithm, additionalParameters: more }),
  });

// Each was made by the named software itself, for the same phrase, except where "after" says what it follows.
const vectors: [madeBy: string, hash: string][] = [
  ['PHP 8.2.36, password_hash, bcrypt', '$2y$05$4WON/580V72mIwwxC11FV.bIu.yZA3kGwoVGxJuSq3cVTAoAa7Ap.'],
  [
    'PHP 8.2.36, password_hash, Argon2id',
    '$argon2id$v=19$m=1024,t=2,p=1$ZXg0SWgzV00vTG92VldUeg$bA7d0sEpGJilepDOKfPNwUohqj1e54eEn2FsYmRb5n8',
  ],
  [
    'argon2 of Debian 12 (20171227), Argon2i',
    '$argon2i$v=19$m=1024,t=2,p=1$c2FsdHNhbHRzYWx0$UWW7Raq+HXiVkrOdMx+IxeYVtjdWrQ09ZpzCCRPbswY',
  ],
  [
    'argon2 of Debian 12 (20171227), Argon2id with four lanes',
    '$argon2id$v=19$m=1024,t=2,p=4$c2FsdHNhbHRzYWx0$iPTnVgsFSuFZofCrRoae8n3YNDUPk55teXDwzSHscQo',
  ],
  ['Devise 4.8.1, with a pepper', 'devise:$2a$05$nct7JFDOq8MJHUh9nkpiAedztY9IsnmTkbwjC1Un0b.IwLMC8zzTO'],
  [
    'PHP 8.2.36, after wp_hash_password of WordPress 6.8',
    '$wp$2y$05$q.Kl1PY3jciGyD9lC4zEoe11FUVkytSvQotPbjDYBWWZxM/v1tOUq',
  ],
  ['Django 3.2.25, PBKDF2', 'pbkdf2_sha256$20000$tGx9hQ2rVmKp7LcE$8iTfgfUnHdE2NGY7VHkSrPbI3MUIGjT2IaxHxwuTaII='],
  ['Django 3.2.25, PBKDF2 with SHA-1', 'pbkdf2_sha1$20000$tGx9hQ2rVmKp7LcE$wIbgcZg18U7x/3ZXrDe5YAbjUto='],
  ['Django 3.2.25, Argon2', 'argon2$argon2id$v=19$m=1024,t=1,p=2$dEd4OWhRMnJWbUtwN0xjRQ$+7+A9PFhnL8X3u92TqsxIA'],
  ['Django 3.2.25, BCryptSHA256', 'bcrypt_sha256$$2b$05$/x5k9pboRrQck3rtRPLLXOgDyVUd.D0klELMkI1OaiyBpfKzSyxKq'],
  ['Django 3.2.25, BCrypt', 'bcrypt$$2b$05$HbVb.FvdMn1lXspfycuzy.1NvkkCXM2en5mSjifR5bpla27FJWxCm'],
  [
    'Django 5.2.17, scrypt',
    'scrypt$1024$tGx9hQ2rVmKp7LcE$8$1$WUqECdD3fitods4wT/emiUh0DwzZq2KOeUsne2fp1O4Vywfy0f6YV3p45fei9vWGHzF99Z30wGxwRZQsinLP6A==',
  ],
  [
    'Werkzeug 2.2.2, PBKDF2 with SHA-256',
    'pbkdf2:sha256:20000$WDQ1xiPXhbodgqgF$01e7b4c0ddc6851c649b02b22f451e06ff62e78fb2a32e6d559565cdd0445061',
  ],
  [
    'Werkzeug 2.2.2, PBKDF2 with SHA-512',
    'pbkdf2:sha512:20000$affGNRjnPRAUX6mF$553c29a0f77d107a8e090b88b106ed16116e405e63943e04af7825d337b483ca50749030e88c70036b3c622311a047ded69b58b368e92159a0631b2eb79431fc',
  ],
  [
    'Werkzeug 3.1.9, scrypt',
    'scrypt:1024:8:1$ZHigWhwLzcvhtYA0$7003187d7885e81e80967faaa8c2dfc236f1fa26db4e752716f13a2a67f70a39a205e8aa687333ac49a8799dbab1a7012c1f5c2caafc626c3aff9708600345e0',
  ],
  [
    'Passlib 1.7.4, PBKDF2 with SHA-256',
    '$pbkdf2-sha256$20000$NSbkXKv1njMmhNB6DyHEWA$rPqBwOfVJU/e7Lh/uhzVdYhjMvOUGTBFR8jiVEn7ICc',
  ],
  [
    'Passlib 1.7.4, PBKDF2 with SHA-512',
    '$pbkdf2-sha512$20000$3/tfi9Fa6z1n7F2LMQZgbA$5jIjVGxs9wPgiw4fauOEgtKv4iVURiXy1mrgWvVOTHpcfLhV0EbNe83fMg5zgEZRURw8Bb97KmCuLn3eyXzEHA',
  ],
  [
    'Better Auth 1.7.25 (@better-auth/utils 0.5.1)',
    'ccb475244b68aae238636eafc327a2f5:801bda0932eb954244e52049c52b69f99e3469417013fc9b6c869838523ade1725f507e2a8f357d57a0648ce7c662ab448d03dad9ef627999a1dc6f59eed77ff',
  ],
  [
    'the package firebase-scrypt 2.2.0',
    'firebase-scrypt$42xEC+ixf3L2lw==$eRvzN/aim/dHHyFoQj1z2HP4YCv5Iao18VbNLsXeoiGh+nifLIugXveV76LdBL15Yft+qg0RBCPbm9cCsfXEEw==',
  ],
  [
    'hashlib of Python, after PasswordHasher of ASP.NET Core Identity, version 3',
    'AQAAAAIAAE4gAAAAEAECAwQFBgcICQoLDA0ODxAjeKT/H1xyefB/45k520fNS6CfarOQVEQwOPoO8QDQ5Q==',
  ],
  [
    'hashlib of Python, after version 3 of .NET 6, PBKDF2 with SHA-256',
    'AQAAAAEAACcQAAAAEAECAwQFBgcICQoLDA0ODxAazxsUuzGzdJYWeO5kdTey4AloQWMw9NHyTXLc+FR2dg==',
  ],
  [
    'hashlib of Python, after version 2 of ASP.NET Identity',
    'AAECAwQFBgcICQoLDA0ODxDi33oxiSxlT8o994Eq5K+0RB9rSpbxECBqNpEwaUIrcQ==',
  ],
  [
    'hashlib of Python, after Pbkdf2PasswordHashProvider of Keycloak 26',
    keycloak(
      'pbkdf2-sha512',
      20_000,
      'AQIDBAUGBwgJCgsMDQ4PEA==',
      'I3ik/x9ccnnwf+OZOdtHzUugn2qzkFREMDj6DvEA0OV4Gx/jzo5B3hLCs/Qo235qUotjqCkCLJV7SDF+nEUdIg==',
    ),
  ],
  [
    'hashlib of Python, after the same with 64 bytes of SHA-256',
    keycloak(
      'pbkdf2-sha256',
      20_000,
      'AQIDBAUGBwgJCgsMDQ4PEA==',
      'NfiCPrRUGCGftuvDxj/zfEJ3x80Yhle+JJOerqZYMt+j2VhmaoN43FhLJu7eV77TFA6Fxnp5DbhJ02qvtb1bRw==',
    ),
  ],
  [
    'argon2 of Debian 12, in the form of Argon2PasswordHashProvider of Keycloak 26',
    keycloak('argon2', 2, 'c2FsdHNhbHRzYWx0', 'iPTnVgsFSuFZofCrRoae8n3YNDUPk55teXDwzSHscQo=', {
      ...{ hashLength: ['32'], memory: ['1024'], type: ['id'], version: ['1.3'], parallelism: ['4'] },
    }),
  ],
];

describe.each(vectors)('a hash made by %s', (_, hash) => {
  test('is correct for its password and for no other, and is replaced at the next sign-in', async () => {
    const stored = await take(hash);
    expect(await isCorrect(phrase, stored)).toBe(true);
    expect(await isCorrect(`${phrase}.`, stored)).toBe(false);
    expect(ours.isOutdated(stored)).toBe(true);
    // An accent that was typed as two characters is the same accent.
    expect(
      await isCorrect(
        phrase.replaceAll(/[üÄ]/g, (letter) => letter.normalize('NFD')),
        stored,
      ),
    ).toBe(true);
  });

  test('counts ligatures as typed, but for Better Auth, which reads "ﬁ" as "fi"', async () => {
    expect(await isCorrect(phrase.replace('ﬁ', 'fi'), await take(hash))).toBe(/^[\da-f]{32}:/.test(hash));
  });
});

test('the vector of Firebase itself is correct', async () => {
  const stored = await take(
    'firebase-scrypt$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  );
  expect(await isCorrect('user1password', stored)).toBe(true);
});

test('WordPress drops spaces around a password, also when they are typed', async () => {
  const stored = await take('$wp$2y$05$q.Kl1PY3jciGyD9lC4zEoe11FUVkytSvQotPbjDYBWWZxM/v1tOUq');
  expect(await isCorrect(`  ${phrase}\n`, stored)).toBe(true);
});

test('plain bcrypt counts 72 bytes, as where it comes from', async () => {
  // PHP 8.2.36, of 80 times "a".
  const stored = await take('$2y$05$1Ye.RrXfc3s4M66vTl3wN.brtEsJ9mrFV45JmFVktUU9TOIiKl1Bm');
  expect(await isCorrect('a'.repeat(80), stored)).toBe(true);
  expect(await isCorrect(`${'a'.repeat(72)}b`, stored)).toBe(true);
  expect(await isCorrect('a'.repeat(71), stored)).toBe(false);
});

test('what this application stores can be moved to another installation whose BCRYPT_COST is not lower', async () => {
  const [{ readImported }, passwords] = await load();
  const own = await passwords.hash(field.parse(phrase), 'proven');
  expect(await take(own)).toBe(own);
  expect(readImported(own.replace('$2b$10$', '$2b$11$'))).toEqual({
    outcome: 'refused',
    reason: `the cost of the hash is 11, more than BCRYPT_COST, 10; raise that, or ${leave}`,
  });
});

const leave = 'leave it empty, and the owner can set a password with a reset link';

describe('is refused, with the number', () => {
  test.each([
    ['$2b$31$4WON/580V72mIwwxC11FV.bIu.yZA3kGwoVGxJuSq3cVTAoAa7Ap.', 'the cost of the hash is 31, more than 14'],
    ['$2b$03$4WON/580V72mIwwxC11FV.bIu.yZA3kGwoVGxJuSq3cVTAoAa7Ap.', 'the cost of the hash is 3, less than 4'],
    [
      `pbkdf2_sha256$90000000$salt$${'A'.repeat(43)}=`,
      'the number of iterations of the hash is 90000000, more than 3000000',
    ],
    [`pbkdf2_sha256$1$salt$${'A'.repeat(43)}=`, 'the number of iterations of the hash is 1, less than 1000'],
    [`scrypt:1048576:8:1$salt$${'a'.repeat(128)}`, 'the memory in KiB of the hash is 1048576, more than 131072'],
    [`scrypt:131072:8:9$salt$${'a'.repeat(128)}`, 'the N·r·p of the hash is 9437184, more than 4194304'],
    [
      `$argon2id$v=19$m=2097152,t=1,p=1$c2FsdHNhbHRzYWx0$${'A'.repeat(43)}`,
      'the memory in KiB of the hash is 2097152, more than 131072',
    ],
    [
      `$argon2id$v=19$m=131072,t=99,p=1$c2FsdHNhbHRzYWx0$${'A'.repeat(43)}`,
      'the memory in KiB times passes of the hash is 12976128, more than 1048576',
    ],
  ])('%s', async (hash, reason) => {
    const [{ readImported }] = await load();
    expect(readImported(hash)).toEqual({ outcome: 'refused', reason: `${reason}; ${leave}` });
  });
});

test.each([
  '$2b$10$short',
  `pbkdf2_sha256$20000$$${'A'.repeat(43)}=`,
  'pbkdf2_sha256$20000$salt$AAAA',
  `pbkdf2_sha256$20000$salt$`,
  `scrypt:1000:8:1$salt$${'a'.repeat(128)}`,
  `scrypt:0:8:1$salt$${'a'.repeat(128)}`,
  // OpenSSL wants N below 2^(16·r).
  `scrypt:65536:1:1$salt$${'a'.repeat(128)}`,
  '$argon2id$v=19$m=1024,t=0,p=1$c2FsdHNhbHRzYWx0$iPTnVgsFSuFZofCrRoae8n3YNDUPk55teXDwzSHscQo',
  '$argon2id$v=19$m=65536,x',
  '{"secretData":"{}","credentialData":"{}"}',
  '{',
])('%s is damaged, and not taken as a hash', async (hash) => {
  const [{ readImported }] = await load();
  expect(readImported(hash).outcome).not.toBe('stored');
});

test.each([
  ['5f4dcc3b5aa765d61d8327deb882cf99', 'the hash is MD5'],
  ['md5$salt$5f4dcc3b5aa765d61d8327deb882cf99', 'the hash is MD5'],
  ['5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8', 'the hash is SHA-1'],
  ['$P$B55D6LjfHDkINU5wF.v2BuuzO0/XPk/', 'the hash is phpass'],
  ['$2x$05$4WON/580V72mIwwxC11FV.bIu.yZA3kGwoVGxJuSq3cVTAoAa7Ap.', 'the hash is a faulty bcrypt ($2x$)'],
  ['!not usable', 'there is no hash'],
  ['a password in plain text', 'the format of the hash is unknown'],
])('%s leaves the account without a password', async (hash, reason) => {
  const [{ readImported }] = await load();
  expect(readImported(hash)).toEqual({ outcome: 'no-password', reason });
});

describe('without its setting', () => {
  beforeEach(() => {
    vi.stubEnv('IMPORT_DEVISE_PEPPER', '');
    vi.stubEnv('IMPORT_FIREBASE_HASH_CONFIG', '');
  });

  test('a hash of Firebase is refused with its name, and one of Devise is taken as one without a pepper', async () => {
    const [{ readImported }] = await load();
    expect(readImported('firebase-scrypt$AAAA$AAAA')).toMatchObject({
      outcome: 'refused',
      reason: `the hash needs the setting IMPORT_FIREBASE_HASH_CONFIG; set it, or ${leave}`,
    });
    const bare = '$2a$05$nct7JFDOq8MJHUh9nkpiAedztY9IsnmTkbwjC1Un0b.IwLMC8zzTO';
    expect(await take(`devise:${bare}`)).toBe(bare);
  });

  test.each([
    'bcrypt-devise:$2a$05$nct7JFDOq8MJHUh9nkpiAedztY9IsnmTkbwjC1Un0b.IwLMC8zzTO',
    `scrypt-firebase:1024:8:1$AAAA$${'A'.repeat(24)}`,
  ])('the stored %s is never correct, and an operator reads the name of the setting', async (stored) => {
    const lines: string[] = [];
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    expect(await isCorrect(phrase, stored)).toBe(false);
    stderr.mockRestore();
    expect(lines.join('')).toMatch(/imported password not compared.*IMPORT_\w+ is not set/);
  });
});

test('a work that cannot be computed costs a sign-in time and nothing else', async () => {
  const [, passwords] = await load();
  const own = await passwords.hash(field.parse(phrase), 'proven');
  const works = ['scrypt 65536 1 1', 'argon2 id 1 1 1', 'pbkdf2 sha256 0'];
  expect(await passwords.isCorrect(field.parse(phrase), own, 'proven', works)).toBe(true);
  expect(await passwords.isCorrect(field.parse(phrase), null, 'proven', works)).toBe(false);
});

describe('what all imported hashes add to a sign-in', () => {
  test('is about two seconds for the most that one may take, and nothing for bcrypt of no higher cost', async () => {
    const [{ secondsOf }] = await load();
    for (const work of ['pbkdf2 sha256 3000000', 'pbkdf2 sha512 1500000', 'scrypt 131072 8 4', 'argon2 id 131072 8 1'])
      expect(secondsOf([work])).toBe(2);
    expect(secondsOf(['bcrypt 10', 'bcrypt 4'])).toBe(0);
    expect(secondsOf(['bcrypt 14', 'bcrypt 12'])).toBeCloseTo(1, 0);
    // More PBKDF2 follows less.
    expect(secondsOf(['pbkdf2 sha256 600000', 'pbkdf2 sha256 300000'])).toBeCloseTo(0.4);
  });

  test('has a limit, and what does not fit is left out', async () => {
    const [{ findExcess }] = await load();
    const [large, other, small] = ['scrypt 131072 8 4', 'argon2 id 131072 8 1', 'pbkdf2 sha256 600000'];
    expect([...findExcess([large], [other, small])]).toEqual([other]);
    expect([...findExcess([large, other], [large, other])]).toEqual([]);
  });
});

test('no text makes it throw, and what it takes can be compared', async () => {
  const [{ readImported }, passwords] = await load();
  const { parse } = await import('./imported/stored');
  const hashes = vectors.map(([, hash]) => hash);
  const changed = fc
    .tuple(fc.constantFrom(...hashes), fc.nat(), fc.string({ maxLength: 3 }), fc.nat(3))
    .map(([hash, at, text, cut]) => hash.slice(0, at % hash.length) + text + hash.slice((at % hash.length) + cut));
  fc.assert(
    fc.property(fc.oneof(changed, fc.string()), (text) => {
      const read = readImported(text);
      if (read.outcome === 'stored') expect(parse(read.hash)).not.toBeNull();
      parse(text);
    }),
    { numRuns: 2000 },
  );
  expect(await passwords.isCorrect(field.parse('x'), 'pbkdf2-sha256:1$$', 'proven')).toBe(false);
});
