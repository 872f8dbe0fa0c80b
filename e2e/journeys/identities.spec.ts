import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { codeOf, enrolApp, forgetLastCode } from '../support/factors';
import { type OpenId, signInWith, startOpenId, startSignIn } from '../support/openid';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { events, newAddress, newPassword, newUser } from '../support/world';

// Sign-in with an OpenID provider, over the same build with its settings: a real provider, and the site's own routes.
// One after the other: each worker would start a site of its own.
test.describe.configure({ mode: 'default' });

let site: SecondSite;
let sql: postgres.Sql;
let provider: OpenId;

test.beforeAll(async () => {
  provider = await startOpenId();
  site = await startSecondSite({ settings: provider.settings });
  sql = postgres(site.databaseUrl, { max: 2, onnotice: () => undefined });
});

test.afterAll(async () => {
  await sql.end();
  await site.stop();
  await provider.stop();
});

const arrive = () => new Client(undefined, `http://localhost:${site.port}`);

/** Someone whom the provider knows. @returns the subject there, and the address */
function newPerson({ email = newAddress(), verified = true } = {}): { subject: string; email: string } {
  const subject = `subject of ${email}`;
  provider.accounts.set(subject, { name: 'Ada Lovelace', email, email_verified: verified });
  return { subject, email };
}

const identitiesOf = (email: string) =>
  sql`select provider, issuer, subject, identities.email from identities join users on users.id = user_id where canonical = ${email}`;

test('someone new registers by signing in at the provider, and signs in the same way again', async () => {
  const { subject, email } = newPerson();
  const client = arrive();
  const landed = await signInWith(client, subject);
  expect([landed.status, landed.path]).toEqual([200, '/account']);
  expect(await client.me()).toBe(email);
  expect(await identitiesOf(email)).toMatchObject([{ provider: 'oidc', issuer: provider.issuer, subject, email }]);
  const again = arrive();
  await signInWith(again, subject);
  expect(await again.me()).toBe(email);
  expect(await events(email, sql)).toEqual(['account.confirmed', 'identity.added: oidc', 'session.started']);
});

test('the provider is asked with PKCE, a state and a nonce, and their cookies end with the sign-in', async () => {
  const client = arrive();
  const { searchParams, origin } = await startSignIn(client);
  expect(origin).toBe(provider.issuer);
  expect(searchParams.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)?.length).toBeGreaterThan(30);
  const held = ['state', 'nonce', 'pkce'].map((name) => `return-key.${name}`);
  expect([...client.jar.keys()]).toEqual(expect.arrayContaining(held));
  await signInWith(client, newPerson().subject);
  expect([...client.jar.keys()].filter((name) => held.includes(name))).toEqual([]);
});

test('the owner of an account signs in to it first: the provider’s address alone connects nothing', async () => {
  const { email } = await newUser(newAddress(), newPassword(), `http://localhost:${site.port}`);
  const { subject } = newPerson({ email });
  const client = arrive();
  const asked = await signInWith(client, subject);
  expect([asked.path, asked.query]).toEqual(['/login', '?next=%2Faccount%2Fidentities']);
  expect(asked.body).toContain(`value="${email}"`);
  expect(await client.me()).toBeNull();
  expect(await identitiesOf(email)).toEqual([]);
});

test('an owner who has signed in connects the identity that waits, which signs in from then on', async () => {
  const { email, password } = await newUser(newAddress(), newPassword(), `http://localhost:${site.port}`);
  const { subject } = newPerson({ email });
  const client = arrive();
  await signInWith(client, subject);
  const asked = await client.submit({ email, password });
  expect(asked.path).toBe('/account/identities');
  expect(asked.text).toContain(email);
  expect(await identitiesOf(email)).toEqual([]);
  await client.pressButton(en.identity.connect.submit('Example ID'));
  expect(await identitiesOf(email)).toMatchObject([{ subject }]);
  const again = arrive();
  await signInWith(again, subject);
  expect(await again.me()).toBe(email);
});

test('who is signed in connects another sign-in, and never enters the account of another by it', async () => {
  const { email, password } = await newUser(newAddress(), newPassword(), `http://localhost:${site.port}`);
  const [owner, stranger] = [newPerson(), newPerson()];
  await signInWith(arrive(), stranger.subject);
  const client = arrive();
  expect((await client.signIn(email, password)).path).toBe('/account');
  const connect = async (subject: string) => {
    await client.open('/account/identities');
    const { headers } = await client.press({ provider: 'oidc' });
    return signInWith(client, subject, new URL(headers.location ?? ''));
  };
  const refused = await connect(stranger.subject);
  expect(refused.path).toBe('/account/identities');
  expect(refused.text).toContain(en.outcomes['identity-other-account'](0, 'Example ID'));
  expect(await client.me()).toBe(email);
  client.jar.delete('_session');
  await connect(owner.subject);
  expect(client.page.text).toContain(owner.email);
  // It came into this session, which may be in the wrong hands.
  await client.submit({ currentPassword: newPassword() });
  expect(await identitiesOf(email)).toEqual([]);
  await client.submit({ currentPassword: password });
  expect(await identitiesOf(email)).toMatchObject([{ subject: owner.subject }]);
});

