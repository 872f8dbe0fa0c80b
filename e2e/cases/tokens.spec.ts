import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { EncryptJWT } from 'jose';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { forge, keyFor, keyId, read } from '../support/forge';
import { subjects } from '../support/subjects';
import {
  deadEnds,
  linkIn,
  newAddress,
  newDisavowal,
  newLink,
  newNetwork,
  newPassword,
  newUser,
  sql,
  storedHash,
  waitForEmail,
} from '../support/world';

// What passes for a link, and what does not. README.md lists the cases.

const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1);

/** A victim with a valid, unopened link, and the form of an attacker who has opened a link of their own. */
async function newVictim() {
  const [victim, thief] = [await newUser(), await newUser()];
  const [{ link }, { client, link: own }] = [await newLink(victim.email), await newLink(thief.email)];
  await client.open(own);
  const form = client.findForm(['password']).filter(([name]) => name !== 'resetId');
  const [reset] = await sql`select r.id, r.user_id from resets r join users a on a.id = r.user_id
    where a.canonical = ${victim.email}`;
  const ids = { resetId: String(reset?.id), userId: String(reset?.user_id) };
  return { ...victim, ...ids, link, token: tokenIn(link), hash: await storedHash(victim.email), form, thief, client };
}

/** Nothing has happened to the victim, and their link sets a password. */
async function expectUnharmed({ email, link, hash }: { email: string; link: string; hash: string | null }) {
  expect(await storedHash(email)).toBe(hash);
  const owner = new Client();
  await owner.open(link);
  expect((await owner.setPassword(newPassword())).path).toBe('/login');
}

test('C-064 a post that never opened a link changes nothing', async () => {
  const victim = await newVictim();
  const cookies = ['', 'x', `${victim.token.slice(0, -5)}AAAAA`, `${victim.token}.`, victim.token.toUpperCase()];
  for (const cookie of cookies) {
    const thief = new Client();
    if (cookie) thief.jar.set('return-key.reset', cookie);
    const fields: [string, string][] = [
      ['resetId', victim.resetId],
      ['password', newPassword()],
    ];
    const answer = await thief.post('/reset-password', [...victim.form, ...fields]);
    expect(answer, cookie).toMatchObject({ status: 303, headers: { location: '/reset-password' } });
  }
  await expectUnharmed(victim);
});

test('C-065 no page, no action and no order of fields sets a password without the email', async () => {
  const victim = await newVictim();
  const thief = new Client();
  await thief.forgot(victim.email);
  const fields: [string, string][] = [
    ['password', newPassword()],
    ['confirm', ''],
    ['resetId', victim.resetId],
    ['token', victim.resetId],
    ['code', '00000000'],
    ['askId', victim.resetId],
    ['accountId', victim.userId],
    ['currentPassword', newPassword()],
  ];
  const pages = [
    '/',
    '/login',
    '/register',
    '/forgot-password',
    '/forgot-password/sent',
    '/reset-password',
    '/confirm',
  ];
  pages.push('/confirm-email', '/not-me', '/account', '/account/password', '/account/email');
  for (const path of pages) {
    const page = await thief.send('GET', path);
    // Every form of this page with the fields of a reset, and the form of a reset on this page.
    const forms = [...page.body.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].map(([, inner = '']) =>
      [...inner.matchAll(/name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)].map(
        ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&quot;', '"')],
      ),
    );
    for (const form of [...forms, victim.form])
      for (const body of [
        [...form, ...fields],
        [...fields.toReversed(), ...form],
      ]) {
        // Each from a network of its own: a limit must not be what holds it back.
        const answers = [
          await new Client().post(path, body),
          await thief.post(path, body, { 'X-Forwarded-For': newNetwork() }),
        ];
        for (const { status } of answers) expect(status, path).toBeLessThan(500);
      }
  }
  expect((await thief.open('/login')).text).not.toContain('Password changed');
  expect(await thief.me()).toBeNull();
  await expectUnharmed(victim);
});

