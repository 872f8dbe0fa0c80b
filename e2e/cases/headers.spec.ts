import { expect, test } from '@playwright/test';
import { type Answer, Client } from '../support/client';
import { findAnyPort } from '../support/ports';
import { startSecondSite } from '../support/second-site';
import { subjects } from '../support/subjects';
import { terminateTls } from '../support/tls';
import { linkIn, newAddress, newLink, newPassword, newUser, waitForEmail } from '../support/world';

// Cookies and headers, on the site under test and on one behind https. README.md lists the cases.

/** Every kind of response: pages, redirects, files, refusals, and what is not there. */
const asked: [method: string, path: string, headers?: Record<string, string>][] = [
  ...['/', '/login', '/register', '/forgot-password', '/reset-password', '/confirm', '/not-me', '/confirm-email'].map(
    (path): [string, string] => ['GET', path],
  ),
  ['GET', '/account'],
  ['GET', '/account/password'],
  ['GET', '/reset-password/not-a-link'],
  ['GET', '/.well-known/change-password'],
  ['GET', '/.well-known/nothing'],
  ['GET', '/nowhere'],
  ['GET', '/nowhere/%E0%A4%A'],
  ['GET', '/login/'],
  ['GET', '//evil.test/'],
  ['GET', '/icon.svg'],
  ['GET', '/_next/static/nowhere.js'],
  ['GET', '/_next/image?url=%2Ficon.svg&w=64&q=75'],
  ['GET', '/_next/image?url=%2Faccount&w=64&q=75'],
  ['GET', '/api/health/live'],
  ['GET', '/api/health/ready'],
  ['GET', '/api/outbox'],
  ['GET', '/api/auth/session'],
  ['GET', '/api/auth/signin'],
  ['GET', '/api/nowhere'],
  ['HEAD', '/login'],
  ['PUT', '/login'],
  ['TRACE', '/login'],
  ['OPTIONS', '/login'],
  ['POST', '/login', { Origin: 'https://evil.test' }],
  ['POST', '/login', { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['POST', '/login', { 'Content-Type': 'multipart/form-data; boundary=x' }],
  ['POST', '/login', { 'Next-Action': 'x', 'Content-Type': 'text/plain' }],
  ['POST', '/reset-password/x', { 'Content-Type': 'multipart/form-data; boundary=x' }],
  ['POST', '/api/auth/callback/password', { 'Content-Type': 'application/json' }],
];

async function expectSafeHeaders(client: Client): Promise<void> {
  const isHttps = client.base.startsWith('https:');
  const files = (await client.open('/login')).body.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g) ?? [];
  expect(files.length).toBeGreaterThan(2);
  for (const [method, path, headers = {}] of [...asked, ...files.map((file): [string, string] => ['GET', file])]) {
    const answer = await client.send(method, client.base + path, { headers: { Origin: client.base, ...headers } });
    const { headers: given, status } = answer;
    const what = `${method} ${path} ${status}`;
    expect([what, status < 500]).toEqual([what, true]);
    expect({
      what,
      sniffing: given['x-content-type-options'],
      frames: given['x-frame-options'],
      opener: given['cross-origin-opener-policy'],
      referrer: given['referrer-policy'],
      transport: given['strict-transport-security'],
      powered: given['x-powered-by'],
      server: given.server,
    }).toEqual({
      what,
      sniffing: 'nosniff',
      frames: 'DENY',
      opener: 'same-origin',
      referrer: 'strict-origin',
      transport: isHttps ? 'max-age=31536000; includeSubDomains' : undefined,
      powered: undefined,
      server: undefined,
    });
    expectStrictPolicy(answer, what);
    // What a file of the build holds is the same for every client; every other response must not be cached.
    const isFile = /^\/(_next|icon)/.test(path) || status === 308;
    if (answer.body && !isFile && status < 400)
      expect([what, given['cache-control']]).toEqual([what, expect.stringContaining('no-store')]);
  }
}

function expectStrictPolicy({ headers, body }: Answer, what: string): void {
  const policy = new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((rule) => [rule.split(' ')[0] ?? '', rule.split(' ').slice(1).join(' ')]),
  );
  const closed = ['default-src', 'object-src', 'base-uri', 'frame-ancestors'].map((name) => policy.get(name));
  expect([what, ...closed]).toEqual([what, "'none'", "'none'", "'none'", "'none'"]);
  expect([what, [...policy.values()].join(' ')]).toEqual([what, expect.not.stringMatching(/unsafe|\*|https?:/)]);
  const nonce = /'nonce-([^']+)'/.exec(policy.get('script-src') ?? '')?.[1];
  for (const [tag] of body.matchAll(/<(?:script|style)\b[^>]*>/g))
    if (String(headers['content-type']).startsWith('text/html'))
      expect([what, tag]).toEqual([what, expect.stringContaining(`nonce="${nonce}"`)]);
  if (String(headers['content-type']).startsWith('text/html')) expect(body).not.toMatch(/<[^>]+ (?:style|on[a-z]+)=/i);
}

