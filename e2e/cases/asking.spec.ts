import { expect, test } from '@playwright/test';
import { type Answer, Visitor } from '../visitor';
import {
  comparable,
  deadEnds,
  importAccount,
  lettersFrom,
  linkIn,
  mails,
  newAccount,
  newAddress,
  newLink,
  newPassword,
  sql,
  storedHash,
  waitForMail,
  waitForOutbox,
} from '../world';

const resets = /^Choose a new password/;

test('C-001 a known address gets exactly one mail with one link', async () => {
  const { email } = await newAccount();
  await newLink(email);
  await waitForOutbox(email);
  expect((await mails(email, resets)).map(({ to }) => to)).toEqual([[email]]);
});

test('C-002 an unknown address gets the same answer and no mail', async () => {
  const stranger = newAddress();
  const visitor = new Visitor();
  expect((await visitor.forgot(stranger)).path).toBe('/forgot-password/sent');
  await waitForOutbox(stranger);
  expect(await mails(stranger)).toEqual([]);
});

test('C-003 known and unknown addresses get the same answer to the last byte, however the form is sent', async () => {
  const known = await importAccount();
  const json = { 'Content-Type': 'application/json' };
  const encoded = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const ways: Record<string, (visitor: Visitor, email: string) => Promise<Answer>> = {
    'a form without JavaScript': (visitor, email) => visitor.press({ email }),
    'a form of a current browser': (visitor, email) => visitor.press({ email }, { 'Sec-Fetch-Site': 'same-origin' }),
    'a form with JavaScript': (visitor, email) => visitor.call({ email }),
    'the page after it': (visitor, email) => visitor.submit({ email }),
    JSON: (visitor, email) => visitor.sendBody(`{"email":"${email}"}`, json),
    'an urlencoded body': (visitor, email) => visitor.sendBody(`email=${email}`, encoded),
  };
  for (const [name, send] of Object.entries(ways)) {
    const [forKnown, forUnknown] = await Promise.all(
      [known, newAddress()].map(async (email) => comparable(await send(await atForm(), email), email)),
    );
    expect(forKnown, name).toEqual(forUnknown);
  }
});

test('C-006 an ask without an address is refused and mails nobody', async () => {
  const visitor = await atForm();
  const form = visitor.findForm(['email']);
  const answers: Record<string, Answer> = {
    'no body': await visitor.sendBody(undefined),
    'an empty body': await visitor.sendBody(''),
    'no field': await visitor.post('/forgot-password', []),
    'only unknown fields': await visitor.post('/forgot-password', [...form, ['mail', newAddress()]]),
    'an empty field': await visitor.press({ email: '' }),
    'white space': await visitor.press({ email: ' \t ' }),
  };
  for (const type of ['application/json', 'text/plain', 'application/xml', 'multipart/form-data', ''])
    answers[`as ${type}`] = await visitor.sendBody('email=a@example.test', { 'Content-Type': type });
  for (const [name, { status }] of Object.entries(answers)) expect([name, isRefusal(status)]).toEqual([name, true]);
  expect(await lettersFrom(visitor.network)).toEqual([]);
});

test('C-007 a malformed address gets one and the same refusal, near an account and elsewhere', async () => {
  const [known, unknown] = [await importAccount(), newAddress()];
  const visitor = await atForm();
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
      const answer = await visitor.press({ email });
      expect(answer.text, shape).toContain('Enter an email address such as ada@example.com.');
      answers.push(comparable(answer, email));
    }
    expect(answers[0], shape).toMatchObject({ status: 422 });
    expect(answers[0], shape).toEqual(answers[1]);
  }
  expect(await lettersFrom(visitor.network)).toEqual([]);
});

test('C-008 white space around the address does not count', async () => {
  const email = await importAccount();
  expect((await new Visitor().forgot(`  ${email}\t`)).text).toContain(email);
  expect((await waitForMail(email, resets)).to).toEqual([email]);
});

test('C-009 the case of the letters does not count, for the reset and the sign-in; mail goes to the stored spelling', async () => {
  const email = newAddress().replace('p', 'FooBar.P');
  const { password } = await newAccount(email);
  await new Visitor().forgot(email.toLowerCase().replace('example', 'EXAMPLE'));
  expect((await waitForMail(email, resets)).raw).toContain(`\r\nTo: ${email}\r\n`);
  expect((await new Visitor().signIn(email.toUpperCase(), password)).path).toBe('/account');
});

test('C-010 a disabled account gets the same answer and no link', async () => {
  const email = await importAccount();
  await sql`update accounts set status = 'disabled' where canonical = ${email}`;
  const [visitor, other] = [await atForm(), await atForm()];
  const stranger = newAddress();
  const forStranger = comparable(await other.submit({ email: stranger }), stranger);
  expect(comparable(await visitor.submit({ email }), email)).toEqual(forStranger);
  expect(await lettersFrom(visitor.network)).toEqual([`${email}: no-account`]);
  expect(await mails(email)).toEqual([]);
});

test('C-011 an account that is disabled between mail and click keeps its password', async () => {
  const { email } = await newAccount();
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  const hash = await storedHash(email);
  await sql`update accounts set status = 'disabled' where canonical = ${email}`;
  expect((await new Visitor().open(link)).text).toContain(deadEnds.invalid);
  expect((await visitor.setPassword(newPassword())).text).toContain(deadEnds.invalid);
  expect(await storedHash(email)).toBe(hash);
});

