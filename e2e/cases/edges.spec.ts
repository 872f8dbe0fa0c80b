import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { type Answer, Client } from '../support/client';
import { subjects } from '../support/subjects';
import {
  comparable,
  linkIn,
  messages,
  newAddress,
  newLink,
  newPassword,
  newUser,
  repeat,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// Where a form leads, and who may send it. README.md lists the cases.

const base = process.env.E2E_BASE_URL ?? '';
const elsewhere = [
  'http://e',
  'http:///e',
  '//e',
  '///e',
  '/\\e',
  '/\t/e',
  '/.//e',
  'javascript:alert(1)',
  'https://app@e',
  'https://app.e',
  base.replace('//', '//app@e.'),
];
const wishes = ['next', 'callbackUrl', 'redirectTo', 'redirect_url', 'return_to'];

/** Whether a response keeps the browser on this site, by its redirect and its content. */
function staysHere({ headers }: Answer): boolean {
  const { origin, pathname } = new URL(headers.location ?? '/', base);
  return origin === base && !pathname.startsWith('//') && headers.refresh === undefined;
}

/** A local address as the page behind it reads it: Next.js may write a space as "+" where the request had "%20". */
function readPath(address = ''): unknown {
  const { origin, pathname, searchParams } = new URL(address, base);
  return { origin, pathname, query: [...searchParams] };
}

test('C-080 no query, field or cookie redirects to another site', async () => {
  const { email, password } = await newUser();
  for (const wish of elsewhere) {
    const query = wishes.map((name) => `${name}=${encodeURIComponent(wish)}`).join('&');
    const fields: [string, string][] = wishes.map((name) => [name, wish]);
    const client = new Client();
    client.jar.set('return-key.ticket', encodeURIComponent(wish));
    client.page = await client.send('GET', `/login?${query}`);
    const form = client.findForm(['email', 'password']);
    const signedIn = await client.post(`/login?${query}`, [
      ...form,
      ['email', email],
      ['password', password],
      ...fields,
    ]);
    expect([wish, signedIn.status, signedIn.headers.location]).toEqual([wish, 303, '/account']);
    client.page = await client.send('GET', '/account');
    const signOut = [...client.page.body.matchAll(/<input type="hidden" name="(\$ACTION_ID_[^"]+)"/g)].map(
      ([, name = '']): [string, string] => [name, ''],
    );
    const signedOut = await client.post(`/account?${query}`, [...signOut.slice(0, 1), ...fields]);
    expect([wish, signedOut.status, signedOut.headers.location]).toEqual([wish, 303, '/login']);
    client.jar.set('return-key.callback', encodeURIComponent(wish));
    const paths = ['signin', 'signout', 'error', 'session', 'callback/password', 'verify-request'];
    const answers = await repeat(paths.length * 2, (index) => {
      const headers = { Origin: base, 'Content-Type': 'application/x-www-form-urlencoded' };
      const address = `/api/auth/${paths[index >> 1]}?${query}`;
      return index % 2 ? client.send('POST', address, { headers, body: query }) : client.send('GET', address);
    });
    for (const answer of answers)
      expect([wish, answer.path, answer.status < 500, staysHere(answer)]).toEqual([wish, answer.path, true, true]);
  }
});

test('C-080 a reset leads to the sign-in page and nowhere else', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  const query = `?next=${encodeURIComponent('https://e')}`;
  const opened = await client.send('GET', `${link}${query}`, { headers: { 'Sec-Fetch-Site': 'none' } });
  expect([opened.status, opened.headers.location]).toEqual([
    303,
    expect.stringMatching(/^\/reset-password\?from=email&at=\d+$/),
  ]);
  client.page = await client.send('GET', `/reset-password${query}`);
  const fields = [...client.findForm(['password']), ['password', newPassword()], ['next', 'https://e']] as const;
  const done = await client.post(
    `/reset-password${query}`,
    fields.map(([name, value]) => [name, value]),
  );
  expect([done.status, done.headers.location]).toEqual([303, '/login']);
});

test('C-080 sign-in leads to the page that was requested, once', async () => {
  const { email, password } = await newUser();
  const client = new Client();
  for (const wish of ['/account/sessions', '/account/sessions?x=https://e', '/account/url%20with%20spaces?y=//e']) {
    expect((await client.open(wish)).path).toBe('/login');
    const form = client.findForm(['email', 'password']);
    const filled: [string, string][] = [...form, ['email', email], ['password', password]];
    const signedIn = await client.post('/login', filled, { 'Sec-Fetch-Site': 'same-origin' });
    expect([signedIn.status, readPath(signedIn.headers.location)]).toEqual([303, readPath(wish)]);
    client.jar.delete('return-key.session');
    expect((await client.signIn(email, password)).path).toBe('/account');
    client.jar.delete('return-key.session');
  }
});

