import { expect, test } from '@playwright/test';
import { type Answer, Client } from '../support/client';
import { forge, oldSessionCookie } from '../support/forge';
import {
  ageLimit,
  events,
  linkIn,
  newAddress,
  newPassword,
  newUser,
  repeat,
  sql,
  storedHash,
  waitForEmail,
} from '../support/world';

// What next-auth's own routes do, without a page of ours in between, and what passes for a session.

const base = process.env.E2E_BASE_URL ?? '';
const ways = ['password', 'second-factor', 'passkey', 'confirmation', 'password-change'];

/** Posts to a route of next-auth, with its CSRF token. */
async function post(client: Client, route: string, fields: Record<string, string> = {}): Promise<Answer> {
  const { csrfToken } = JSON.parse((await client.send('GET', '/api/auth/csrf')).body);
  return postBare(client, route, { csrfToken, ...fields });
}

function postBare(client: Client, route: string, fields: Record<string, string>): Promise<Answer> {
  const headers = { Origin: base, 'Content-Type': 'application/x-www-form-urlencoded' };
  return client.send('POST', `/api/auth/${route}`, { headers, body: new URLSearchParams(fields).toString() });
}

const hasSession = (client: Client) => client.jar.has('return-key.session');

async function sessionsOf(email: string): Promise<{ id: string; user: string }[]> {
  const rows = await sql`select s.id, s.user_id from sessions s join users a on a.id = s.user_id
    where a.canonical = ${email} order by s.created_at`;
  return rows.map((row) => ({ id: String(row.id), user: String(row.user_id) }));
}

test('a session of version 0.1.0 lives on, is rewritten by next-auth, and ends with its row', async () => {
  const { email } = await newUser();
  const [{ id, user } = { id: '', user: '' }] = await sessionsOf(email);
  const old = new Client();
  old.jar.set('return-key.session', oldSessionCookie(user, id));
  expect(await old.me()).toBe(email);
  await old.send('GET', '/api/auth/session');
  expect(old.jar.get('return-key.session')?.split('.')).toHaveLength(5);
  expect(await old.me()).toBe(email);

  for (const forged of [oldSessionCookie(user, id, 'another secret'), forge({ alg: 'none' }, { sub: user }, null)]) {
    const thief = new Client();
    thief.jar.set('return-key.session', forged);
    expect(await thief.me()).toBeNull();
  }

  const [again, ...cookies] = [new Client(), oldSessionCookie(user, id), old.jar.get('return-key.session') ?? ''];
  await sql`delete from sessions where id = ${id}`;
  for (const cookie of cookies) {
    again.jar.set('return-key.session', cookie);
    expect(await again.me()).toBeNull();
  }
});

test('the route of a provider signs no one in without the CSRF token, nor from another site', async () => {
  const { email, password } = await newUser();
  for (const way of ways) {
    const client = new Client();
    const answer = await postBare(client, `callback/${way}`, { email, password });
    expect([way, answer.status, answer.headers.location]).toEqual([way, 302, `${base}/login?error=MissingCSRF`]);
    expect(hasSession(client)).toBe(false);
    const foreign = { Origin: 'https://evil.test', 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await client.send('POST', `/api/auth/callback/${way}`, { headers: foreign })).status).toBe(403);
  }
  const owner = new Client();
  expect((await post(owner, 'callback/password', { email, password })).status).toBe(302);
  expect(await owner.me()).toBe(email);
  expect(owner.jar.has('return-key.device')).toBe(true);
});