test('C-012 an account without a password gets one through the link', async () => {
  const email = await importAccount();
  const [visitor, other, password] = [await atForm(), await atForm(), newPassword()];
  const stranger = newAddress();
  const forStranger = comparable(await other.submit({ email: stranger }), stranger);
  expect(comparable(await visitor.submit({ email }), email)).toEqual(forStranger);
  await visitor.open(linkIn(await waitForMail(email, resets)));
  await visitor.setPassword(password);
  expect((await visitor.signIn(email, password)).path).toBe('/account');
});

test('C-013 there is no account without an address', async () => {
  for (const column of ['email', 'canonical']) {
    const email = await importAccount();
    const erase = sql`update accounts set ${sql(column)} = null where canonical = ${email}`;
    await expect(erase).rejects.toMatchObject({ code: '23502' });
  }
});

test('C-014 an unknown address gets no notice either, however often somebody asks', async () => {
  const [stranger, visitor] = [newAddress(), new Visitor()];
  for (let i = 0; i < 4; i++) await visitor.forgot(stranger);
  expect(new Set(await lettersFrom(visitor.network))).toEqual(new Set([`${stranger}: no-account`]));
  expect(await mails(stranger)).toEqual([]);
});

test('C-015 whoever is signed in finds the form filled with the own address, never with another', async () => {
  const [{ visitor, email }, stranger] = [await newAccount(), newAddress()];
  await visitor.forgot(stranger);
  expect((await visitor.open('/forgot-password')).body).toContain(`value="${email}"`);
  expect(visitor.page.body).not.toContain(stranger);
  expect((await visitor.submit({ email })).path).toBe('/forgot-password/sent');
  await waitForMail(email, resets);
  expect(await visitor.me()).toBe(email);
});

test('C-016 a request that only reads never sends', async () => {
  const [email, visitor] = [await importAccount(), new Visitor()];
  const paths = ['/forgot-password', '/forgot-password/sent', '/login', '/register', '/reset-password', '/not-me'];
  for (const path of [...paths, '/api/outbox'])
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const query = new URLSearchParams({ email, forgot: '1', name: 'Eve', password: newPassword() });
      expect((await visitor.send(method, `${path}?${query}`)).status, `${method} ${path}`).toBeLessThan(500);
    }
  expect(await lettersFrom(visitor.network)).toEqual([]);
  expect(await mails(email)).toEqual([]);
});

test('C-017 of two accounts that look alike each gets its own mail', async () => {
  const plain = newAddress().replace('p', 'mike');
  const dotless = plain.replace('mike', 'mıke');
  for (const email of [plain, dotless]) await newAccount(email);
  for (const email of [plain, dotless]) {
    await new Visitor().forgot(email);
    await waitForMail(email, resets);
    expect((await mails(email, resets)).map(({ to }) => to)).toEqual([[email]]);
  }
});

test('C-018 what only looks like an address with an account never gets its mail', async () => {
  const email = await importAccount(newAddress().replace('p', 'mikesse'));
  const others = { mike: 'mıke', es: 'eſ', sse: 'ße', se: 'sé', m: 'ｍ', example: 'éxample', test: 'tešt' };
  for (const [part, lookalike] of Object.entries(others)) {
    const visitor = new Visitor();
    await visitor.forgot(email.replace(part, lookalike));
    const [letter = 'refused: no-account'] = await lettersFrom(visitor.network);
    expect(letter).toMatch(/: no-account$/);
    expect(letter).not.toContain(email);
  }
  // By the rules of Unicode and of domains these are other spellings of the same address: the mail goes to the stored one.
  for (const [part, spelling] of Object.entries({ k: '\u212a', example: 'ｅxample', '.': '。' })) {
    const visitor = new Visitor();
    await visitor.forgot(email.replace(part, spelling));
    expect(await lettersFrom(visitor.network)).toEqual([`${email}: sent`]);
  }
  const raw = (await mails(email)).map((mail) => mail.raw);
  expect(raw).toHaveLength(3);
  for (const mail of raw) expect(mail).toContain(`\r\nTo: ${email}\r\n`);
});

test('C-019 a list or an object in place of the address mails nobody', async () => {
  const [victim, evil] = [await importAccount(), newAddress()];
  const visitor = await atForm();
  const form = visitor.findForm(['email']);
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
  for (const fields of lists) statuses.push((await visitor.post('/forgot-password', [...form, ...fields])).status);
  const action = /"id":"(\w+)"/.exec(form.join())?.[1] ?? '';
  const values = [`["${victim}","${evil}"]`, `{"0":"${victim}"}`, '{"$ne":""}', '7', 'null', 'true'];
  for (const value of values)
    for (const body of [`{"email":${value}}`, `[{"attempt":0},{"email":${value}}]`])
      statuses.push(
        (await visitor.sendBody(body, { 'Content-Type': 'application/json', 'Next-Action': action })).status,
      );
  expect(statuses.filter((status) => !isRefusal(status))).toEqual([]);
  expect(await lettersFrom(visitor.network)).toEqual([]);
  expect([...(await mails(victim)), ...(await mails(evil))]).toEqual([]);
});

async function atForm(): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.open('/forgot-password');
  return visitor;
}

const isRefusal = (status: number) => status >= 400 && status < 500;
