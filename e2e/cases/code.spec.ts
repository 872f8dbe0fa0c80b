import { expect, test } from '@playwright/test';
import { Visitor } from '../visitor';
import {
  ageLinks,
  comparable,
  deadEnds,
  events,
  importAccount,
  linkIn,
  newAccount,
  newAddress,
  newNetwork,
  newPassword,
  repeat,
  storedHash,
  waitForMail,
  waitForOutbox,
} from '../world';

// The code of the mail, typed where somebody asked. C-030 (guesses), C-047 (another device) and C-067 (the wrong kind of secret).

const wrong = '0000-0000';
const notThis = 'This is not the code from the mail.';
const spent = 'The code no longer works here. Open the link in the mail.';

/** Somebody who has asked for an account and sits on the page that takes the code. */
async function asked(email: string) {
  const visitor = new Visitor();
  await visitor.forgot(email);
  const mail = await waitForMail(email, /^Choose a new password/);
  const [, code = ''] = /^ +([0-9A-Z]{4}-[0-9A-Z]{4})$/m.exec(mail.text) ?? [];
  return { visitor, mail, code, link: linkIn(mail) };
}

test('C-047 the code of a mail that is read elsewhere opens what its link opens, and spends nothing', async () => {
  const { email } = await newAccount();
  const { visitor, mail, code, link } = await asked(email);
  expect(mail.html).toContain(`>${code}</td>`);
  expect(mail.raw).toContain(`\r\nOTP-Token: "${code}"; origin="${process.env.E2E_BASE_URL}"\r\n`);
  expect(mail.subject).not.toContain(code);
  const typed = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'L');
  const hop = await visitor.press({ code: typed });
  expect(hop).toMatchObject({ status: 303, headers: { location: '/reset-password' } });
  const phone = new Visitor();
  await phone.open(link);
  expect(visitor.jar.get('return-key.reset')).toBe(phone.jar.get('return-key.reset'));
  expect((await visitor.open('/reset-password')).text).toContain(email);
  expect((await events(email)).filter((name) => name === 'reset.opened')).toHaveLength(1);
  const next = newPassword();
  expect((await visitor.setPassword(next)).path).toBe('/login');
  expect((await visitor.signIn(email, next)).path).toBe('/account');
});

test('C-047 in any other browser the code is worth nothing, and the page says where it works', async () => {
  const { email } = await newAccount();
  const { visitor, code } = await asked(email);
  const bare = await new Visitor().open('/forgot-password/sent');
  expect(bare.body).not.toContain('name="code"');
  expect(bare.text).toContain('It works only in the browser where you asked');
  // Also with an ask of its own, for the same account.
  const other = new Visitor();
  await other.forgot(email);
  expect(await other.press({ code })).toMatchObject({ status: 422, text: expect.stringContaining(notThis) });
  // The form of one browser, sent by one that has not asked.
  const form = visitor.findForm(['code']);
  const foreign = await new Visitor().post('/forgot-password/sent', [...form, ['code', code]]);
  expect(foreign).toMatchObject({
    status: 422,
    text: expect.stringContaining('It works only in the browser where you asked'),
  });
});

test('C-047 asking again from the same browser leaves the code of the first mail good', async () => {
  const { email } = await newAccount();
  const { visitor, code, link } = await asked(email);
  await visitor.submit({ email });
  await waitForMail(email, /^Choose a new password/, 1);
  expect((await visitor.submit({ code })).path).toBe('/reset-password');
  expect(link).toContain(visitor.jar.get('return-key.reset'));
});

test('C-030 twenty guesses at once are five, and then only the link works', async () => {
  const { email } = await newAccount();
  const { visitor, code, link } = await asked(email);
  const hash = await storedHash(email);
  const guess = () => visitor.press({ code: wrong }, { 'X-Forwarded-For': newNetwork() });
  const answers = await repeat(20, guess);
  expect(answers.filter(({ text }) => text.includes(notThis))).toHaveLength(4);
  expect(answers.filter(({ text }) => text.includes(spent))).toHaveLength(16);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
  expect((await visitor.press({ code })).text).toContain(spent);
  // A new mail of the same ask brings no new tries.
  await visitor.submit({ email });
  expect((await visitor.submit({ code })).text).toContain(spent);
  expect(await storedHash(email)).toBe(hash);
  await visitor.open(link);
  expect((await visitor.setPassword(newPassword())).path).toBe('/login');
});

test('C-030 a network that guesses for many asks is told to wait', async () => {
  const network = newNetwork();
  const answers = await repeat(31, async () => {
    const visitor = new Visitor();
    await visitor.forgot(newAddress());
    return visitor.press({ code: wrong }, { 'X-Forwarded-For': network });
  });
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(30);
  const [limited] = answers.filter(({ status }) => status === 429);
  expect(Number(limited?.headers['retry-after'])).toBeGreaterThan(0);
});

test('C-003 known and unknown addresses get the same answers to a wrong code, to the last byte', async () => {
  const known = await importAccount();
  const stranger = newAddress();
  const visitors = await Promise.all(
    [known, stranger].map(async (email) => {
      const visitor = new Visitor();
      await visitor.forgot(email);
      await waitForOutbox(email);
      return { visitor, email };
    }),
  );
  const ways = {
    'without JavaScript': (visitor: Visitor, code: string) => visitor.press({ code }),
    'with JavaScript': (visitor: Visitor, code: string) => visitor.call({ code }),
  };
  for (const [name, send] of Object.entries(ways))
    for (const code of ['', 'U', wrong, wrong, wrong, wrong]) {
      const [forKnown, forUnknown] = await Promise.all(
        visitors.map(async ({ visitor, email }) => comparable(await send(visitor, code), email)),
      );
      expect(forKnown, `${name}: ${code}`).toEqual(forUnknown);
    }
});

for (const [state, age] of Object.entries({
  expired: async ({ email }: { email: string }) => ageLinks('resets', email, 31 * 60),
  used: async ({ link }: { link: string }) => {
    const phone = new Visitor();
    await phone.open(link);
    await phone.setPassword(newPassword());
  },
  invalid: async ({ email, deny }: { email: string; deny: string }) => {
    const phone = new Visitor();
    await phone.open(deny);
    await phone.submit({ email });
  },
} as const)) {
  test(`C-052 a code whose link is ${state} leads to the same dead end, and from there with one press to a new mail`, async () => {
    const { email } = await newAccount();
    const { visitor, mail, code, link } = await asked(email);
    await age({ email, link, deny: linkIn(mail, 'not-me') });
    expect((await visitor.submit({ code })).text).toContain(deadEnds[state as keyof typeof deadEnds]);
    expect(visitor.page.body).toMatch(new RegExp(`<input[^>]*name="email"[^>]*value="${email}"`));
    expect((await visitor.submit(state === 'invalid' ? { email } : {})).path).toBe('/forgot-password/sent');
    await waitForMail(email, /^Choose a new password/, 1);
  });
}

test('C-067 a link is no code, and an odd code costs no try', async () => {
  const { email } = await newAccount();
  const { visitor, code, link } = await asked(email);
  for (const odd of [link, link.slice(-8), '', 'UUUU-UUUU', '７', '\0'.repeat(8), code.repeat(2)])
    for (const given of [{ code: odd }]) expect((await visitor.press(given)).status, odd).toBe(422);
  const left = await visitor.press({ code: wrong });
  expect(left.text).toMatch(/[34] tries are left|One try/);
  expect((await visitor.submit({ code })).path).toBe('/reset-password');
});
