import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { en } from '@/lib/words/en';
import { type Answer, Client } from '../support/client';
import { type GitHubUser, type Grant, type HostileProvider, startHostileProvider } from '../support/hostile-provider';
import { startSignIn } from '../support/openid';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { newAddress, newPassword, newUser } from '../support/world';

// A provider that lies, or someone between it and the browser. Each test asks for the one thing that a provider or a browser could get wrong.
// One after the other: each worker would start a site of its own.
test.describe.configure({ mode: 'default' });

let site: SecondSite;
let sql: postgres.Sql;
let provider: HostileProvider;

test.beforeAll(async () => {
  provider = await startHostileProvider();
  site = await startSecondSite({ settings: provider.settings });
  sql = postgres(site.databaseUrl, { max: 2, onnotice: () => undefined });
});

test.afterAll(async () => {
  await sql.end();
  await site.stop();
  await provider.stop();
});

const arrive = () => new Client(undefined, `http://localhost:${site.port}`);

type Started = { state: string; nonce: string | null };

async function start(client: Client, id = 'oidc'): Promise<Started> {
  const { searchParams } = await startSignIn(client, id);
  return { state: searchParams.get('state') ?? '', nonce: searchParams.get('nonce') };
}

/** Comes back from the provider with these parameters. */
function comeBack(client: Client, parameters: Record<string, string>, id = 'oidc'): Promise<Answer> {
  const given = new URLSearchParams(id === 'oidc' ? { iss: provider.issuer, ...parameters } : parameters);
  return client.open(`/api/auth/callback/${id}?${given}`);
}

/** Signs in with what the provider says of someone; a right nonce unless the grant has another. */
async function signIn(client: Client, grant: Partial<Grant>, parameters: Record<string, string> = {}): Promise<Answer> {
  const { state, nonce } = await start(client);
  return comeBack(client, { code: provider.grant({ nonce, ...grant }), state, ...parameters });
}

async function expectFailure(client: Client, back: Answer): Promise<void> {
  expect(back.path).toBe('/login');
  expect(back.text).toContain(en.outcomes['provider-failed'](0, 'Hostile'));
  expect(await client.me()).toBeNull();
}

test('an honest answer signs in: what follows differs from it in one thing each', async () => {
  const [client, email] = [arrive(), newAddress()];
  await signIn(client, { subject: email, email });
  expect(await client.me()).toBe(email);
});

const lies: [string, (email: string) => Partial<Grant>][] = [
  ['of another issuer', () => ({ idToken: { iss: 'https://evil.example.test' } })],
  ['for another client', () => ({ idToken: { aud: 'someone else' } })],
  ['for several clients, and none in charge', () => ({ idToken: { aud: ['return-key', 'someone else'] } })],
  ['with the nonce of another sign-in', () => ({ nonce: 'another nonce' })],
  ['without a nonce', () => ({ nonce: null })],
  ['that has expired', () => ({ idToken: { exp: Math.floor(Date.now() / 1000) - 3600 } })],
  ['without a subject', () => ({ idToken: { sub: undefined } })],
  ['signed with a key that everyone knows', () => ({ algorithm: 'HS256' })],
  ['of one person, with the data of another', () => ({ userinfoSubject: 'someone else' })],
];
for (const [lie, grantOf] of lies)
  test(`an id token ${lie} is refused`, async () => {
    const [client, email] = [arrive(), newAddress()];
    await expectFailure(client, await signIn(client, { subject: email, email, ...grantOf(email) }));
    expect(await sql`select 1 from users where canonical = ${email}`).toHaveLength(0);
  });

test('a state works once, in the browser and for the provider that it was made for', async () => {
  const [client, other] = [arrive(), arrive()];
  const { state, nonce } = await start(client);
  const email = newAddress();
  const answer = () => ({ code: provider.grant({ subject: email, email, nonce }), state });
  // Someone else's browser is led to the answer: it would be signed in to the attacker's account.
  await expectFailure(other, await comeBack(other, answer()));
  await start(other);
  await expectFailure(other, await comeBack(other, answer()));
  await expectFailure(other, await comeBack(other, { ...answer(), state: '' }));
  await comeBack(client, answer());
  expect(await client.me()).toBe(email);
  await client.open('/account');
  const before = provider.redeemed.length;
  expect((await comeBack(client, answer())).text).toContain(en.outcomes['provider-failed'](0, 'Hostile'));
  expect(provider.redeemed).toHaveLength(before);
});

test('a code works once', async () => {
  const [client, email] = [arrive(), newAddress()];
  const { state, nonce } = await start(client);
  const code = provider.grant({ subject: email, email, nonce });
  await comeBack(client, { code, state });
  const thief = arrive();
  const begun = await start(thief);
  await expectFailure(thief, await comeBack(thief, { code, state: begun.state }));
});

test('the answer of one provider is not taken for that of another', async () => {
  const [client, email] = [arrive(), newAddress()];
  const { state, nonce } = await start(client);
  const code = provider.grant({ subject: email, email, nonce });
  const back = await comeBack(client, { code, state }, 'github');
  expect([back.path, await client.me()]).toEqual(['/login', null]);
  await expectFailure(client, await signIn(client, { subject: email, email }, { iss: 'https://evil.example.test' }));
  const github = await start(client, 'github');
  await expectFailure(client, await comeBack(client, { code, state: github.state }));
});