test('C-080 sign-in leads to the requested page also after refused tries and a change of language', async () => {
  const { email, password } = await newUser();
  const client = new Client();
  await client.open('/account/sessions?x=1');
  const switched = await client.post('/language', [...client.findForm(['language']), ['language', 'de']]);
  await client.open(switched.headers.location ?? '');
  await client.submit({ email, password: 'not the password' });
  await client.submit({ email: '', password: '' });
  expect([client.page.path, client.page.body]).toEqual(['/login', expect.stringContaining('<html lang="de"')]);
  const form = client.findForm(['email', 'password']);
  const signedIn = await client.post('/login', [...form, ['email', email], ['password', password]]);
  expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/account/sessions?x=1']);
});

test('C-080 the requested page is forgotten once it has been visited', async () => {
  const { email, password } = await newUser();
  const client = new Client();
  await client.open('/account/sessions');
  await client.submit({ email, password: '', forgot: 'yes' });
  await client.open(linkIn(await waitForEmail(email, subjects.reset), 'reset-password'));
  const next = newPassword();
  await client.setPassword(next);
  expect((await client.submit({ email, password: next })).path).toBe('/account/sessions');
  client.jar.delete('return-key.session');
  expect((await client.signIn(email, next)).path).toBe('/account');
  // The same from the page that asks for the address, and to a corrected one.
  client.jar.delete('return-key.session');
  await client.open('/account/activity');
  await client.submit({ email: '', password: '', forgot: 'yes' });
  expect(client.page.path).toBe('/forgot-password');
  await client.submit({ email: newAddress() });
  await client.submit({ email });
  await client.open(linkIn(await waitForEmail(email, subjects.reset, 1), 'reset-password'));
  await client.setPassword(password);
  expect((await client.submit({ email, password })).path).toBe('/account/activity');
});

test('C-081 an absolute URL is refused, even on this host with another scheme', async () => {
  const { email, password } = await newUser();
  const { host } = new URL(base);
  for (const wish of [`http://${host}/account/sessions`, `https://${host}/account/sessions`, `//${host}/account`]) {
    const client = new Client();
    await client.open(`/login?next=${encodeURIComponent(wish)}`);
    const form = client.findForm(['email', 'password']);
    const filled: [string, string][] = [...form, ['email', email], ['password', password], ['next', wish]];
    const answer = await client.post('/login', filled, { 'Sec-Fetch-Site': 'same-origin' });
    expect([wish, answer.headers.location]).toEqual([wish, '/account']);
  }
});

test('C-082 a return address that is not a string gets a status below 500', async () => {
  const client = new Client();
  for (const body of ['{"callbackUrl":["/a"]}', '{"callbackUrl":{"a":1}}', '{"callbackUrl":7}', '[', 'null', '7']) {
    for (const path of ['signin/password', 'callback/password', 'signout', 'session']) {
      const answer = await client.send('POST', `/api/auth/${path}`, {
        headers: { Origin: base, 'Content-Type': 'application/json' },
        body,
      });
      expect([body, path, answer.status < 500, staysHere(answer)]).toEqual([body, path, true, true]);
    }
  }
  for (const query of ['next[]=/a', 'next[a]=/b', 'next=/a&next=/b', 'callbackUrl[]=/a&callbackUrl=/b']) {
    const { status, path } = await client.open(`/login?${query}`);
    expect([query, status, path]).toEqual([query, 200, '/login']);
  }
});

test('C-083 the return address survives the email and the reset, encoded once', async () => {
  const { email } = await newUser();
  const client = new Client();
  const wish = '/account/activity?foo=bar&baz=q%20x&url=https%3A%2F%2Fe%2F%3Fa%3Db';
  await client.open(wish);
  await client.submit({ email, password: '', forgot: 'yes' });
  expect(client.page.path).toBe('/forgot-password/sent');
  await client.open(linkIn(await waitForEmail(email, subjects.reset), 'reset-password'));
  const password = newPassword();
  expect((await client.setPassword(password)).path).toBe('/login');
  const form = client.findForm(['email', 'password']);
  const answer = await client.post('/login', [...form, ['email', email], ['password', password]]);
  expect([answer.status, readPath(answer.headers.location)]).toEqual([303, readPath(wish)]);
});

