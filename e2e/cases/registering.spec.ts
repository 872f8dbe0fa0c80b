import { expect, test } from '@playwright/test';
import { Client, profile } from '../support/client';
import { read } from '../support/forge';
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
  sql,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// Registering and signing in. README.md lists the cases.

const userOf = async (email: string) =>
  sql`select id, name, email, canonical, status, credential_version, password_hash, created_at from users where canonical = ${email}`;

test('C-092 a taken address gets the same answer as a free one, and its owner gets an email', async () => {
  const { email: taken } = await newUser();
  const free = newAddress();
  const before = await userOf(taken);
  const answers = [];
  for (const email of [taken, free]) {
    const client = new Client();
    await client.open('/register');
    const fields: [string, string][] = [
      ...client.findForm(['name', 'email', 'password']),
      ['name', 'Mallory'],
      ['email', email],
      ['password', newPassword()],
    ];
    answers.push(comparable(await client.post('/register', fields), email));
    answers.push(comparable(await client.open('/register/sent'), email));
    await waitForOutbox(email);
  }
  expect(answers.slice(0, 2)).toEqual(answers.slice(2));
  expect(await userOf(taken)).toEqual(before);
  const notice = await waitForEmail(taken, subjects.taken);
  expect(notice.text).not.toMatch(/\/(confirm|reset-password|not-me)\/\S/);
  expect(notice.text).not.toContain('Mallory');
  expect(await messages(taken)).toHaveLength(2);
  expect((await messages(free)).map(({ subject }) => subjects.confirm.test(subject))).toEqual([true]);
});

test('C-092 the answer of a taken address stays the same over the limit', async () => {
  const { email: taken } = await newUser();
  const free = newAddress();
  const ask = async (email: string) => {
    const client = new Client();
    await client.register({ email, password: newPassword() });
    return comparable(client.page, email);
  };
  for (let time = 0; time < 5; time++) expect(await ask(taken)).toEqual(await ask(free));
  await waitForOutbox(taken);
  await waitForOutbox(free);
  // Confirming the account has used up one of the three of this address.
  expect([(await messages(taken)).length, (await messages(free)).length]).toEqual([3, 3]);
});

test('C-093 of twenty registrations at once, in every spelling, one becomes the account', async () => {
  const email = newAddress();
  const spell = (index: number) =>
    [...email]
      .map((outboxEmail, at) => (((index >> (at % 4)) & 1) === 1 ? outboxEmail.toUpperCase() : outboxEmail))
      .join('');
  const passwords = Array.from({ length: 20 }, newPassword);
  // Five at once: more strangers fill their part of the queue of hashes on a busy machine, and are put off.
  const register = (index: number) =>
    new Client().register({ name: `Person ${index}`, email: spell(index), password: passwords[index] ?? '' });
  const pages: Awaited<ReturnType<typeof register>>[] = [];
  while (pages.length < 20) {
    const done = pages.length;
    pages.push(...(await repeat(5, (index) => register(done + index))));
  }
  expect(new Set(pages.map(({ status, path }) => `${status} ${path}`))).toEqual(new Set(['200 /register/sent']));
  await waitForOutbox(email);
  const links = (await messages(email)).map((message) => linkIn(message, 'confirm'));
  expect(links).toHaveLength(3);
  // Each recipient also knows the password of that registration; all three confirm at the same moment.
  const opened = await Promise.all(
    links.map(async (link) => {
      const { claims } = read(link.split('/').at(-1) ?? '');
      const [row] = await sql`select name from registrations where id = ${String(claims.jti)}`;
      const client = new Client();
      await client.open(link);
      return { client, password: passwords[Number(/\d+$/.exec(row?.name)?.[0])] ?? '' };
    }),
  );
  const confirmed = await Promise.all(opened.map(({ client, password }) => client.submit({ password })));
  expect(confirmed.map(({ path }) => path).sort()).toEqual(['/account', '/confirm', '/confirm']);
  expect(confirmed.filter(({ status }) => status >= 500)).toEqual([]);
  expect(await userOf(email)).toHaveLength(1);
});

