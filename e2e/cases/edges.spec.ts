import { expect, test } from '@playwright/test';
import { type Answer, Visitor } from '../visitor';
import {
  comparable,
  linkIn,
  mails,
  newAccount,
  newAddress,
  newLink,
  newPassword,
  repeat,
  storedHash,
  waitForMail,
  waitForOutbox,
} from '../world';

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

/** Whether an answer keeps the visitor here, by address and by content. */
function staysHere({ headers }: Answer): boolean {
  const { origin, pathname } = new URL(headers.location ?? '/', base);
  return origin === base && !pathname.startsWith('//') && headers.refresh === undefined;
}

/** A local address as the page behind it reads it: Next.js may write a space as "+" where the visitor wrote "%20". */
function readPath(address = ''): unknown {
  const { origin, pathname, searchParams } = new URL(address, base);
  return { origin, pathname, query: [...searchParams] };
}

test('C-080 whatever a query, a field or a cookie wishes, one is never sent to another site', async () => {
  const { email, password } = await newAccount();
  for (const wish of elsewhere) {
    const query = wishes.map((name) => `${name}=${encodeURIComponent(wish)}`).join('&');
    const fields: [string, string][] = wishes.map((name) => [name, wish]);
    const visitor = new Visitor();
    visitor.jar.set('return-key.ticket', encodeURIComponent(wish));
    visitor.page = await visitor.send('GET', `/login?${query}`);
    const form = visitor.findForm(['email', 'password']);
    const signedIn = await visitor.post(`/login?${query}`, [
      ...form,
      ['email', email],
      ['password', password],
      ...fields,
    ]);
    expect([wish, signedIn.status, signedIn.headers.location]).toEqual([wish, 303, '/account']);
    visitor.page = await visitor.send('GET', '/account');
    const signOut = [...visitor.page.body.matchAll(/<input type="hidden" name="(\$ACTION_ID_[^"]+)"/g)].map(
      ([, name = '']): [string, string] => [name, ''],
    );
    const signedOut = await visitor.post(`/account?${query}`, [...signOut.slice(0, 1), ...fields]);
    expect([wish, signedOut.status, signedOut.headers.location]).toEqual([wish, 303, '/login']);
    visitor.jar.set('return-key.callback', encodeURIComponent(wish));
    const paths = ['signin', 'signout', 'error', 'session', 'callback/password', 'verify-request'];
    const answers = await repeat(paths.length * 2, (index) => {
      const headers = { Origin: base, 'Content-Type': 'application/x-www-form-urlencoded' };
      const address = `/api/auth/${paths[index >> 1]}?${query}`;
      return index % 2 ? visitor.send('POST', address, { headers, body: query }) : visitor.send('GET', address);
    });
    for (const answer of answers)
      expect([wish, answer.path, answer.status < 500, staysHere(answer)]).toEqual([wish, answer.path, true, true]);
  }
});

test('C-080 a reset leads to the sign-in page and nowhere else', async () => {
  const { email } = await newAccount();
  const { visitor, link } = await newLink(email);
  const query = `?next=${encodeURIComponent('https://e')}`;
  const opened = await visitor.send('GET', `${link}${query}`);
  expect([opened.status, opened.headers.location]).toEqual([303, '/reset-password']);
  visitor.page = await visitor.send('GET', `/reset-password${query}`);
  const fields = [...visitor.findForm(['password']), ['password', newPassword()], ['next', 'https://e']] as const;
  const done = await visitor.post(
    `/reset-password${query}`,
    fields.map(([name, value]) => [name, value]),
  );
  expect([done.status, done.headers.location]).toEqual([303, '/login']);
});

test('C-080 one gets to the page one came for, once', async () => {
  const { email, password } = await newAccount();
  const visitor = new Visitor();
  for (const wish of ['/account/sessions', '/account/sessions?x=https://e', '/account/url%20with%20spaces?y=//e']) {
    expect((await visitor.open(wish)).path).toBe('/login');
    const form = visitor.findForm(['email', 'password']);
    const signedIn = await visitor.post('/login', [...form, ['email', email], ['password', password]]);
    expect([signedIn.status, readPath(signedIn.headers.location)]).toEqual([303, readPath(wish)]);
    visitor.jar.delete('return-key.session');
    expect((await visitor.signIn(email, password)).path).toBe('/account');
    visitor.jar.delete('return-key.session');
  }
});

test('C-080 one gets to the page one came for after refused tries and a change of the language too', async () => {
  const { email, password } = await newAccount();
  const visitor = new Visitor();
  await visitor.open('/account/sessions?x=1');
  const switched = await visitor.post('/language', [...visitor.findForm(['language']), ['language', 'de']]);
  await visitor.open(switched.headers.location ?? '');
  await visitor.submit({ email, password: 'not the password' });
  await visitor.submit({ email: '', password: '' });
  expect([visitor.page.path, visitor.page.body]).toEqual(['/login', expect.stringContaining('<html lang="de"')]);
  const form = visitor.findForm(['email', 'password']);
  const signedIn = await visitor.post('/login', [...form, ['email', email], ['password', password]]);
  expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/account/sessions?x=1']);
});