const strangers: Record<string, Record<string, string>> = {
  'a foreign Origin': { Origin: 'https://evil.test' },
  'an Origin of null': { Origin: 'null' },
  'a malformed Origin': { Origin: 'http://[not-an-origin' },
  'the Origin with another port': { Origin: 'http://localhost:1' },
  'the Origin by another scheme': { Origin: base.replace('http:', 'https:') },
  'a host that starts like ours': { Origin: `${base}.evil.test` },
  'a sibling': { Origin: base.replace('//', '//sibling.'), 'Sec-Fetch-Site': 'same-site' },
  'a browser that says same-site': { 'Sec-Fetch-Site': 'same-site' },
  'a browser that says cross-site': { 'Sec-Fetch-Site': 'cross-site' },
  'no origin at all': { Origin: '' },
  'a foreign Referer': { Origin: '', Referer: 'https://evil.test/login' },
  'a forged forwarding': { Origin: 'https://evil.test', Host: 'evil.test', 'X-Forwarded-Host': 'evil.test' },
  'a skipped guard': { Origin: 'https://evil.test', 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
};

/** Sends a form in the name of every stranger; each must be shown the door, on a page of ours. */
async function expectAllRefused(client: Client, fields: Record<string, string>): Promise<void> {
  const sent: [string, string][] = [...client.findForm(Object.keys(fields)), ...Object.entries(fields)];
  for (const [who, headers] of Object.entries(strangers)) {
    const answer = await client.post(client.page.path, sent, headers);
    expect([who, answer.status, answer.setCookies]).toEqual([who, 403, []]);
    expect(answer.text).toContain(en.refusal.foreign.title);
  }
}

test('C-084 no other site can submit our forms, and nothing has changed afterwards', async () => {
  const { client: owner, email, password } = await newUser();
  const { client, link } = await newLink(email);
  const [hash, next] = [await storedHash(email), newPassword()];
  await client.open(link);
  await expectAllRefused(client, { password: next });
  await owner.open('/account/password');
  await expectAllRefused(owner, { currentPassword: password, password: next });
  await owner.open('/account/email');
  await expectAllRefused(owner, { email: newAddress(), currentPassword: password });
  await owner.open('/account/delete');
  await expectAllRefused(owner, { currentPassword: password });
  await owner.open('/account');
  await expectAllRefused(owner, { name: 'Mallory' });
  const signOut = /<input type="hidden" name="(\$ACTION_ID_[^"]+)"/.exec(owner.page.body)?.[1] ?? '';
  for (const headers of Object.values(strangers))
    expect((await owner.post('/account', [[signOut, '']], headers)).status).toBe(403);
  expect(await owner.me()).toBe(email);
  expect((await owner.open('/account')).body).not.toContain('Mallory');
  expect(await storedHash(email)).toBe(hash);
  await client.open('/reset-password');
  expect((await client.setPassword(next)).path).toBe('/login');
});

test('C-084 a request from another site sends no email', async () => {
  const { email } = await newUser();
  const client = new Client();
  const before = (await messages(email)).length;
  await client.open('/forgot-password');
  await expectAllRefused(client, { email });
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(before);
});

test('C-085 no other site can sign a user in or register an account', async () => {
  const { email, password } = await newUser();
  const client = new Client();
  await client.open('/login');
  await expectAllRefused(client, { email, password });
  const stranger = newAddress();
  await client.open('/register');
  await expectAllRefused(client, { name: 'Mallory', email: stranger, password: newPassword() });
  await waitForOutbox(stranger);
  expect([await client.me(), await messages(stranger)]).toEqual([null, []]);
});

test('C-090 the address for password managers leads to the page, and unknown ones are not found', async () => {
  const { client: owner, email, password } = await newUser();
  const known = await owner.send('GET', '/.well-known/change-password');
  expect([known.status, known.headers.location]).toEqual([303, '/account/password']);
  expect((await owner.open('/.well-known/change-password')).path).toBe('/account/password');
  const unknown = 'resource-that-should-not-exist-whose-status-code-should-not-be-200';
  expect((await owner.send('GET', `/.well-known/${unknown}`)).status).toBe(404);
  const stranger = new Client();
  expect((await stranger.open('/.well-known/change-password')).path).toBe('/login');
  expect((await stranger.submit({ email, password })).path).toBe('/account/password');
  expect(comparable(await owner.open('/account/password')).status).toBe(200);
});
