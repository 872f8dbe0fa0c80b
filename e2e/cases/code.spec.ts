import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { subjects } from '../support/subjects';
import {
  ageLinks,
  comparable,
  deadEnds,
  events,
  importUser,
  linkIn,
  newAddress,
  newNetwork,
  newPassword,
  newUser,
  repeat,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// The code of the email, typed in the browser that requested the reset. C-030 (guesses), C-047 (another device) and C-067 (the wrong kind of secret).

const wrong = '0000-0000';
const notThis = en.problems.code.wrong(4).replace(/ 4 .*/, '');
const spent = en.problems.code.spent;

/** A user who has requested a reset for an account and is on the page that takes the code. */
async function asked(email: string) {
  const client = new Client();
  await client.forgot(email);
  const message = await waitForEmail(email, subjects.reset);
  const [, code = ''] = /^ +([0-9A-Z]{4}-[0-9A-Z]{4})$/m.exec(message.text) ?? [];
  return { client, message, code, link: linkIn(message) };
}

test('C-047 the code of an email that is read elsewhere opens what its link opens, and spends nothing', async () => {
  const { email } = await newUser();
  const { client, message, code, link } = await asked(email);
  expect(message.html).toContain(`>${code}</td>`);
  expect(message.raw).toContain(`\r\nOTP-Token: "${code}"; origin="${process.env.E2E_BASE_URL}"\r\n`);
  expect(message.subject).not.toContain(code);
  const typed = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'L');
  const hop = await client.press({ code: typed });
  expect(hop).toMatchObject({ status: 303, headers: { location: '/reset-password' } });
  const phone = new Client();
  await phone.open(link);
  expect(client.jar.get('return-key.reset')).toBe(phone.jar.get('return-key.reset'));
  expect((await client.open('/reset-password')).text).toContain(email);
  expect((await events(email)).filter((name) => name === 'reset.opened')).toHaveLength(1);
  const next = newPassword();
  expect((await client.setPassword(next)).path).toBe('/login');
  expect((await client.signIn(email, next)).path).toBe('/account');
});

test('C-047 in any other browser the code is useless, and the page says where it works', async () => {
  const { email } = await newUser();
  const { client, code } = await asked(email);
  const bare = await new Client().open('/forgot-password/sent');
  expect(bare.body).not.toContain('name="code"');
  expect(bare.text).toContain(en.code.elsewhere);
  // Also with a reset request of its own, for the same account.
  const other = new Client();
  await other.forgot(email);
  expect(await other.press({ code })).toMatchObject({ status: 422, text: expect.stringContaining(notThis) });
  // The form of one browser, sent by one that has not requested a reset.
  const form = client.findForm(['code']);
  const foreign = await new Client().post('/forgot-password/sent', [...form, ['code', code]]);
  expect(foreign).toMatchObject({
    status: 422,
    text: expect.stringContaining(en.code.elsewhere),
  });
});

test('C-047 a second request from the same browser leaves the code of the first email valid', async () => {
  const { email } = await newUser();
  const { client, code, link } = await asked(email);
  await client.submit({ email });
  await waitForEmail(email, subjects.reset, 1);
  expect((await client.submit({ code })).path).toBe('/reset-password');
  expect(link).toContain(client.jar.get('return-key.reset'));
});

test('C-030 of twenty simultaneous guesses five count, and then only the link works', async () => {
  const { email } = await newUser();
  const { client, code, link } = await asked(email);
  const hash = await storedHash(email);
  const guess = () => client.press({ code: wrong }, { 'X-Forwarded-For': newNetwork() });
  const answers = await repeat(20, guess);
  expect(answers.filter(({ text }) => text.includes(notThis))).toHaveLength(4);
  expect(answers.filter(({ text }) => text.includes(spent))).toHaveLength(16);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
  expect((await client.press({ code })).text).toContain(spent);
  // A new email of the same reset request adds no tries.
  await client.submit({ email });
  expect((await client.submit({ code })).text).toContain(spent);
  expect(await storedHash(email)).toBe(hash);
  await client.open(link);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-030 guesses at codes of many reset requests use up no try of the owner in the same network', async () => {
  const { email } = await newUser();
  const { client, code } = await asked(email);
  const answers = await repeat(31, async () => {
    const stranger = new Client();
    await stranger.forgot(newAddress());
    return stranger.press({ code: wrong }, { 'X-Forwarded-For': client.network });
  });
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
  expect((await client.submit({ code })).path).toBe('/reset-password');
});