test('C-066 a link of one account changes no other, whatever the fields say', async () => {
  const victim = await newVictim();
  const { client, thief } = victim;
  const next = newPassword();
  const other = await client.submit({ password: next, resetId: victim.resetId });
  expect(other.status).toBe(422);
  await client.open('/reset-password');
  const form = client.findForm(['password']).filter(([name]) => name !== 'resetId');
  const swapped = await client.post('/reset-password', [...form, ['resetId', victim.resetId], ['password', next]]);
  expect(swapped.text).toContain(en.problems.form.twoTabs);
  const { email, userId } = victim;
  const named: [string, string][] = [
    ['userId', userId],
    ['accountId', userId],
    ['sub', userId],
    ['email', email],
  ];
  const own = client.findForm(['password']);
  await client.post('/reset-password', [...named, ...own, ['password', next], ...named]);
  const done = await client.open('/login');
  expect(done.text).toContain('Password changed.');
  expect(done.body).toContain(`value="${thief.email}"`);
  expect((await new Client().signIn(email, next)).path).toBe('/login');
  expect((await new Client().signIn(thief.email, next)).path).toBe('/account');
  await expectUnharmed(victim);
});

test('C-067 a link of one kind is refused as a link of another kind', async () => {
  const { client, email, password } = await newUser();
  const [stranger, next] = [newAddress(), newPassword()];
  await client.changePassword(password, next);
  const notMe = await newDisavowal(email);
  await new Client().register({ email: stranger, password });
  await new Client().forgot(email);
  await client.changeEmail(next, newAddress());
  const message = await waitForEmail(email, subjects.reset);
  const [change] = await sql`select c.email from address_changes c join users a on a.id = c.user_id
    where a.canonical = ${email}`;
  const cookie = (name: string) => client.jar.get(`return-key.${name}`) ?? '';
  const secrets = {
    reset: tokenIn(linkIn(message)),
    deny: tokenIn(linkIn(message, 'not-me')),
    'not-me': tokenIn(notMe),
    confirm: tokenIn(linkIn(await waitForEmail(stranger))),
    address: tokenIn(linkIn(await waitForEmail(String(change?.email)))),
    session: cookie('session'),
    device: cookie('device'),
    ticket: cookie('ticket'),
  };
  const pages = { reset: '/reset-password', confirm: '/confirm', address: '/confirm-email', 'not-me': '/not-me' };
  for (const [kind, secret] of Object.entries(secrets)) {
    // The session's is next-auth's own, encrypted.
    if (kind !== 'session') expect(read(secret).header, kind).toMatchObject({ alg: 'HS256', typ: `${kind}+jwt` });
    for (const [wanted, path] of Object.entries(pages)) {
      const planted = new Client();
      planted.jar.set(`return-key.${wanted}`, secret);
      const answers = [await new Client().open(`${path}/${secret}`), await planted.open(path)];
      const fits = kind === wanted || (kind === 'deny' && wanted === 'not-me');
      for (const { text } of answers) expect(text.includes(deadEnds.invalid), `${kind} as ${wanted}`).toBe(!fits);
    }
    const guest = new Client();
    guest.jar.set('return-key.session', secret);
    expect(await guest.me(), kind).toBe(kind === 'session' ? email : null);
  }
});