/** Goes through everything that hands out cookies, and collects them all by name. */
async function collectCookies(client: Client): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  client.onAnswer = ({ setCookies, path }) => {
    for (const cookie of setCookies) {
      const [pair = '', ...attributes] = cookie.split('; ');
      const name = pair.slice(0, pair.indexOf('='));
      expect([name, path, Buffer.byteLength(cookie) < 4096]).toEqual([name, path, true]);
      const kept = attributes
        .filter((attribute) => !/^(expires|max-age)=/i.test(attribute))
        .map((one) => one.toLowerCase());
      found.set(name, (found.get(name) ?? new Set()).add(kept.sort().join('; ')));
    }
  };
  const [email, another, password, next] = [newAddress(), newAddress(), newPassword(), newPassword()];
  await client.open('/account/sessions');
  await client.register({ email, password });
  await client.open(linkIn(await waitForEmail(email, subjects.confirm), 'confirm'));
  await client.submit({});
  await client.open('/account/email');
  await client.submit({ email: another, currentPassword: password });
  await client.open(linkIn(await waitForEmail(another), 'confirm-email'));
  await client.send('GET', '/api/auth/session');
  await client.forgot(email);
  const message = await waitForEmail(email, subjects.reset);
  await client.open(linkIn(message, 'not-me'));
  await client.open(linkIn(message, 'reset-password'));
  expect((await client.setPassword(next)).path).toBe('/login');
  expect((await client.signIn(email, next)).path).toBe('/account');
  expect(await client.me()).toBe(email);
  return found;
}

const names = [
  'address',
  'callback',
  'confirm',
  'csrf',
  'device',
  'not-me',
  'registration',
  'reset',
  'session',
  'ticket',
];

test('C-088 C-089 under https every cookie is bound to this host and to https, and every answer insists on it', async () => {
  const port = await findAnyPort();
  const base = `https://localhost:${port}`;
  const site = await startSecondSite({ settings: () => ({ APP_URL: base }) });
  const terminator = await terminateTls(port, site.port);
  try {
    await expectSafeHeaders(new Client(undefined, base));
    const cookies = await collectCookies(new Client(undefined, base));
    expect([...cookies.keys()].sort()).toEqual(names.map((name) => `__Host-return-key.${name}`));
    for (const [name, kinds] of cookies)
      expect([name, [...kinds]]).toEqual([name, ['httponly; path=/; samesite=lax; secure']]);
    // C-081: an address of this very host by plain http leads nowhere.
    const client = new Client(undefined, base);
    await client.open(`/login?next=${encodeURIComponent(base.replace('https:', 'http:'))}`);
    const away = await client.post('/login', [['email', 'a@example.test']], {
      Origin: base.replace('https:', 'http:'),
    });
    expect(away.status).toBe(403);
  } finally {
    await terminator.stop();
    await site.stop();
  }
});

test('C-088 without https the cookies are the same but for the prefix', async () => {
  const cookies = await collectCookies(new Client());
  expect([...cookies.keys()].sort()).toEqual(names.map((name) => `return-key.${name}`));
  for (const [name, kinds] of cookies) expect([name, [...kinds]]).toEqual([name, ['httponly; path=/; samesite=lax']]);
});

test('C-088 a page without a signed-in user sets no cookie', async () => {
  for (const path of ['/', '/login', '/register', '/forgot-password', '/nowhere', '/icon.svg']) {
    const { setCookies } = await new Client().send('GET', path);
    expect([path, setCookies]).toEqual([path, []]);
  }
});

test('C-089 every answer carries the headers of a safe site, errors and redirects included', async () => {
  await expectSafeHeaders(new Client());
});

test('C-089 there is no address that optimizes images', async () => {
  for (const url of ['/account', '/icon.svg', 'https://evil.test/x.png', '/_next/image?url=x'])
    for (const query of [`url=${encodeURIComponent(url)}&w=64&q=75`, `url=${encodeURIComponent(url)}`, '']) {
      const { status } = await new Client().send('GET', `/_next/image?${query}`);
      expect([url, query, status]).toEqual([url, query, 404]);
    }
});

test('C-089 no cache keeps what belongs to a user or a link', async () => {
  const { client: owner, email } = await newUser();
  const { client, link } = await newLink(email);
  const personal = ['', '/password', '/email', '/sessions', '/activity', '/delete'].map((page) => `/account${page}`);
  for (const [who, path] of [
    ...personal.map((page) => [owner, page] as const),
    [client, link] as const,
    [client, '/reset-password'] as const,
  ]) {
    const { headers } = await who.send('GET', path);
    expect([path, headers['cache-control']]).toEqual([path, expect.stringContaining('no-store')]);
  }
});
