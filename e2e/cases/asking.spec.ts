import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { type Answer, Client } from '../support/client';
import { subjects } from '../support/subjects';
import {
  comparable,
  deadEnds,
  emailsFrom,
  importUser,
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

const resets = subjects.reset;

test('C-001 a known address gets exactly one email with one link', async () => {
  const { email } = await newUser();
  await newLink(email);
  await waitForOutbox(email);
  expect((await messages(email, resets)).map(({ to }) => to)).toEqual([[email]]);
});

test('C-002 an unknown address gets the same answer and no email', async () => {
  const stranger = newAddress();
  const client = new Client();
  expect((await client.forgot(stranger)).path).toBe('/forgot-password/sent');
  await waitForOutbox(stranger);
  expect(await messages(stranger)).toEqual([]);
});

test('C-003 known and unknown addresses get the same answer to the last byte, however the form is sent', async () => {
  const known = await importUser();
  const json = { 'Content-Type': 'application/json' };
  const encoded = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const ways: Record<string, (client: Client, email: string) => Promise<Answer>> = {
    'a form without JavaScript': (client, email) => client.press({ email }),
    'a form of a current browser': (client, email) => client.press({ email }, { 'Sec-Fetch-Site': 'same-origin' }),
    'a form with JavaScript': (client, email) => client.call({ email }),
    'the page after it': (client, email) => client.submit({ email }),
    JSON: (client, email) => client.sendBody(`{"email":"${email}"}`, json),
    'an urlencoded body': (client, email) => client.sendBody(`email=${email}`, encoded),
  };
  for (const [name, send] of Object.entries(ways)) {
    const [forKnown, forUnknown] = await Promise.all(
      [known, newAddress()].map(async (email) => comparable(await send(await atForm(), email), email)),
    );
    expect(forKnown, name).toEqual(forUnknown);
  }
});

test('C-006 a reset request without an address is refused and sends no email', async () => {
  const client = await atForm();
  const form = client.findForm(['email']);
  const answers: Record<string, Answer> = {
    'no body': await client.sendBody(undefined),
    'an empty body': await client.sendBody(''),
    'no field': await client.post('/forgot-password', []),
    'only unknown fields': await client.post('/forgot-password', [...form, ['mail', newAddress()]]),
    'an empty field': await client.press({ email: '' }),
    'white space': await client.press({ email: ' \t ' }),
  };
  for (const type of ['application/json', 'text/plain', 'application/xml', 'multipart/form-data', ''])
    answers[`as ${type}`] = await client.sendBody('email=a@example.test', { 'Content-Type': type });
  for (const [name, { status }] of Object.entries(answers)) expect([name, isRefusal(status)]).toEqual([name, true]);
  expect(await emailsFrom(client.network)).toEqual([]);
});

test('C-007 a malformed address gets one and the same refusal, near an account and elsewhere', async () => {
  const [known, unknown] = [await importUser(), newAddress()];
  const client = await atForm();
  for (const shape of [
    'X',
    '@X',
    'X@',
    'X@x',
    'X b@example.test',
    'X@@example.test',
    'X@exa mple.test',
    'X@127.0.0.1',
  ]) {
    const answers = [];
    for (const email of [known, unknown].map((address) => shape.replace('X', address.replace(/@.*/, '')))) {
      const answer = await client.press({ email });
      expect(answer.text, shape).toContain(en.problems.email.malformed);
      answers.push(comparable(answer, email));
    }
    expect(answers[0], shape).toMatchObject({ status: 422 });
    expect(answers[0], shape).toEqual(answers[1]);
  }
  expect(await emailsFrom(client.network)).toEqual([]);
});

test('C-008 white space around the address does not count', async () => {
  const email = await importUser();
  expect((await new Client().forgot(`  ${email}\t`)).text).toContain(email);
  expect((await waitForEmail(email, resets)).to).toEqual([email]);
});

test('C-009 reset and sign-in ignore the case of the address; email goes to the stored spelling', async () => {
  const email = newAddress().replace('p', 'FooBar.P');
  const { password } = await newUser(email);
  await new Client().forgot(email.toLowerCase().replace('example', 'EXAMPLE'));
  expect((await waitForEmail(email, resets)).raw).toContain(`\r\nTo: ${email}\r\n`);
  expect((await new Client().signIn(email.toUpperCase(), password)).path).toBe('/account');
});

test('C-010 a disabled account gets the same answer and no link', async () => {
  const email = await importUser();
  await sql`update users set status = 'disabled' where canonical = ${email}`;
  const [client, other] = [await atForm(), await atForm()];
  const stranger = newAddress();
  const forStranger = comparable(await other.submit({ email: stranger }), stranger);
  expect(comparable(await client.submit({ email }), email)).toEqual(forStranger);
  expect(await emailsFrom(client.network)).toEqual([`${email}: no-account`]);
  expect(await messages(email)).toEqual([]);
});

test('C-011 an account that is disabled between email and click keeps its password', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  const hash = await storedHash(email);
  await sql`update users set status = 'disabled' where canonical = ${email}`;
  expect((await new Client().open(link)).text).toContain(deadEnds.invalid);
  expect((await client.setPassword(newPassword())).text).toContain(deadEnds.invalid);
  expect(await storedHash(email)).toBe(hash);
});

