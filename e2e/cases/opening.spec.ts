import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { forge, read } from '../support/forge';
import { subjects } from '../support/subjects';
import {
  ageLinks,
  deadEnds,
  linkIn,
  messages,
  newAddress,
  newLink,
  newPassword,
  newUser,
  sql,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// What happens between the email and the new password. README.md lists the cases.

const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1);

test('C-042 a valid link shows one new-password field, its repeat without scripts, and whose account it is', async () => {
  const { email } = await newUser();
  const { link } = await newLink(email);
  const page = await new Client().open(link);
  expect(page).toMatchObject({ status: 200, path: '/reset-password' });
  expect(page.text).toContain(email);
  expect(page.body).toMatch(new RegExp(`<input[^>]*autoComplete="username"[^>]*readOnly=""[^>]*value="${email}"`, 'i'));
  expect(page.body.match(/<input[^>]*name="password"[^>]*>/g)).toEqual([
    expect.stringMatching(/type="password".*autocomplete="new-password"/i),
  ]);
  expect(page.body).toMatch(/<noscript>.*name="confirm".*<\/noscript>/s);
});

test('C-043 a broken link leads to one friendly page that names no account, and the real link still works', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  const token = tokenIn(link);
  const [head = '', body = '', signature = ''] = token.split('.');
  const { header, claims } = read(token);
  const say = (changed: object) => `${forge(header, { ...claims, ...changed }, null)}${signature}`;
  const flip = (text: string) => text.replace(/(?<=^.{20})./, (outboxEmail) => (outboxEmail === 'x' ? 'y' : 'x'));
  const broken = {
    'an email of the signature': `${head}.${body}.${flip(signature)}`,
    'an email of the claims': `${head}.${flip(body)}.${signature}`,
    'cut at the end': token.slice(0, -1),
    'cut at the beginning': token.slice(1),
    'in capitals': token.toUpperCase(),
    'another user': say({ sub: '00000000-0000-4000-8000-000000000000' }),
    'an id that overflows': say({ jti: '9'.repeat(400) }),
    'an id that is none': say({ jti: "1' or '1'='1" }),
    'without a signature': `${head}.${body}.`,
    'ten thousand emails': 'A'.repeat(10_000),
    'a broken percent sign': '%E0%A4%A',
    'another alphabet': encodeURIComponent('ключ'),
  };
  for (const [name, secret] of Object.entries(broken)) {
    const page = await new Client().open(`/reset-password/${secret}`);
    expect({ name, status: page.status, path: page.path }).toEqual({ name, status: 200, path: '/reset-password' });
    expect(page.text, name).not.toContain(email);
    expect(page.text, name).toContain(deadEnds.invalid);
    expect(page.text, name).toContain(en.reset.again);
  }
  // In the browser that requested the reset, the address is still there: nothing to type for a link that a mail program has cut.
  const cut = await client.open(link.slice(0, -20));
  expect(cut.text).toContain(deadEnds.invalid);
  expect(cut.body).toMatch(new RegExp(`<input[^>]*name="email"[^>]*value="${email}"`));
  for (const place of [-20, -200]) {
    const wrapped = `${link.slice(0, place)}%0D%0A%20${link.slice(place)}`;
    expect((await new Client().open(wrapped)).text).toContain(email);
  }
  for (const added of ['.', ')', '%3E', ',', '&utm_source=x', '_', '%22', '%E3%80%82', '=%0D%0A'])
    expect([added, (await new Client().open(`${link}${added}`)).text]).toEqual([added, expect.stringContaining(email)]);
  expect((await new Client().open(`/reset-password/%3C${token}%3E`)).text).toContain(email);
  await client.open(link);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-043 a browser that keeps no cookies is told so behind every link and after signing in', async () => {
  const { email, password } = await newUser();
  const { link } = await newLink(email);
  const [mail] = await messages(email, subjects.reset);
  if (!mail) throw new Error('There is no email.');
  const stranger = newAddress();
  await new Client().register({ email: stranger, password: newPassword() });
  const links = [link, linkIn(mail, 'not-me'), linkIn(await waitForEmail(stranger))];
  for (const opened of links) {
    const [keeping, bare] = [new Client(), new Client()];
    const page = await keeping.open(opened);
    expect(page.text).not.toContain(en.reset.dead.cookieless.title);
    const hop = await bare.send('GET', opened, { headers: { 'Sec-Fetch-Site': 'none' } });
    bare.jar.clear();
    const lost = await bare.open(hop.headers.location ?? '');
    expect([lost.path, lost.text]).toEqual([page.path, expect.stringContaining(en.reset.dead.cookieless.title)]);
    expect(lost.text).not.toContain(deadEnds.invalid);
  }
  const bare = new Client();
  await bare.open('/login');
  const signedIn = await bare.press({ email, password });
  bare.jar.clear();
  // As a browser follows the redirect.
  const led = await bare.send('GET', signedIn.headers.location ?? '', { headers: { 'Sec-Fetch-Site': 'same-origin' } });
  const lost = await bare.open(led.headers.location ?? '');
  expect(lost).toMatchObject({ status: 200, path: '/login' });
  expect(lost.text).toContain(en.login.cookieless);
});