test('an address that is only said to be verified in other words is not', async () => {
  const { email } = await newUser(newAddress(), newPassword(), `http://localhost:${site.port}`);
  for (const isVerified of ['true', 1, 'false', null]) {
    const client = arrive();
    expect((await signIn(client, { subject: `${isVerified}`, email, isVerified })).path).toBe('/register');
    expect(await client.me()).toBeNull();
  }
});

test('an identity stays with its account when its address moves to someone else at the provider', async () => {
  const [first, email] = [arrive(), newAddress()];
  await signIn(first, { subject: `first ${email}`, email });
  const second = arrive();
  expect((await signIn(second, { subject: `second ${email}`, email })).path).toBe('/login');
  expect(await second.me()).toBeNull();
  const moved = arrive();
  await signIn(moved, { subject: `first ${email}`, email: newAddress() });
  expect(await moved.me()).toBe(email);
});

test('who is asked to sign in again is not believed unless the provider says that it has just authenticated them', async () => {
  const [client, email] = [arrive(), newAddress()];
  await signIn(client, { subject: email, email });
  for (const [secondsAgo, isBelieved] of [
    [3600, false],
    // As after someone has taken both parameters out of the address.
    [null, false],
    [0, true],
  ] as const) {
    await client.open('/account/delete');
    const { headers } = await client.press({ provider: 'oidc' });
    const { searchParams } = new URL(headers.location ?? '');
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual(['login', '0']);
    const idToken = secondsAgo === null ? {} : { auth_time: Math.floor(Date.now() / 1000) - secondsAgo };
    const code = provider.grant({ subject: email, email, nonce: searchParams.get('nonce'), idToken });
    const back = await comeBack(client, { code, state: searchParams.get('state') ?? '' });
    expect(back.path).toBe('/account/delete');
    expect(back.text.includes(en.outcomes['provider-failed'](0, 'Hostile'))).toBe(!isBelieved);
  }
  await client.pressButton(en.account.remove.submit);
  expect(await sql`select status from users where canonical = ${email}`).toMatchObject([{ status: 'deleted' }]);
});

test('a provider that is down leads back to the sign-in page, which says so, and is waited for eight seconds at most', async () => {
  const parts = [
    ['discovery', 'refuse'],
    ['token', 'refuse'],
    ['userinfo', 'refuse'],
    ['token', 'stall'],
  ] as const;
  for (const [part, manner] of parts) {
    const [client, email] = [arrive(), newAddress()];
    const { state, nonce } = await start(client);
    provider.manner[part] = manner;
    const back = await comeBack(client, { code: provider.grant({ subject: email, email, nonce }), state });
    provider.manner[part] = 'answer';
    await expectFailure(client, back);
  }
});

test('an error of the provider is never shown as it is', async () => {
  const client = arrive();
  const { state } = await start(client);
  const said = { error: 'server_error', error_description: '<b>Call this number</b>', state };
  const back = await comeBack(client, said);
  await expectFailure(client, back);
  expect(back.body).not.toContain('Call this number');
  const { state: next } = await start(client);
  expect((await comeBack(client, { error: 'access_denied', state: next })).text).toContain(
    en.outcomes['provider-canceled'](0, 'Hostile'),
  );
});

test('no one is led to another site after a sign-in', async () => {
  for (const callbackUrl of ['https://evil.example.test/', '//evil.example.test', '/\\evil.example.test']) {
    const [client, email] = [arrive(), newAddress()];
    const { csrfToken } = JSON.parse((await client.send('GET', '/api/auth/csrf')).body);
    const headers = { Origin: client.base, 'Content-Type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ csrfToken, callbackUrl }).toString();
    const { headers: given } = await client.send('POST', '/api/auth/signin/oidc', { headers, body });
    const { searchParams } = new URL(given.location ?? '');
    const code = provider.grant({ subject: email, email, nonce: searchParams.get('nonce') });
    const query = new URLSearchParams({ code, state: searchParams.get('state') ?? '', iss: provider.issuer });
    const back = await client.send('GET', `/api/auth/callback/oidc?${query}`);
    expect(new URL(back.headers.location ?? '', client.base).origin).toBe(client.base);
  }
});

test.describe('GitHub', () => {
  let id = 1000;
  async function signInAtGitHub(client: Client, user: Partial<GitHubUser>): Promise<Answer> {
    id += 1;
    const { state } = await start(client, 'github');
    return comeBack(client, { code: provider.grantGitHub({ id, login: 'ada', emails: [], ...user }), state }, 'github');
  }

  test('signs in whose primary address is verified, by the number that GitHub gave the person', async () => {
    const [client, email] = [arrive(), newAddress()];
    const emails = [
      { email: newAddress(), primary: false, verified: true },
      { email, primary: true, verified: true },
    ];
    await signInAtGitHub(client, { id: 7, name: null, emails });
    expect(await client.me()).toBe(email);
    const rows = await sql`select provider, issuer, subject from identities where email = ${email}`;
    expect(rows).toMatchObject([{ provider: 'github', issuer: provider.issuer, subject: '7' }]);
    const again = arrive();
    await signInAtGitHub(again, { id: 7, login: 'renamed', emails: [] });
    expect(await again.me()).toBe(email);
  });

  test('vouches for no address but the verified primary one, whatever the profile shows', async () => {
    const { email } = await newUser(newAddress(), newPassword(), `http://localhost:${site.port}`);
    const others = { email: newAddress(), primary: false, verified: true };
    for (const emails of [[{ email, primary: true, verified: false }, others], [others], []]) {
      const client = arrive();
      expect((await signInAtGitHub(client, { email, emails })).path).toBe('/register');
      expect(await client.me()).toBeNull();
    }
  });
});
