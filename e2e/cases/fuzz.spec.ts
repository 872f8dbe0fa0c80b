import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { Client } from '../support/client';
import { subjects } from '../support/subjects';
import {
  linkIn,
  newAddress,
  newLink,
  newNetwork,
  newPassword,
  newUser,
  sql,
  storedHash,
  waitForEmail,
} from '../support/world';

// Odd input to every form and route, more of it by `npm run fuzz`. FUZZ_SEED repeats a run that failed.
const inputs = process.env.npm_lifecycle_event === 'fuzz' ? 10_000 : 100;
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const parameters = { numRuns: inputs, seed, endOnFailure: true };

const pages = [
  { page: '/register', fields: ['name', 'email', 'password', 'confirm'] },
  { page: '/login', fields: ['email', 'password', 'forgot'] },
  { page: '/forgot-password', fields: ['email'] },
  { page: '/reset-password', fields: ['email', 'password', 'confirm', 'resetId'] },
];
const routes = [
  '/confirm',
  '/confirm-email',
  '/not-me',
  '/account',
  '/account/password',
  '/account/sessions',
  '/account/activity',
  '/forgot-password/sent',
  '/register/sent',
  '/.well-known/change-password',
  '/api/health/live',
  '/api/auth/session',
  '/api/auth/callback/password',
  '/api/auth/callback/second-factor',
  '/api/auth/callback/passkey',
  '/api/passkeys/challenge',
  '/login/verify',
  '/reset-password/wait',
  '/reset-password/new-code',
  '/account/email/backup',
  '/account/security',
  '/account/security/codes/file',
  '/api/outbox',
  '/api/health/ready',
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    'a@b',
    `a@${'b'.repeat(300)}.test`,
    '{"$in":[]}',
    '$1',
    "' or 1=1 --",
    '\u202e@x.test',
    'null',
  ),
  // A name of its own for each: the fourth request for one address gets no email.
  fc.tuple(fc.uuid(), fc.constantFrom('b.c', 'B.C.', 'xn--a')).map(([id, domain]) => `${id}@${domain}`),
  fc.tuple(fc.uuid(), fc.emailAddress()).map(([id, address]) => id.slice(0, 8) + address),
  fc.string({ unit: 'binary', minLength: 2000, maxLength: 5000 }),
);

for (const { page, fields } of pages) {
  test(`${page} answers every odd form with a page, and emails only the address that it says it emails`, async () => {
    test.setTimeout(inputs * 500 + 60_000);
    const first = new Client();
    await first.open(page);
    const hidden = first.findForm(['email']);
    const name = fc.oneof(fc.constantFrom(...fields), fc.string({ unit: 'grapheme', maxLength: 20 }));
    const form = fc.array(fc.tuple(name, text), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(form, async (given) => {
        const client = new Client();
        const answer = await client.post(page, [...hidden, ...given]);
        expect(answer.status).toBeLessThan(500);
        const isAccepted = answer.headers.location?.endsWith('/sent') ?? false;
        const [row] =
          await sql`select count(*)::int as count from outbox_emails where requester ->> 'network' = ${client.network}`;
        expect(row?.count).toBe(isAccepted ? 1 : 0);
      }),
      parameters,
    );
  });
}

// Forms of people who hold a link or are signed in. Whatever is sent, password and address stay.
const personal: { page: string; fields: string[]; open: () => Promise<{ client: Client; email: string }> }[] = [
  { page: '/account', fields: ['name'], open: newUser },
  { page: '/account/password', fields: ['currentPassword', 'password', 'confirm'], open: newUser },
  { page: '/account/email', fields: ['email', 'currentPassword'], open: newUser },
  { page: '/account/delete', fields: ['currentPassword'], open: newUser },
  { page: '/not-me', fields: ['email'], open: withDeclineLink },
  { page: '/confirm', fields: ['password', 'email'], open: withConfirmLink },
  { page: '/forgot-password/sent', fields: ['code'], open: withAsk },
];

for (const { page, fields, open } of personal) {
  test(`${page} answers every odd form of a signed-in user with a page, and changes neither password nor address`, async () => {
    test.setTimeout(inputs * 1000 + 60_000);
    const { client, email } = await open();
    const hash = await storedHash(email);
    await client.open(page);
    const hidden = client.findForm(fields.slice(0, 1));
    const name = fc.oneof(fc.constantFrom(...fields), fc.string({ unit: 'grapheme', maxLength: 20 }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, text), { maxLength: 8 }), async (given) => {
        const answer = await client.post(page, [...hidden, ...given], { 'X-Forwarded-For': newNetwork() });
        expect(answer.status).toBeLessThan(500);
      }),
      parameters,
    );
    expect(await storedHash(email)).toBe(hash);
  });
}

async function withDeclineLink() {
  const { email } = await newUser();
  const { client } = await newLink(email);
  await client.open(linkIn(await waitForEmail(email, subjects.reset), 'not-me'));
  return { client, email };
}

async function withAsk() {
  const { email } = await newUser();
  const { client } = await newLink(email);
  return { client, email };
}

async function withConfirmLink() {
  const [client, email] = [new Client(), newAddress()];
  // In another browser than the one that registered, where the form asks for the password.
  await new Client().register({ email, password: newPassword() });
  await client.open(linkIn(await waitForEmail(email, subjects.confirm)));
  return { client, email };
}

test('every route answers every odd request with a status below 500', async () => {
  test.setTimeout(inputs * 500 + 60_000);
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
    path: fc.oneof(
      fc.constantFrom(...routes, ...pages.map(({ page }) => page)),
      fc.webPath().map((path) => path || '/'),
    ),
    query: fc.webQueryParameters(),
    type: fc.constantFrom(
      'text/plain',
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      '*/*',
    ),
    action: fc.constantFrom('', '0'.repeat(42), 'x', '__proto__'),
    body: fc.uint8Array({ maxLength: 2000 }),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, type, action, body }) => {
      const isBare = method === 'GET' || method === 'HEAD';
      const client = new Client();
      const headers = { Origin: client.base, 'Content-Type': isBare ? '' : type, 'Next-Action': action };
      // Two slashes at the start would name another host.
      const address = `${path.replace(/^\/+/, '/')}?${query}`;
      const answer = await client.send(method, address, { headers, ...(isBare ? {} : { body: Buffer.from(body) }) });
      expect(answer.status).toBeLessThan(500);
    }),
    parameters,
  );
});