test('the route of a provider answers alike for known and unknown addresses, and counts like the form', async () => {
  const { email, password } = await newUser();
  const network = new Client().network;
  const guess = (address: string) =>
    post(new Client(network), 'callback/password', { email: address, password: newPassword() });
  const [known, unknown] = [await guess(email), await guess(newAddress())];
  const refused = [302, `${base}/login?error=CredentialsSignin&code=refused`];
  for (const { status, headers } of [known, unknown]) expect([status, headers.location]).toEqual(refused);
  expect([known.headers['set-cookie']?.length, known.body]).toEqual([
    unknown.headers['set-cookie']?.length,
    unknown.body,
  ]);
  expect(await events(email)).toContain('session.refused');

  const others = await repeat(58, () => guess(newAddress()));
  expect(others.filter(({ headers }) => headers.location?.endsWith('code=limited'))).toHaveLength(10);
  // The right password does not pass either, by either way.
  const late = new Client(network);
  expect((await post(late, 'callback/password', { email, password })).headers.location).toContain('code=limited');
  expect((await late.signIn(email, password)).status).toBe(429);
  await ageLimit('sign-in/network', network, '16 minutes');

  // The budget of an address is shared too: ten failures by this route, and the form refuses the right password.
  await repeat(10, () => post(new Client(), 'callback/password', { email, password: newPassword() }));
  expect((await new Client().signIn(email, password)).status).toBe(422);
  await ageLimit('sign-in/address', email, '16 minutes');
  expect((await new Client().signIn(email, password)).path).toBe('/account');
});

test('the route that confirms needs the link in this browser, and the registration that it holds or its password', async () => {
  for (const isElsewhere of [false, true]) {
    const [client, email, password] = [new Client(), newAddress(), newPassword()];
    await client.register({ email, password });
    const link = linkIn(await waitForEmail(email));
    const confirm = (by: Client, fields: Record<string, string> = {}) => post(by, 'callback/confirmation', fields);
    for (const fields of [{}, { password }])
      expect((await confirm(client, fields)).headers.location).toContain('code=dead');
    const other = new Client();
    await other.open(link);
    await client.open(link);
    expect((await confirm(other)).headers.location).toContain('code=refused');
    // A password that is given has to be right, in the browser that registered too.
    for (const by of [client, other])
      for (const wrong of ['', newPassword()]) {
        expect((await confirm(by, { password: wrong })).headers.location).toContain('code=refused');
        expect(hasSession(by)).toBe(false);
      }
    const [finishing, fields] = isElsewhere ? [other, { password }] : [client, {}];
    await confirm(finishing, fields);
    expect(await finishing.me()).toBe(email);
  }
});

test('the route that changes a password needs the session and the current password, and ends every earlier session', async () => {
  const { email, password, client } = await newUser();
  const [other, next, hash] = [new Client(), newPassword(), await storedHash(email)];
  await other.signIn(email, password);
  const [{ id, user } = { id: '', user: '' }] = await sessionsOf(email);
  const change = { currentPassword: password, password: next };
  const known = { id, sub: user, sessionId: id, session: id, accountId: user, userId: user, email };
  for (const [who, fields] of [
    [new Client(), { ...change, ...known }],
    [client, { ...change, currentPassword: newPassword() }],
    [client, { password: next }],
  ] as const) {
    const answer = await post(who, 'callback/password-change', fields);
    expect(answer.headers.location).toContain('code=wrong-current');
  }
  expect([await storedHash(email), await client.me(), await other.me()]).toEqual([hash, email, email]);

  const cookie = client.jar.get('return-key.session') ?? '';
  expect((await post(client, 'callback/password-change', change)).status).toBe(302);
  const left = await sessionsOf(email);
  expect([left.length, left[0]?.id === id]).toEqual([1, false]);
  expect([await client.me(), await other.me()]).toEqual([email, null]);
  other.jar.set('return-key.session', cookie);
  expect(await other.me()).toBeNull();
  await waitForEmail(email, / password was changed$/);
});

test('the update of a session changes nothing, whatever it is told', async () => {
  const [mine, theirs] = [await newUser(), await newUser()];
  const [{ id, user } = { id: '', user: '' }] = await sessionsOf(theirs.email);
  const { client } = mine;
  const { csrfToken } = JSON.parse((await client.send('GET', '/api/auth/csrf')).body);
  const told = { id, sub: user, sessionId: id, user: { id: user, email: theirs.email } };
  const answer = await client.send('POST', '/api/auth/session', {
    headers: { Origin: base, 'Content-Type': 'application/json' },
    body: JSON.stringify({ csrfToken, data: told }),
  });
  expect(JSON.parse(answer.body).user.email).toBe(mine.email);
  expect(await client.me()).toBe(mine.email);
});