test('an account without a password is deleted after a new sign-in at the provider: an ordinary one may have been silent', async () => {
  const { subject, email } = newPerson();
  const client = arrive();
  await signInWith(client, subject);
  await client.open('/account/delete');
  const { headers } = await client.press({ provider: 'oidc' });
  const start = new URL(headers.location ?? '');
  expect(start.searchParams.get('prompt')).toBe('login');
  const back = await signInWith(client, subject, start);
  expect([back.status, back.path]).toEqual([200, '/account/delete']);
  await client.pressButton(en.account.remove.submit);
  expect(await sql`select status from users where canonical = ${email}`).toMatchObject([{ status: 'deleted' }]);
});

test('an address that the provider has not verified leads to registering, whether or not it has an account', async () => {
  const { email: taken } = await newUser(newAddress(), newPassword(), `http://localhost:${site.port}`);
  const pages = [];
  for (const email of [taken, newAddress()]) {
    const client = arrive();
    const asked = await signInWith(client, newPerson({ email, verified: false }).subject);
    expect([asked.status, asked.path]).toEqual([200, '/register']);
    expect(await client.me()).toBeNull();
    expect(await identitiesOf(email)).toEqual([]);
    pages.push(asked.text.replaceAll(email, 'typed'));
  }
  expect(pages[0]).toBe(pages[1]);
});

test('someone without an address at the provider registers by a form', async () => {
  provider.accounts.set('no address', { name: 'Ada' });
  expect((await signInWith(arrive(), 'no address')).path).toBe('/register');
});

test('canceling at the provider leads back to the sign-in page, which says so', async () => {
  const client = arrive();
  const back = await signInWith(client, null);
  expect(back.path).toBe('/login');
  expect(back.text).toContain(en.outcomes['provider-canceled'](0, 'Example ID'));
  expect(await client.me()).toBeNull();
});

test('the second factor is asked for after the provider, as after a password', async () => {
  const {
    client: owner,
    email,
    password,
  } = await newUser(newAddress(), newPassword(), `http://localhost:${site.port}`);
  const { subject } = newPerson({ email });
  const { secret } = await enrolApp(owner, password);
  await sql`insert into identities (user_id, provider, issuer, subject, email)
    select id, 'oidc', ${provider.issuer}, ${subject}, ${email} from users where canonical = ${email}`;
  const client = arrive();
  const asked = await signInWith(client, subject);
  expect(asked.path).toBe('/login/verify');
  expect(await client.me()).toBeNull();
  await forgetLastCode(email, sql);
  await client.submit({ code: codeOf(secret) });
  expect(await client.me()).toBe(email);
});

test.describe('an account that no one may enter', () => {
  for (const status of ['locked', 'disabled', 'deleted'])
    test(`is not entered by an identity either: ${status}`, async () => {
      const { subject, email } = newPerson();
      await signInWith(arrive(), subject);
      await sql`update users set status = ${status} where canonical = ${email}`;
      const client = arrive();
      const refused = await signInWith(client, subject);
      expect(refused.path).toBe('/login');
      expect(refused.text).toContain(en.outcomes['provider-refused'](0, 'Example ID'));
      expect(await client.me()).toBeNull();
    });
});

test('twenty sign-ins at once of one new person make one user', async () => {
  const { subject, email } = newPerson();
  const clients = Array.from({ length: 20 }, arrive);
  await Promise.all(clients.map((client) => signInWith(client, subject)));
  expect(await Promise.all(clients.map((client) => client.me()))).toEqual(clients.map(() => email));
  expect(await identitiesOf(email)).toHaveLength(1);
});

test('nothing that the provider handed out is in the database', async () => {
  const { subject } = newPerson();
  const client = arrive();
  const seen: string[] = [];
  client.onAnswer = ({ headers }) => {
    const { searchParams } = new URL(headers.location ?? '', client.base);
    for (const name of ['code', 'state', 'nonce']) if (searchParams.has(name)) seen.push(searchParams.get(name) ?? '');
  };
  await signInWith(client, subject);
  expect(seen.length).toBeGreaterThan(2);
  const tables = await sql`select table_name as name from information_schema.tables where table_schema = 'public'`;
  for (const { name } of tables)
    for (const value of seen)
      expect(await sql`select 1 from ${sql(name)} t where position(${value} in t::text) > 0`, name).toHaveLength(0);
});
