import { expect, test } from '@playwright/test';
import { Client } from '../support/client';
import { ask, flood } from '../support/flood';
import { rateLimitKey } from '../support/forge';
import { startSecondSite } from '../support/second-site';
import { subjects } from '../support/subjects';
import {
  ageLimit,
  importUser,
  messages,
  newAddress,
  newLink,
  newNetwork,
  newPassword,
  newUser,
  repeat,
  sql,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// Flooding; README.md lists the cases. The budgets in 15 minutes: 3 emails and 10 failed sign-ins for an address, 20 requests
// for a network, 10 tries for a link.

const resets = subjects.reset;

test('C-020 of a flood for one account three emails arrive, and the first link still works', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  const answers = await flood(email, 100);
  expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(new Set(['/forgot-password/sent']));
  await waitForOutbox(email);
  expect(await messages(email, resets)).toHaveLength(3);
  await client.open(link);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-021 after the window an email is sent again', async () => {
  const email = await importUser();
  await flood(email, 4);
  await ageLimit('reset/address', email, '15 minutes');
  await flood(email, 1);
  await waitForEmail(email, resets, 3);
});

test('C-021 after ten emails in a day there is one in the life of a link, and never none', async () => {
  const email = await importUser();
  const count = async () => {
    await flood(email, 5);
    await waitForOutbox(email);
    return (await messages(email)).length;
  };
  const counts = [await count()];
  for (let quarter = 1; quarter < 4; quarter++) {
    await ageLimit('reset/address', email, '15 minutes');
    counts.push(await count());
  }
  expect([...counts, await count()]).toEqual([3, 6, 9, 10, 10]);
  const [link] = await sql`select (expires_at - issued_at)::text as life from resets r join users u on u.id = r.user_id
    where u.canonical = ${email} limit 1`;
  await ageLimit('reset/address', email, link?.life);
  expect(await count()).toBe(11);
});

test('C-022 the window slides: each email makes room for another when it is fifteen minutes old, and not before', async () => {
  const email = await importUser();
  const count = async () => {
    await flood(email, 5);
    await waitForOutbox(email);
    return (await messages(email)).length;
  };
  for (let i = 0; i < 3; i++) {
    await flood(email, 1);
    await ageLimit('reset/address', email, '1 minute');
  }
  // The three are now 3, 2 and 1 minutes old; half a minute is for the test itself.
  await ageLimit('reset/address', email, '11 minutes 30 seconds');
  expect(await count()).toBe(3);
  await ageLimit('reset/address', email, '30 seconds');
  expect(await count()).toBe(4);
  await ageLimit('reset/address', email, '1 minute');
  expect(await count()).toBe(5);
});

test('C-023 of many simultaneous requests, on two instances, for the last email of the budget one is granted', async () => {
  const second = await startInstance();
  const email = await importUser();
  await flood(email, 2);
  const answers = await Promise.all([flood(email, 10), flood(email, 10, second.base)]);
  expect(new Set(answers.flat().map(({ status }) => status))).toEqual(new Set([303]));
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(3);
  await second.stop();
});

test('C-024 a limit holds on another instance and after a restart', async () => {
  const [email, network] = [await importUser(), newNetwork()];
  await flood(email, 3);
  await repeat(20, () => ask(newAddress(), network));
  for (let start = 0; start < 2; start++) {
    const second = await startInstance();
    for (const { status } of await flood(email, 3, second.base)) expect(status).toBe(303);
    expect((await ask(email, network, { base: second.base })).status).toBe(429);
    await second.stop();
  }
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(3);
});

test('C-025 a limit does not depend on cookies', async () => {
  const [email, network] = [await importUser(), newNetwork()];
  for (let i = 0; i < 5; i++) await new Client().forgot(email);
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(3);
  const answers = [];
  for (let i = 0; i < 21; i++) {
    const client = new Client(network);
    client.jar.set('return-key.ticket', `t${i}`).set('return-key.device', `d${i}`);
    await client.open('/forgot-password');
    answers.push((await client.press({ email: newAddress() })).status);
  }
  expect(answers).toEqual([...Array(20).fill(303), 429]);
});

