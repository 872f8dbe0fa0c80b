import { expect, test } from '@playwright/test';
import { read } from '../forge';
import { Visitor } from '../visitor';
import {
  comparable,
  linkIn,
  mails,
  newAccount,
  newAddress,
  newLink,
  newPassword,
  repeat,
  sql,
  storedHash,
  waitForMail,
  waitForOutbox,
} from '../world';

// Registering and signing in. README.md lists the cases.

const accountOf = async (email: string) =>
  sql`select id, name, email, canonical, status, credential_version, password_hash, created_at from accounts where canonical = ${email}`;

test('C-092 a taken address gets the same answer as a free one, and its owner a mail', async () => {
  const { email: taken } = await newAccount();
  const free = newAddress();
  const before = await accountOf(taken);
  const answers = [];
  for (const email of [taken, free]) {
    const visitor = new Visitor();
    await visitor.open('/register');
    const fields: [string, string][] = [
      ...visitor.findForm(['name', 'email', 'password']),
      ['name', 'Mallory'],
      ['email', email],
      ['password', newPassword()],
    ];
    answers.push(comparable(await visitor.post('/register', fields), email));
    answers.push(comparable(await visitor.open('/register/sent'), email));
    await waitForOutbox(email);
  }
  expect(answers.slice(0, 2)).toEqual(answers.slice(2));
  expect(await accountOf(taken)).toEqual(before);
  const notice = await waitForMail(taken, /^You already have a/);
  expect(notice.text).not.toMatch(/\/(confirm|reset-password|not-me)\/\S/);
  expect(notice.text).not.toContain('Mallory');
  expect(await mails(taken)).toHaveLength(2);
  expect((await mails(free)).map(({ subject }) => /^Confirm your address/.test(subject))).toEqual([true]);
});

test('C-092 the answer of a taken address stays the same over the limit', async () => {
  const { email: taken } = await newAccount();
  const free = newAddress();
  const ask = async (email: string) => {
    const visitor = new Visitor();
    await visitor.register({ email, password: newPassword() });
    return comparable(visitor.page, email);
  };
  for (let time = 0; time < 5; time++) expect(await ask(taken)).toEqual(await ask(free));
  await waitForOutbox(taken);
  await waitForOutbox(free);
  // Confirming the account has used up one of the three of this address.
  expect([(await mails(taken)).length, (await mails(free)).length]).toEqual([3, 3]);
});

test('C-093 of twenty registrations at once, in every spelling, one becomes the account', async () => {
  const email = newAddress();
  const spell = (index: number) =>
    [...email].map((letter, at) => (((index >> (at % 4)) & 1) === 1 ? letter.toUpperCase() : letter)).join('');
  const passwords = Array.from({ length: 20 }, newPassword);
  const pages = await repeat(20, (index) =>
    new Visitor().register({ name: `Person ${index}`, email: spell(index), password: passwords[index] ?? '' }),
  );
  expect(new Set(pages.map(({ status, path }) => `${status} ${path}`))).toEqual(new Set(['200 /register/sent']));
  await waitForOutbox(email);
  const links = (await mails(email)).map((mail) => linkIn(mail, 'confirm'));
  expect(links).toHaveLength(3);
  // Whoever holds a mail also knows the password of that registration; all three confirm at the same moment.
  const opened = await Promise.all(
    links.map(async (link) => {
      const { claims } = read(link.split('/').at(-1) ?? '');
      const [row] = await sql`select name from registrations where id = ${String(claims.jti)}`;
      const visitor = new Visitor();
      await visitor.open(link);
      return { visitor, password: passwords[Number(/\d+$/.exec(row?.name)?.[0])] ?? '' };
    }),
  );
  const confirmed = await Promise.all(opened.map(({ visitor, password }) => visitor.submit({ password })));
  expect(confirmed.map(({ path }) => path).sort()).toEqual(['/account', '/confirm', '/confirm']);
  expect(confirmed.filter(({ status }) => status >= 500)).toEqual([]);
  expect(await accountOf(email)).toHaveLength(1);
});

test('C-094 fields that nobody asked for are as good as not sent, at registering and at a reset', async () => {
  const email = newAddress();
  const [password, next] = [newPassword(), newPassword()];
  const { email: victim } = await newAccount();
  const [other] = await accountOf(victim);
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
  const post = async (visitor: Visitor, fields: Record<string, string>) => {
    const form = visitor.findForm(Object.keys(fields));
    return visitor.post(visitor.page.path, [...form, ...Object.entries({ ...extra, ...fields })]);
  };
  const visitor = new Visitor();
  await visitor.open('/register');
  expect((await post(visitor, { name: 'Ada', email, password })).headers.location).toBe('/register/sent');
  expect(await accountOf(email)).toEqual([]);
  await visitor.open(linkIn(await waitForMail(email, /^Confirm your address/), 'confirm'));
  expect((await post(visitor, { password })).headers.location).toBe('/account');
  const [account] = await accountOf(email);
  expect(account).toMatchObject({
    name: 'Ada',
    email,
    status: 'active',
    credential_version: other?.credential_version,
  });
  expect([account?.id === extra.id, account?.password_hash === 'x']).toEqual([false, false]);
  expect(account?.created_at.getUTCFullYear()).toBeGreaterThan(2000);

  const { visitor: returning, link } = await newLink(email);
  await returning.open(link);
  expect((await post(returning, { password: next })).headers.location).toBe('/login');
  const [changed] = await accountOf(email);
  const { password_hash: _, credential_version: version, ...kept } = account ?? {};
  expect(changed).toMatchObject({ ...kept, credential_version: Number(version) + 1 });
  expect((await new Visitor().signIn(email, next)).path).toBe('/account');
  expect(await accountOf(victim)).toEqual([other]);
});

test('C-095 a failed sign-in tells nothing about the account', async () => {
  const [wrong, disabled, imported] = [await newAccount(), await newAccount(), await newAccount()];
  await sql`update accounts set status = 'disabled' where canonical = ${disabled.email}`;
  await sql`update accounts set password_hash = null where canonical = ${imported.email}`;
  const people = [
    { email: newAddress(), password: newPassword() },
    { email: wrong.email, password: newPassword() },
    { email: disabled.email, password: disabled.password },
    { email: imported.email, password: imported.password },
  ];
  const hash = await storedHash(wrong.email);
  const answers = [];
  for (const { email, password } of people) {
    const visitor = new Visitor();
    const refused = await visitor.signIn(email, password);
    expect([refused.status, refused.path, visitor.jar.has('return-key.session')]).toEqual([422, '/login', false]);
    answers.push(comparable(refused, email));
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await storedHash(wrong.email)).toBe(hash);
});