test('C-094 unknown fields are ignored when registering and resetting', async () => {
  const email = newAddress();
  const [password, next] = [newPassword(), newPassword()];
  const { email: victim } = await newUser();
  const [other] = await userOf(victim);
  const extra = {
    id: '00000000-0000-4000-8000-000000000000',
    role: 'admin',
    isAdmin: 'true',
    status: 'disabled',
    emailVerified: 'true',
    email_verified: 'true',
    canonical: victim,
    accountId: String(other?.id),
    account_id: String(other?.id),
    userId: String(other?.id),
    password_hash: 'x',
    passwordHash: 'x',
    credentialVersion: '99',
    credential_version: '99',
    createdAt: '2000-01-01',
    created_at: '2000-01-01',
    __proto__x: 'x',
    'constructor.prototype.role': 'admin',
  };
  const post = async (client: Client, fields: Record<string, string>) => {
    const form = client.findForm(Object.keys(fields));
    return client.post(client.page.path, [...form, ...Object.entries({ ...extra, ...fields })]);
  };
  const client = new Client();
  await client.open('/register');
  expect((await post(client, { ...profile, email, password })).headers.location).toBe('/register/sent');
  expect(await userOf(email)).toEqual([]);
  await client.open(linkIn(await waitForEmail(email, subjects.confirm), 'confirm'));
  expect((await post(client, {})).headers.location).toBe('/account');
  const [user] = await userOf(email);
  expect(user).toMatchObject({
    ...profile,
    email,
    status: 'active',
    credential_version: other?.credential_version,
  });
  expect([user?.id === extra.id, user?.password_hash === 'x']).toEqual([false, false]);
  expect(user?.created_at.getUTCFullYear()).toBeGreaterThan(2000);

  const { client: returning, link } = await newLink(email);
  await returning.open(link);
  expect((await post(returning, { password: next })).headers.location).toBe('/login');
  const [changed] = await userOf(email);
  const { password_hash: _, credential_version: version, ...kept } = user ?? {};
  expect(changed).toMatchObject({ ...kept, credential_version: Number(version) + 1 });
  expect((await new Client().signIn(email, next)).path).toBe('/account');
  expect(await userOf(victim)).toEqual([other]);
});

test('C-095 a failed sign-in reveals nothing about the account', async () => {
  const [wrong, disabled, imported] = [await newUser(), await newUser(), await newUser()];
  await sql`update users set status = 'disabled' where canonical = ${disabled.email}`;
  await sql`update users set password_hash = null where canonical = ${imported.email}`;
  const people = [
    { email: newAddress(), password: newPassword() },
    { email: wrong.email, password: newPassword() },
    { email: disabled.email, password: disabled.password },
    { email: imported.email, password: imported.password },
  ];
  const hash = await storedHash(wrong.email);
  const answers = [];
  for (const { email, password } of people) {
    const client = new Client();
    const refused = await client.signIn(email, password);
    expect([refused.status, refused.path, client.jar.has('return-key.session')]).toEqual([422, '/login', false]);
    answers.push(comparable(refused, email));
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await storedHash(wrong.email)).toBe(hash);
});

test('strangers who have used up the emails to an address keep its owner from nothing: each of their links finishes what the owner registered', async () => {
  for (const which of [0, 2]) {
    const [email, password, owner] = [newAddress(), newPassword(), new Client()];
    for (let i = 0; i < 3; i++) await new Client().register({ email, password: newPassword(), name: 'Mallory' });
    for (let i = 1; i < 3; i++) await waitForEmail(email, subjects.confirm, i);
    expect((await owner.register({ email, password, name: 'Ada King' })).path).toBe('/register/sent');
    const links = (await messages(email, subjects.confirm)).map((message) => linkIn(message));
    expect(links).toHaveLength(3);
    const elsewhere = new Client();
    await elsewhere.open(links[which] ?? '');
    expect((await elsewhere.submit({ password })).path).toBe('/confirm');
    await owner.open(links[which] ?? '');
    expect(owner.page.text).not.toContain('Mallory');
    expect((await owner.submit({})).path).toBe('/account');
    expect(await owner.me()).toBe(email);
    expect((await userOf(email)).map(({ name }) => name)).toEqual(['Ada King']);
    expect(owner.jar.has('return-key.registration')).toBe(false);
  }
});