test('C-080 a page that one came for is forgotten once one has been there', async () => {
  const { email, password } = await newAccount();
  const visitor = new Visitor();
  await visitor.open('/account/sessions');
  await visitor.submit({ email, password: '', forgot: 'yes' });
  await visitor.open(linkIn(await waitForMail(email, /^Choose a new password/), 'reset-password'));
  const next = newPassword();
  await visitor.setPassword(next);
  expect((await visitor.submit({ email, password: next })).path).toBe('/account/sessions');
  visitor.jar.delete('return-key.session');
  expect((await visitor.signIn(email, next)).path).toBe('/account');
  // The same from the page that asks for the address, and to a corrected one.
  visitor.jar.delete('return-key.session');
  await visitor.open('/account/activity');
  await visitor.submit({ email: '', password: '', forgot: 'yes' });
  expect(visitor.page.path).toBe('/forgot-password');
  await visitor.submit({ email: newAddress() });
  await visitor.submit({ email });
  await visitor.open(linkIn(await waitForMail(email, /^Choose a new password/, 1), 'reset-password'));
  await visitor.setPassword(password);
  expect((await visitor.submit({ email, password })).path).toBe('/account/activity');
});

test('C-081 an absolute address is refused, also of this very host by another scheme', async () => {
  const { email, password } = await newAccount();
  const { host } = new URL(base);
  for (const wish of [`http://${host}/account/sessions`, `https://${host}/account/sessions`, `//${host}/account`]) {
    const visitor = new Visitor();
    await visitor.open(`/login?next=${encodeURIComponent(wish)}`);
    const form = visitor.findForm(['email', 'password']);
    const answer = await visitor.post('/login', [...form, ['email', email], ['password', password], ['next', wish]]);
    expect([wish, answer.headers.location]).toEqual([wish, '/account']);
  }
});

test('C-082 a wish that is no text is answered with less than 500', async () => {
  const visitor = new Visitor();
  for (const body of ['{"callbackUrl":["/a"]}', '{"callbackUrl":{"a":1}}', '{"callbackUrl":7}', '[', 'null', '7']) {
    for (const path of ['signin/password', 'callback/password', 'signout', 'session']) {
      const answer = await visitor.send('POST', `/api/auth/${path}`, {
        headers: { Origin: base, 'Content-Type': 'application/json' },
        body,
      });
      expect([body, path, answer.status < 500, staysHere(answer)]).toEqual([body, path, true, true]);
    }
  }
  for (const query of ['next[]=/a', 'next[a]=/b', 'next=/a&next=/b', 'callbackUrl[]=/a&callbackUrl=/b']) {
    const { status, path } = await visitor.open(`/login?${query}`);
    expect([query, status, path]).toEqual([query, 200, '/login']);
  }
});

test('C-083 where one was going survives the mail and the reset, encoded once', async () => {
  const { email } = await newAccount();
  const visitor = new Visitor();
  const wish = '/account/activity?foo=bar&baz=q%20x&url=https%3A%2F%2Fe%2F%3Fa%3Db';
  await visitor.open(wish);
  await visitor.submit({ email, password: '', forgot: 'yes' });
  expect(visitor.page.path).toBe('/forgot-password/sent');
  await visitor.open(linkIn(await waitForMail(email, /^Choose a new password/), 'reset-password'));
  const password = newPassword();
  expect((await visitor.setPassword(password)).path).toBe('/login');
  const form = visitor.findForm(['email', 'password']);
  const answer = await visitor.post('/login', [...form, ['email', email], ['password', password]]);
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
async function expectAllRefused(visitor: Visitor, fields: Record<string, string>): Promise<void> {
  const sent: [string, string][] = [...visitor.findForm(Object.keys(fields)), ...Object.entries(fields)];
  for (const [who, headers] of Object.entries(strangers)) {
    const answer = await visitor.post(visitor.page.path, sent, headers);
    expect([who, answer.status, answer.setCookies]).toEqual([who, 403, []]);
    expect(answer.text).toContain('This did not come from here');
  }
}

test('C-084 no other site can send a form of ours, and nothing has changed afterwards', async () => {
  const { visitor: owner, email, password } = await newAccount();
  const { visitor, link } = await newLink(email);
  const [hash, next] = [await storedHash(email), newPassword()];
  await visitor.open(link);
  await expectAllRefused(visitor, { password: next });
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
  await visitor.open('/reset-password');
  expect((await visitor.setPassword(next)).path).toBe('/login');
});

test('C-084 what comes from another site asks for no mail', async () => {
  const { email } = await newAccount();
  const visitor = new Visitor();
  const before = (await mails(email)).length;
  await visitor.open('/forgot-password');
  await expectAllRefused(visitor, { email });
  await waitForOutbox(email);
  expect(await mails(email)).toHaveLength(before);
});

test('C-085 no other site can sign somebody in or register somebody', async () => {
  const { email, password } = await newAccount();
  const visitor = new Visitor();
  await visitor.open('/login');
  await expectAllRefused(visitor, { email, password });
  const stranger = newAddress();
  await visitor.open('/register');
  await expectAllRefused(visitor, { name: 'Mallory', email: stranger, password: newPassword() });
  await waitForOutbox(stranger);
  expect([await visitor.me(), await mails(stranger)]).toEqual([null, []]);
});

test('C-090 the address for password managers leads to the page, and unknown ones are nothing', async () => {
  const { visitor: owner, email, password } = await newAccount();
  const known = await owner.send('GET', '/.well-known/change-password');
  expect([known.status, known.headers.location]).toEqual([303, '/account/password']);
  expect((await owner.open('/.well-known/change-password')).path).toBe('/account/password');
  const unknown = 'resource-that-should-not-exist-whose-status-code-should-not-be-200';
  expect((await owner.send('GET', `/.well-known/${unknown}`)).status).toBe(404);
  const stranger = new Visitor();
  expect((await stranger.open('/.well-known/change-password')).path).toBe('/login');
  expect((await stranger.submit({ email, password })).path).toBe('/account/password');
  expect(comparable(await owner.open('/account/password')).status).toBe(200);
});
