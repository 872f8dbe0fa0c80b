import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { newAddress, newPassword, repeat } from '../support/world';

// What lib/web/gaps.ts, lib/web/requests.ts and lib/web/status.ts add to Next.js. The second site does without them, as hosts do that tell nothing of
// their sockets, and as every site does until its start-up is complete. So each line says what Next.js does by itself: when it
// learns better, the test fails, and the addition can go.
test.describe.configure({ mode: 'serial' });

const noEvents = `import channels from 'node:diagnostics_channel'; import { syncBuiltinESMExports } from 'node:module';
const { subscribe } = channels;
channels.subscribe = (name, listener) => name === 'http.server.request.start' || subscribe(name, listener);
syncBuiltinESMExports();`;

let site: SecondSite;

test.beforeAll(async () => {
  const settings = (port: number) => ({
    APP_URL: `http://localhost:${port}`,
    TRUSTED_PROXIES: '0',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(noEvents)}`,
  });
  site = await startSecondSite({ settings });
});

test.afterAll(() => site.stop());

const plain = () => new Client(undefined, `http://localhost:${site.port}`);

test('the status of a refused form, of a limit and of a call that cannot be decoded', async () => {
  for (const [client, refused, undecodable] of [
    [plain(), 200, 500],
    [new Client(), 422, 400],
  ] as const) {
    await client.open('/login');
    for (const answer of [await client.press({ email: '', password: '' }), await client.call({ email: '' })])
      expect([answer.status, answer.body]).toEqual([refused, expect.stringContaining('Enter your email address')]);
    const { headers } = client.callFields({ email: '' });
    expect((await client.post('/login', [['0', '{']], headers)).status).toBe(undecodable);
  }
});

test('a redirect of a path with a slash too many has the headers of a safe site', async () => {
  for (const [client, sniffing] of [
    [plain(), undefined],
    [new Client(), 'nosniff'],
  ] as const)
    for (const path of ['/login/', '//login', '/x//y']) {
      const { status, headers } = await client.send('GET', '/', { target: path });
      expect([path, status, headers['x-content-type-options']]).toEqual([path, 308, sniffing]);
    }
});

test('a request target that names a host is answered by this site, and a target that is not a page is refused', async () => {
  const [bare, own] = [plain(), new Client()];
  const target = 'http://evil.test/account';
  expect((await bare.send('GET', '/', { target })).headers.location).toBe(target);
  expect((await own.send('GET', '/', { target })).headers.location).toBe('/login');
  expect((await bare.send('OPTIONS', '/', { target: '*' })).status).toBe(500);
  expect((await own.send('OPTIONS', '/', { target: '*' })).status).toBe(405);
  expect((await bare.send('TRACE', '/login')).status).toBe(500);
  expect((await own.send('TRACE', '/login')).status).toBe(405);
});

test('without any of this the site is guarded, works, and believes no header', async () => {
  const client = plain();
  const page = await client.open('/forgot-password');
  expect(page.headers['content-security-policy']).toContain("script-src 'self' 'nonce-");
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  const foreign = await client.press({ email: newAddress() }, { Origin: 'https://evil.test' });
  expect([foreign.status, foreign.headers['x-frame-options']]).toEqual([403, 'DENY']);
  expect((await client.open('/account/sessions')).path).toBe('/login');
  expect((await client.signIn(newAddress(), newPassword())).text).toContain(en.problems.form.signInRefused);
  // All clients share one budget where the network is not known.
  await client.open('/forgot-password');
  const disguise = (i: number) => ({
    'X-Peer-Address': `10.0.0.${i}`,
    'X-Forwarded-For': `10.0.1.${i}`,
    'X-Request-Id': `${i}`,
  });
  const answers = await repeat(21, (i) => client.press({ email: newAddress() }, disguise(i)));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(20);
  expect(answers.filter(({ text }) => text.includes('Too many attempts.'))).toHaveLength(1);
});