test('C-012 an account without a password gets one through the link', async () => {
  const email = await importUser();
  const [client, other, password] = [await atForm(), await atForm(), newPassword()];
  const stranger = newAddress();
  const forStranger = comparable(await other.submit({ email: stranger }), stranger);
  expect(comparable(await client.submit({ email }), email)).toEqual(forStranger);
  await client.open(linkIn(await waitForEmail(email, resets)));
  await client.setPassword(password);
  expect((await client.signIn(email, password)).path).toBe('/account');
});

test('C-013 there is no account without an address', async () => {
  for (const column of ['email', 'canonical']) {
    const email = await importUser();
    const erase = sql`update users set ${sql(column)} = null where canonical = ${email}`;
    await expect(erase).rejects.toMatchObject({ code: '23502' });
  }
});

test('C-014 an unknown address gets no notice either, however often a reset is requested', async () => {
  const [stranger, client] = [newAddress(), new Client()];
  for (let i = 0; i < 4; i++) await client.forgot(stranger);
  expect(new Set(await emailsFrom(client.network))).toEqual(new Set([`${stranger}: no-account`]));
  expect(await messages(stranger)).toEqual([]);
});

test('C-015 a signed-in user finds the form filled with their own address, never with another', async () => {
  const [{ client, email }, stranger] = [await newUser(), newAddress()];
  await client.forgot(stranger);
  expect((await client.open('/forgot-password')).body).toContain(`value="${email}"`);
  expect(client.page.body).not.toContain(stranger);
  expect((await client.submit({ email })).path).toBe('/forgot-password/sent');
  await waitForEmail(email, resets);
  expect(await client.me()).toBe(email);
});

test('C-016 a request that only reads never sends', async () => {
  const [email, client] = [await importUser(), new Client()];
  const paths = ['/forgot-password', '/forgot-password/sent', '/login', '/register', '/reset-password', '/not-me'];
  for (const path of [...paths, '/api/outbox'])
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const query = new URLSearchParams({ email, forgot: '1', name: 'Eve', password: newPassword() });
      expect((await client.send(method, `${path}?${query}`)).status, `${method} ${path}`).toBeLessThan(500);
    }
  expect(await emailsFrom(client.network)).toEqual([]);
  expect(await messages(email)).toEqual([]);
});

test('C-017 two accounts with look-alike addresses each get their own email', async () => {
  const plain = newAddress().replace('p', 'mike');
  const dotless = plain.replace('mike', 'mıke');
  for (const email of [plain, dotless]) await newUser(email);
  for (const email of [plain, dotless]) {
    await new Client().forgot(email);
    await waitForEmail(email, resets);
    expect((await messages(email, resets)).map(({ to }) => to)).toEqual([[email]]);
  }
});

test('C-018 an address that only looks like that of an account never gets its email', async () => {
  const email = await importUser(newAddress().replace('p', 'mikesse'));
  const others = { mike: 'mıke', es: 'eſ', sse: 'ße', se: 'sé', m: 'ｍ', example: 'éxample', test: 'tešt' };
  for (const [part, lookalike] of Object.entries(others)) {
    const client = new Client();
    await client.forgot(email.replace(part, lookalike));
    const [outboxEmail = 'refused: no-account'] = await emailsFrom(client.network);
    expect(outboxEmail).toMatch(/: no-account$/);
    expect(outboxEmail).not.toContain(email);
  }
  // By the rules of Unicode and of domains these are other spellings of the same address: the email goes to the stored one.
  for (const [part, spelling] of Object.entries({ k: '\u212a', example: 'ｅxample', '.': '。' })) {
    const client = new Client();
    await client.forgot(email.replace(part, spelling));
    expect(await emailsFrom(client.network)).toEqual([`${email}: sent`]);
  }
  const raw = (await messages(email)).map((message) => message.raw);
  expect(raw).toHaveLength(3);
  for (const message of raw) expect(message).toContain(`\r\nTo: ${email}\r\n`);
});

test('C-019 a list or an object in place of the address sends no email', async () => {
  const [victim, evil] = [await importUser(), newAddress()];
  const client = await atForm();
  const form = client.findForm(['email']);
  const lists: [string, string][][] = [
    [
      ['email', victim],
      ['email', evil],
    ],
    [
      ['email[]', victim],
      ['email[]', evil],
    ],
    [
      ['email[0]', victim],
      ['email[1]', evil],
    ],
    [['email[$ne]', 'x']],
    [['email', `${victim},${evil}`]],
    [['email', `["${victim}","${evil}"]`]],
  ];
  const statuses = [];
  for (const fields of lists) statuses.push((await client.post('/forgot-password', [...form, ...fields])).status);
  const action = /"id":"(\w+)"/.exec(form.join())?.[1] ?? '';
  const values = [`["${victim}","${evil}"]`, `{"0":"${victim}"}`, '{"$ne":""}', '7', 'null', 'true'];
  for (const value of values)
    for (const body of [`{"email":${value}}`, `[{"attempt":0},{"email":${value}}]`])
      statuses.push(
        (await client.sendBody(body, { 'Content-Type': 'application/json', 'Next-Action': action })).status,
      );
  expect(statuses.filter((status) => !isRefusal(status))).toEqual([]);
  expect(await emailsFrom(client.network)).toEqual([]);
  expect([...(await messages(victim)), ...(await messages(evil))]).toEqual([]);
});

async function atForm(): Promise<Client> {
  const client = new Client();
  await client.open('/forgot-password');
  return client;
}

const isRefusal = (status: number) => status >= 400 && status < 500;
