import { expect, test } from '@playwright/test';
import { forge, oldSessionCookie } from '../forge';
import { type Answer, Visitor } from '../visitor';
import {
  ageLimit,
  events,
  linkIn,
  newAccount,
  newAddress,
  newPassword,
  repeat,
  sql,
  storedHash,
  waitForMail,
} from '../world';

// What next-auth's own routes do, without a page of ours in between, and what passes for a session.

const base = process.env.E2E_BASE_URL ?? '';
const ways = ['password', 'confirmation', 'password-change'];

/** Posts to a route of next-auth, with its CSRF token. */
async function post(visitor: Visitor, route: string, fields: Record<string, string> = {}): Promise<Answer> {
  const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body);
  return postBare(visitor, route, { csrfToken, ...fields });
}

function postBare(visitor: Visitor, route: string, fields: Record<string, string>): Promise<Answer> {
  const headers = { Origin: base, 'Content-Type': 'application/x-www-form-urlencoded' };
  return visitor.send('POST', `/api/auth/${route}`, { headers, body: new URLSearchParams(fields).toString() });
}

const hasSession = (visitor: Visitor) => visitor.jar.has('return-key.session');

async function sessionsOf(email: string): Promise<{ id: string; account: string }[]> {
  const rows = await sql`select s.id, s.account_id from sessions s join accounts a on a.id = s.account_id
    where a.canonical = ${email} order by s.created_at`;
  return rows.map((row) => ({ id: String(row.id), account: String(row.account_id) }));
}

test('a session of version 0.1.0 lives on, is rewritten by next-auth, and ends with its row', async () => {
  const { email } = await newAccount();
  const [{ id, account } = { id: '', account: '' }] = await sessionsOf(email);
  const old = new Visitor();
  old.jar.set('return-key.session', oldSessionCookie(account, id));
  expect(await old.me()).toBe(email);
  await old.send('GET', '/api/auth/session');
  expect(old.jar.get('return-key.session')?.split('.')).toHaveLength(5);
  expect(await old.me()).toBe(email);

  for (const forged of [
    oldSessionCookie(account, id, 'another secret'),
    forge({ alg: 'none' }, { sub: account }, null),
  ]) {
    const thief = new Visitor();
    thief.jar.set('return-key.session', forged);
    expect(await thief.me()).toBeNull();
  }

  const [again, ...cookies] = [new Visitor(), oldSessionCookie(account, id), old.jar.get('return-key.session') ?? ''];
  await sql`delete from sessions where id = ${id}`;
  for (const cookie of cookies) {
    again.jar.set('return-key.session', cookie);
    expect(await again.me()).toBeNull();
  }
});

test('the route of a provider signs nobody in without the CSRF token, nor from another site', async () => {
  const { email, password } = await newAccount();
  for (const way of ways) {
    const visitor = new Visitor();
    const answer = await postBare(visitor, `callback/${way}`, { email, password });
    expect([way, answer.status, answer.headers.location]).toEqual([way, 302, `${base}/login?error=MissingCSRF`]);
    expect(hasSession(visitor)).toBe(false);
    const foreign = { Origin: 'https://evil.test', 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await visitor.send('POST', `/api/auth/callback/${way}`, { headers: foreign })).status).toBe(403);
  }
  const owner = new Visitor();
  expect((await post(owner, 'callback/password', { email, password })).status).toBe(302);
  expect(await owner.me()).toBe(email);
  expect(owner.jar.has('return-key.device')).toBe(true);
});

test('the route of a provider answers alike for known and unknown addresses, and counts like the form', async () => {
  const { email, password } = await newAccount();
  const network = new Visitor().network;
  const guess = (address: string) =>
    post(new Visitor(network), 'callback/password', { email: address, password: newPassword() });
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
  const late = new Visitor(network);
  expect((await post(late, 'callback/password', { email, password })).headers.location).toContain('code=limited');
  expect((await late.signIn(email, password)).status).toBe(429);
  await ageLimit('sign-in/network', network, '16 minutes');

  // The budget of an address is shared too: ten failures by this route, and the form refuses the right password.
  await repeat(10, () => post(new Visitor(), 'callback/password', { email, password: newPassword() }));
  expect((await new Visitor().signIn(email, password)).status).toBe(422);
  await ageLimit('sign-in/address', email, '16 minutes');
  expect((await new Visitor().signIn(email, password)).path).toBe('/account');
});

test('the route that confirms needs the link in this browser and the password of the registration', async () => {
  const [visitor, email, password] = [new Visitor(), newAddress(), newPassword()];
  await visitor.register({ email, password });
  const link = linkIn(await waitForMail(email));
  expect((await post(visitor, 'callback/confirmation', { password })).headers.location).toContain('code=dead');
  await visitor.open(link);
  const wrong = await post(visitor, 'callback/confirmation', { password: newPassword() });
  expect(wrong.headers.location).toContain('code=refused');
  expect(hasSession(visitor)).toBe(false);
  await post(visitor, 'callback/confirmation', { password });
  expect(await visitor.me()).toBe(email);
});