test('a text browser, which sends no Referer from a page with a query, meets none before the new password and the sign-in', async () => {
  const { email } = await newUser();
  const { link } = await newLink(email);
  const lynx = new Client();
  for (const address of [link, '/account']) {
    const { headers } = await lynx.send('GET', address);
    expect(headers.location).toMatch(/^[^?]+$/);
  }
});

for (const path of ['/reset-password', '/reset-password/']) {
  test(`C-044 ${path} without a link is the same friendly page, from which one gets a new one`, async () => {
    const { email } = await newUser();
    const client = new Client();
    expect((await client.open(path)).text).toContain(deadEnds.invalid);
    expect((await client.submit({ email })).path).toBe('/forgot-password/sent');
    await waitForEmail(email, subjects.reset);
  });
}

test('C-045 a link that is ten seconds short of thirty minutes sets a password', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  const [life] = await sql`select extract(epoch from expires_at - issued_at)::int as seconds from resets
    where user_id = (select id from users where canonical = ${email})`;
  expect(life?.seconds).toBe(30 * 60);
  await ageLinks('resets', email, 30 * 60 - 10);
  await client.open(link);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-045 a link of thirty minutes and a second says that it has expired, and one press sends another', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  const hash = await storedHash(email);
  await client.open(link);
  await ageLinks('resets', email, 30 * 60 + 1);
  // The page was opened in time; the password comes too late.
  const late = await client.setPassword(newPassword());
  expect(late).toMatchObject({ status: 200, path: '/reset-password' });
  expect(late.text).toContain(deadEnds.expired);
  expect((await new Client().open(link)).text).toContain(deadEnds.expired);
  expect(await storedHash(email)).toBe(hash);
  expect((await client.submit({})).path).toBe('/forgot-password/sent');
  await client.open(linkIn(await waitForEmail(email, subjects.reset, 1)));
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-046 a confirmation link and a reset link expire independently', async () => {
  const { email } = await newUser();
  const [stranger, password] = [newAddress(), newPassword()];
  const client = new Client();
  await client.register({ email: stranger, password });
  const confirm = linkIn(await waitForEmail(stranger));
  const { link } = await newLink(email);
  await sql`update registrations set expires_at = now() where canonical in (${stranger}, ${email})`;
  expect((await client.open(confirm)).text).toContain(deadEnds.expired);
  await client.open(link);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-047 a link works from start to end in a browser that did not ask for it', async () => {
  const { email } = await newUser();
  const { link } = await newLink(email);
  const elsewhere = new Client();
  await elsewhere.open(link);
  const next = newPassword();
  expect((await elsewhere.setPassword(next)).path).toBe('/login');
  expect((await elsewhere.signIn(email, next)).path).toBe('/account');
});