test('C-068 forged tokens are all refused with the same answer', async () => {
  const victim = await newVictim();
  const { header, claims } = read(victim.token);
  const now = Math.floor(Date.now() / 1000);
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const jwk = { kty: 'oct', k: Buffer.from('attacker').toString('base64url') };
  const unsigned = (alg: string) => forge({ ...header, alg }, claims, null);
  const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
  const json = JSON.stringify(claims);
  const forged: Record<string, string> = {
    none: unsigned('none'),
    None: unsigned('None'),
    nOnE: unsigned('nOnE'),
    'none with a signature': forge({ ...header, alg: 'none' }, claims),
    'HS512 with the right key': forge({ ...header, alg: 'HS512' }, claims, keyFor('reset'), 'sha512'),
    'HS384 with the right key': forge({ ...header, alg: 'HS384' }, claims, keyFor('reset'), 'sha384'),
    'HS256 written HS512': forge({ ...header, alg: 'HS512' }, claims),
    'RS256 with the public key as secret': forge({ ...header, alg: 'RS256' }, claims, pem),
    'HS256 with a public key': forge(header, claims, pem),
    'a key of its own': forge({ ...header, jwk }, claims, 'attacker'),
    'a key from elsewhere': forge({ ...header, jku: 'http://127.0.0.1:1/keys' }, claims, 'attacker'),
    'a key from a file': forge({ ...header, kid: '../../../../dev/null' }, claims, ''),
    'a key from a query': forge({ ...header, kid: "x' union select 'attacker" }, claims, 'attacker'),
    'an empty key': forge(header, claims, ''),
    'an unknown key': forge({ ...header, kid: keyId('another secret') }, claims, keyFor('reset', 'another secret')),
    'no key name': forge({ alg: header.alg, typ: header.typ }, claims),
    'the key of another purpose': forge(header, claims, keyFor('confirm')),
    'the secret itself as key': forge(header, claims, process.env.AUTH_SECRET ?? ''),
    'a critical extension': forge({ ...header, crit: ['exp'], exp: 1 }, claims),
    'an unencoded payload': forge({ ...header, crit: ['b64'], b64: false }, claims),
    'another type': forge({ ...header, typ: 'confirm+jwt' }, claims),
    'the plain type': forge({ ...header, typ: 'JWT' }, claims),
    'another issuer': forge(header, { ...claims, iss: 'https://evil.example' }),
    'another audience': forge(header, { ...claims, aud: 'confirm' }),
    'no issuer': forge(header, without('iss')),
    'no audience': forge(header, without('aud')),
    'no subject': forge(header, without('sub')),
    'no id': forge(header, without('jti')),
    'no beginning': forge(header, without('iat')),
    'no end': forge(header, without('exp')),
    'an end in words': forge(header, { ...claims, exp: String(claims.exp) }),
    'a beginning in words': forge(header, { ...claims, iat: String(claims.iat) }),
    'not before tomorrow': forge(header, { ...claims, nbf: now + 86_400 }),
    'another account': forge(header, { ...claims, sub: '00000000-0000-4000-8000-000000000000' }),
    'an id of nothing': forge(header, { ...claims, jti: '00000000-0000-4000-8000-000000000000' }),
    'claims that are a list': forge(header, [claims]),
    'claims that are no JSON': forge(header, json.slice(1)),
    'a header that is there twice': forge(`{"alg":"none",${JSON.stringify(header).slice(1)}`, claims, null),
    'a claim that is there twice': forge(header, `${json.slice(0, -1)},"aud":"confirm"}`),
    'an empty signature': `${victim.token.slice(0, victim.token.lastIndexOf('.'))}.`,
    'an encrypted one': await new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: 'reset+jwt', kid: keyId() })
      .encrypt(keyFor('reset')),
  };
  const answers = new Set<string>();
  for (const [name, secret] of Object.entries(forged)) {
    const thief = new Client();
    const page = await thief.open(`/reset-password/${secret}`);
    expect(page.text, name).toContain(deadEnds.invalid);
    answers.add(`${page.status} ${page.path} ${page.text}`);
    thief.jar.set('return-key.reset', secret);
    expect((await thief.open('/reset-password')).text, name).toContain(deadEnds.invalid);
    const fields: [string, string][] = [
      ['resetId', victim.resetId],
      ['password', newPassword()],
    ];
    const post = await thief.post('/reset-password', [...victim.form, ...fields]);
    expect(post, name).toMatchObject({ status: 303, headers: { location: '/reset-password' } });
  }
  expect(answers.size).toBe(1);
  // The forger's tools are sharp: with the right key and the right words the same link comes out. Its end is the row's.
  expect(forge(header, claims)).toBe(victim.token);
  expect((await new Client().open(`/reset-password/${forge(header, { ...claims, exp: 253_402_300_799 })}`)).path).toBe(
    '/reset-password',
  );
  await expectUnharmed(victim);
});