test('C-003 known and unknown addresses get the same answers to a wrong code, to the last byte', async () => {
  const known = await importUser();
  const stranger = newAddress();
  const clients = await Promise.all(
    [known, stranger].map(async (email) => {
      const client = new Client();
      await client.forgot(email);
      await waitForOutbox(email);
      return { client, email };
    }),
  );
  const ways = {
    'without JavaScript': (client: Client, code: string) => client.press({ code }),
    'with JavaScript': (client: Client, code: string) => client.call({ code }),
  };
  for (const [name, send] of Object.entries(ways))
    for (const code of ['', 'U', wrong, wrong, wrong, wrong]) {
      const [forKnown, forUnknown] = await Promise.all(
        clients.map(async ({ client, email }) => comparable(await send(client, code), email)),
      );
      expect(forKnown, `${name}: ${code}`).toEqual(forUnknown);
    }
});

for (const [state, age] of Object.entries({
  expired: async ({ email }: { email: string }) => ageLinks('resets', email, 31 * 60),
  used: async ({ link }: { link: string }) => {
    const phone = new Client();
    await phone.open(link);
    await phone.setPassword(newPassword());
  },
  invalid: async ({ email, decline }: { email: string; decline: string }) => {
    const phone = new Client();
    await phone.open(decline);
    await phone.submit({ email });
  },
} as const)) {
  test(`C-052 a code whose link is ${state} leads to the same dead end, and from there with one press to a new email`, async () => {
    const { email } = await newUser();
    const { client, message, code, link } = await asked(email);
    await age({ email, link, decline: linkIn(message, 'not-me') });
    expect((await client.submit({ code })).text).toContain(deadEnds[state as keyof typeof deadEnds]);
    expect(client.page.body).toMatch(new RegExp(`<input[^>]*name="email"[^>]*value="${email}"`));
    expect((await client.submit(state === 'invalid' ? { email } : {})).path).toBe('/forgot-password/sent');
    await waitForEmail(email, subjects.reset, 1);
  });
}

test('the code of a confirmation email finishes in the browser that registered, and nowhere else', async () => {
  const [email, client] = [newAddress(), new Client()];
  await client.register({ email, password: newPassword() });
  const message = await waitForEmail(email, subjects.confirm);
  const [, code = ''] = /^ +([0-9A-Z]{4}-[0-9A-Z]{4})$/m.exec(message.text) ?? [];
  expect(message.raw).toContain(`\r\nOTP-Token: "${code}"; origin="${process.env.E2E_BASE_URL}"\r\n`);
  expect((await new Client().open('/register/sent')).body).not.toContain('name="code"');
  // Another browser that registered the same address.
  const other = new Client();
  await other.register({ email, password: newPassword() });
  expect((await other.press({ code })).status).toBe(422);
  for (const left of [4, 3])
    expect((await client.submit({ code: wrong })).text).toContain(en.problems.code.wrong(left));
  expect(client.page.body).toMatch(new RegExp(`<details[^>]* open=""[^>]*>.*value="${wrong}"`, 's'));
  expect((await client.submit({ code: code.toLowerCase() })).path).toBe('/account');
  expect(await client.me()).toBe(email);
  expect(client.jar.has('return-key.registration')).toBe(false);
});

test('C-092 free and taken addresses get the same answers to a wrong code of a registration, to the last byte', async () => {
  const { email: taken } = await newUser();
  const answers = [];
  for (const email of [taken, newAddress()]) {
    const client = new Client();
    await client.register({ email, password: newPassword() });
    await waitForOutbox(email);
    for (const code of ['', 'U', ...Array(6).fill(wrong)])
      answers.push(comparable(await client.press({ code }), email), comparable(await client.call({ code }), email));
  }
  const half = answers.length / 2;
  expect(answers.slice(0, half)).toEqual(answers.slice(half));
});

test('C-067 a link is not accepted as a code, and a malformed code costs no try', async () => {
  const { email } = await newUser();
  const { client, code, link } = await asked(email);
  for (const odd of [link, link.slice(-8), '', 'UUUU-UUUU', '７', '\0'.repeat(8), code.repeat(2)])
    for (const given of [{ code: odd }]) expect((await client.press(given)).status, odd).toBe(422);
  const left = await client.press({ code: wrong });
  expect(left.text).toMatch(/[34] attempts left/);
  expect((await client.submit({ code })).path).toBe('/reset-password');
});