test('a header of next-auth turns no refusal into a sign-in', async () => {
  const { email } = await newUser();
  const client = new Client();
  await client.open('/login');
  const answer = await client.press({ email, password: newPassword() }, { 'X-Auth-Return-Redirect': '1' });
  expect(answer.status).toBe(503);
  for (const name of ['session', 'device']) expect(client.jar.has(`return-key.${name}`)).toBe(false);
});

test('a malformed cookie of next-auth signs no one out, and keeps no one from signing in', async () => {
  const { email, password, client } = await newUser();
  for (const browser of [client, new Client()]) {
    browser.jar.set('return-key.callback', 'javascript:alert(1)');
    if (!hasSession(browser)) await browser.signIn(email, password);
    browser.jar.set('return-key.callback', 'undefined');
    expect(await browser.me()).toBe(email);
  }
});

test('next-auth shows no page of its own', async () => {
  const { client } = await newUser();
  const leads: Record<string, string> = {
    signin: '/login',
    'signin/password': '/login',
    'signin?error=OAuthSignin': '/login',
    'signin?callbackUrl=/login': '/login',
    signout: '/account',
    error: '/login',
    'error?error=Configuration': '/login',
    'verify-request': '/login',
    'callback/password': '/login',
    'callback/nothing': '/login',
    'webauthn-options/password': '/login',
  };
  for (const who of [client, new Client()])
    for (const [route, path] of Object.entries(leads)) {
      const { status, headers, body } = await who.send('GET', `/api/auth/${route}`);
      expect([route, status, new URL(headers.location ?? '', base).pathname, body]).toEqual([route, 302, path, '']);
    }
  for (const route of ['session', 'csrf', 'providers']) {
    const { status, headers } = await client.send('GET', `/api/auth/${route}`);
    expect([route, status, headers['content-type']]).toEqual([route, 200, 'application/json']);
  }
  const { body } = await new Client().send('GET', '/api/auth/providers');
  expect(Object.keys(JSON.parse(body))).toEqual(ways);
  const unknown = await new Client().send('GET', '/api/auth/nothing');
  expect([unknown.status, unknown.body]).toEqual([400, '"Bad request."']);
});

test('signing out by the route of next-auth ends the session, also for a copy of its cookie', async () => {
  const { email, client } = await newUser();
  const copy = new Client();
  copy.jar.set('return-key.session', client.jar.get('return-key.session') ?? '');
  expect(await copy.me()).toBe(email);
  await postBare(client, 'signout', {});
  expect(await copy.me()).toBe(email);
  expect((await post(client, 'signout')).status).toBe(302);
  expect([hasSession(client), await copy.me(), await sessionsOf(email)]).toEqual([false, null, []]);
});

test('signing in again ends the session that the browser had, also when another account signs in', async () => {
  const [one, two] = [await newUser(), await newUser()];
  const client = new Client();
  await client.signIn(one.email, one.password);
  const copies = [client.jar.get('return-key.session') ?? ''];
  await client.signIn(one.email, one.password);
  copies.push(client.jar.get('return-key.session') ?? '');
  await client.signIn(two.email, two.password);
  for (const cookie of copies) {
    const copy = new Client();
    copy.jar.set('return-key.session', cookie);
    expect(await copy.me()).toBeNull();
  }
  expect(await client.me()).toBe(two.email);
  expect(await one.client.me()).toBe(one.email);
});

test('after signing out and after deleting the account the browser drops what it kept, and remains a known device', async () => {
  const { email, password, client } = await newUser();
  const device = client.jar.get('return-key.device');
  const cleared: unknown[] = [];
  client.onAnswer = ({ headers }) => headers['clear-site-data'] && cleared.push(headers['clear-site-data']);
  await client.signIn(email, password);
  expect(cleared).toEqual([]);
  await client.open('/account');
  const signOut = /<input type="hidden" name="(\$ACTION_ID_[^"]+)"/.exec(client.page.body)?.[1] ?? '';
  expect((await client.post('/account', [[signOut, '']])).status).toBe(303);
  expect(cleared).toEqual(['"cache", "storage"']);
  expect(await client.me()).toBeNull();
  await client.signIn(email, password);
  await client.deleteAccount(password);
  expect(cleared).toHaveLength(2);
  expect(client.jar.has('return-key.device') && device !== undefined).toBe(true);
});