test('C-026 every spelling of an address and every form that requests a reset share one budget', async () => {
  const email = await importUser();
  const spellings = [email, email.toUpperCase(), ` ${email}\t`, `${email}.`, email.replace('example', 'EXAMPLE')];
  for (const spelling of spellings) expect((await new Client().forgot(spelling)).path).toBe('/forgot-password/sent');
  for (const other of [email.replace('@', '＠'), email.replace('@', '%40')])
    expect((await new Client().forgot(other)).status).toBe(422);
  const client = new Client();
  await client.open('/login');
  expect((await client.submit({ email, forgot: '1' })).path).toBe('/forgot-password/sent');
  expect((await client.submit({ email })).path).toBe('/forgot-password/sent');
  for (const path of ['/forgot-password/sent?x=1', '/forgot-password/sent?x=2#y'])
    expect((await client.post(path, client.findForm(['email']))).status).toBe(303);
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(3);
  // Each of the nine was counted in the one place, and six found it full.
  const key = rateLimitKey('reset/address', email);
  expect(await sql`select cardinality(granted_at), refused from rate_limits where key = ${key}`).toEqual([
    { cardinality: 3, refused: 6 },
  ]);
});

test('C-027 extra fields, headers and queries do not make a new budget: setting a password', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  const statuses = await repeat(12, async (i) => {
    const strange = { 'X-Forwarded-For': newNetwork(), 'X-Client-Id': `${i}`, 'User-Agent': `agent ${i}` };
    const fields = { password: 'short', [`extra${i}`]: `${i}` };
    const form = [...client.findForm(['password']), ...Object.entries({ ...fields, email: newAddress() })];
    return (await client.post(`/reset-password?try=${i}`, form as [string, string][], strange)).status;
  });
  expect(statuses.sort()).toEqual([...Array(10).fill(422), 429, 429]);
  await ageLimit('set-password/link', await resetOf(email), '15 minutes');
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-027 extra fields, headers and queries do not make a new budget: signing in', async () => {
  const { email, password } = await newUser();
  const client = new Client();
  await client.open('/login');
  const form = client.findForm(['email', 'password']);
  await repeat(10, (i) => {
    const strange = { 'X-Forwarded-For': newNetwork(), 'X-Real-IP': newNetwork(), 'User-Agent': `agent ${i}` };
    const fields = { email, password: newPassword(), [`username${i}`]: newAddress(), user: newAddress() };
    return client.post(`/login?email=${newAddress()}`, [...form, ...Object.entries(fields)], strange);
  });
  expect((await new Client().signIn(email, password)).path).toBe('/login');
});

test('C-030 guesses at links find nothing and use up no one else’s tries, and bad passwords are limited', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  // In the owner's network.
  const [hash, attacker, fields] = [await storedHash(email), new Client(client.network), { password: newPassword() }];
  attacker.page = client.page;
  const guesses = await repeat(150, (i) => {
    attacker.jar.set('return-key.reset', `eyJhbGciOiJIUzI1NiJ9.guess.${i}`);
    return attacker.call(fields);
  });
  expect(guesses.filter(({ headers }) => headers['x-action-redirect'])).toHaveLength(150);
  expect(await sql`select from audit_events where network = ${client.network} and name = 'reset.refused'`).toHaveLength(
    0,
  );
  const tries = await repeat(50, () => client.call({ password: 'short' }, { 'X-Forwarded-For': newNetwork() }));
  expect(tries.filter(({ status }) => status === 422)).toHaveLength(10);
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(40);
  expect(await storedHash(email)).toBe(hash);
  await ageLimit('set-password/link', await resetOf(email), '15 minutes');
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-031 a reset request does no harm: sessions continue, the password works, nothing is locked', async () => {
  const { client: victim, email, password } = await newUser();
  const hash = await storedHash(email);
  await flood(email, 50);
  await waitForOutbox(email);
  expect(await victim.me()).toBe(email);
  expect((await new Client().signIn(email, password)).path).toBe('/account');
  expect(await storedHash(email)).toBe(hash);
  expect(await sql`select status, credential_version from users where canonical = ${email}`).toEqual([
    { status: 'active', credential_version: 1 },
  ]);
});

async function startInstance() {
  const { port, stop } = await startSecondSite({ settings: () => ({}), sharesDatabase: true });
  return { base: `http://localhost:${port}`, stop };
}

async function resetOf(email: string): Promise<string> {
  const [reset] = await sql`select r.id from resets r join users a on a.id = r.user_id where a.canonical = ${email}`;
  return String(reset?.id);
}