test('C-048 the secret leaves the address bar at once, into a cookie that scripts cannot read', async ({ page }) => {
  const { email } = await newUser();
  const { link } = await newLink(email);
  const hop = await new Client().send('GET', link, { headers: { 'Sec-Fetch-Site': 'none' } });
  expect(hop.status).toBe(303);
  expect(hop.headers).toMatchObject({
    location: expect.stringMatching(/^\/reset-password\?from=email&at=\d+$/),
    'cache-control': 'no-store',
  });
  expect(hop.setCookies).toEqual([
    expect.stringMatching(/^return-key\.reset=[^;]+;(?=.*HttpOnly)(?=.*SameSite=lax)(?=.*Path=\/;)/i),
  ]);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.url()} ${request.headers().referer ?? ''}`));
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/reset-password');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const [opening, ...others] = requests;
  expect(opening).toContain(tokenIn(link));
  expect(others.filter((request) => request.includes(tokenIn(link)))).toEqual([]);
});

test('C-049 the clean address alone is worth nothing in another browser', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  expect((await client.open(link)).text).toContain(email);
  const stranger = await new Client().open('/reset-password');
  expect(stranger.text).toContain(deadEnds.invalid);
  expect(stranger.text).not.toContain(email);
});

test('C-050 the page is stored nowhere, cannot be framed, leaks no path, and contacts no other host', async ({
  page,
}) => {
  const { email } = await newUser();
  const { link } = await newLink(email);
  const answer = await new Client().open(link);
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(answer.headers['referrer-policy']).toBe('strict-origin');
  expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await page.goto(link, { waitUntil: 'networkidle' });
  expect([...hosts].filter((host) => host !== 'data:' && host !== 'null')).toEqual([process.env.E2E_BASE_URL]);
});

test('C-051 opening a link twenty times, by HEAD, and ahead of time spends nothing', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  const user = () => sql`select to_jsonb(a) as row from users a where canonical = ${email}`;
  const before = await user();
  for (let round = 0; round < 20; round++) {
    const scanner = new Client();
    await scanner.send('HEAD', link);
    await scanner.open(link, round % 2 ? { 'Sec-Purpose': 'prefetch', Purpose: 'prefetch' } : {});
    await scanner.send('HEAD', '/reset-password');
  }
  expect(await user()).toEqual(before);
  await client.open(link);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-052 a used link says so in every browser, and sets no second password', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  const twin = new Client();
  await twin.open(link);
  await client.open(link);
  await client.setPassword(newPassword());
  const hash = await storedHash(email);
  for (const browser of [client, new Client()]) expect((await browser.open(link)).text).toContain(deadEnds.used);
  const again = await twin.setPassword(newPassword());
  expect(again.path).toBe('/reset-password');
  expect(again.text).toContain(deadEnds.used);
  expect(await storedHash(email)).toBe(hash);
});

test('C-053 browsing between the request and opening the link does no harm', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  for (const path of ['/forgot-password', '/forgot-password/sent', '/login', '/register', '/']) await client.open(path);
  await client.open(link);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-054 requesting a reset for one account and signing in to another gives a session for the other only', async () => {
  const [one, other] = [await newUser(), await newUser()];
  const { client, link } = await newLink(one.email);
  await client.signIn(other.email, other.password);
  expect(await client.me()).toBe(other.email);
  await client.open(link);
  expect(await client.me()).toBe(other.email);
  // The page says for whom the link is, and what becomes of the session here.
  const { text } = await client.open('/reset-password');
  expect(text).toContain(en.reset.otherAccount(one.email, other.email));
  expect((await new Client().open(link)).text).not.toContain("you're signed in as");
  const sessionsOfOne = await sql`select 1 from sessions s join users a on a.id = s.user_id
    where a.canonical = ${one.email}`;
  expect(sessionsOfOne).toHaveLength(1);
  const left = () => sql`select 1 from sessions s join users a on a.id = s.user_id where a.canonical = ${other.email}`;
  const before = (await left()).length;
  expect((await client.setPassword(newPassword())).path).toBe('/login');
  expect(await client.me()).toBeNull();
  expect(await left()).toHaveLength(before - 1);
  expect((await new Client().signIn(other.email, other.password)).path).toBe('/account');
});

test('C-055 signing in with the old password meanwhile works, and the link still works', async () => {
  const { email, password } = await newUser();
  const { client, link } = await newLink(email);
  expect((await new Client().signIn(email, password)).path).toBe('/account');
  await client.open(link);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
  await waitForOutbox(email);
  const order = [subjects.confirm, subjects.reset, subjects.passwordChanged];
  expect((await messages(email)).map(({ subject }) => subject)).toEqual(
    order.map((subject) => expect.stringMatching(subject)),
  );
});