test('the route that changes a password needs the session and the present password, and ends every earlier session', async () => {
  const { email, password, visitor } = await newAccount();
  const [other, next, hash] = [new Visitor(), newPassword(), await storedHash(email)];
  await other.signIn(email, password);
  const [{ id, account } = { id: '', account: '' }] = await sessionsOf(email);
  const change = { currentPassword: password, password: next };
  const known = { id, sub: account, sessionId: id, session: id, accountId: account, userId: account, email };
  for (const [who, fields] of [
    [new Visitor(), { ...change, ...known }],
    [visitor, { ...change, currentPassword: newPassword() }],
    [visitor, { password: next }],
  ] as const) {
    const answer = await post(who, 'callback/password-change', fields);
    expect(answer.headers.location).toContain('code=wrong-current');
  }
  expect([await storedHash(email), await visitor.me(), await other.me()]).toEqual([hash, email, email]);

  const cookie = visitor.jar.get('return-key.session') ?? '';
  expect((await post(visitor, 'callback/password-change', change)).status).toBe(302);
  const left = await sessionsOf(email);
  expect([left.length, left[0]?.id === id]).toEqual([1, false]);
  expect([await visitor.me(), await other.me()]).toEqual([email, null]);
  other.jar.set('return-key.session', cookie);
  expect(await other.me()).toBeNull();
  await waitForMail(email, / password was changed$/);
});

test('the update of a session changes nothing, whatever it is told', async () => {
  const [mine, theirs] = [await newAccount(), await newAccount()];
  const [{ id, account } = { id: '', account: '' }] = await sessionsOf(theirs.email);
  const { visitor } = mine;
  const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body);
  const told = { id, sub: account, sessionId: id, user: { id: account, email: theirs.email } };
  const answer = await visitor.send('POST', '/api/auth/session', {
    headers: { Origin: base, 'Content-Type': 'application/json' },
    body: JSON.stringify({ csrfToken, data: told }),
  });
  expect(JSON.parse(answer.body).user.email).toBe(mine.email);
  expect(await visitor.me()).toBe(mine.email);
});

test('a header of next-auth turns no refusal into a sign-in', async () => {
  const { email } = await newAccount();
  const visitor = new Visitor();
  await visitor.open('/login');
  const answer = await visitor.press({ email, password: newPassword() }, { 'X-Auth-Return-Redirect': '1' });
  expect(answer.status).toBe(503);
  for (const name of ['session', 'device']) expect(visitor.jar.has(`return-key.${name}`)).toBe(false);
});

test('a malformed cookie of next-auth signs nobody out, and keeps nobody from signing in', async () => {
  const { email, password, visitor } = await newAccount();
  for (const browser of [visitor, new Visitor()]) {
    browser.jar.set('return-key.callback', 'javascript:alert(1)');
    if (!hasSession(browser)) await browser.signIn(email, password);
    browser.jar.set('return-key.callback', 'undefined');
    expect(await browser.me()).toBe(email);
  }
});

test('next-auth shows no page of its own', async () => {
  const { visitor } = await newAccount();
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
  for (const who of [visitor, new Visitor()])
    for (const [route, path] of Object.entries(leads)) {
      const { status, headers, body } = await who.send('GET', `/api/auth/${route}`);
      expect([route, status, new URL(headers.location ?? '', base).pathname, body]).toEqual([route, 302, path, '']);
    }
  for (const route of ['session', 'csrf', 'providers']) {
    const { status, headers } = await visitor.send('GET', `/api/auth/${route}`);
    expect([route, status, headers['content-type']]).toEqual([route, 200, 'application/json']);
  }
  const { body } = await new Visitor().send('GET', '/api/auth/providers');
  expect(Object.keys(JSON.parse(body))).toEqual(ways);
  const unknown = await new Visitor().send('GET', '/api/auth/nothing');
  expect([unknown.status, unknown.body]).toEqual([400, '"Bad request."']);
});

test('signing out by the route of next-auth ends the session, also for a copy of its cookie', async () => {
  const { email, visitor } = await newAccount();
  const copy = new Visitor();
  copy.jar.set('return-key.session', visitor.jar.get('return-key.session') ?? '');
  expect(await copy.me()).toBe(email);
  await postBare(visitor, 'signout', {});
  expect(await copy.me()).toBe(email);
  expect((await post(visitor, 'signout')).status).toBe(302);
  expect([hasSession(visitor), await copy.me(), await sessionsOf(email)]).toEqual([false, null, []]);
});
