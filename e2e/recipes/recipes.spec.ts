import { createHmac } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { findCommand } from '../support/child';
import { type Answer, Client } from '../support/client';
import { codeOf, enrolApp } from '../support/factors';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newPassword, waitForEmail } from '../support/world';
import { apply, copyDir, copyProject, npmRun, run } from './copy';
import { described, type Edit, field, missing, routes, site } from './recipes';

// What the README says under "Make it yours", done to a copy of this project, which is then checked, built and visited.

const company = 'Analytical Engines';
let copied: SecondSite;
let base = '';

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(600_000);
  const readme = await readFile('README.md', 'utf8');
  const quoted = field.filter(({ code }) => !readme.includes(code));
  expect(quoted).toEqual([]);
  await copyProject();
  const opened = site(readme, await readFile('lib/web/site.ts', 'utf8'));
  const edits: Edit[] = [...field, ...described, ...routes(await readFile('e2e/recipes/README.md', 'utf8')), ...opened];
  for (const edit of edits) await apply(edit);
  await run([findCommand('biome', '@biomejs/biome'), 'check', '--write', ...new Set(edits.map(({ file }) => file))]);
  await run(npmRun('db:generate'));
  await run([findCommand('next'), 'typegen']);
  await run([findCommand('tsc', 'typescript'), '--noEmit']);
  await run([findCommand('next'), 'build']);
  copied = await startSecondSite({
    copy: { dir: copyDir, migrate: (databaseUrl) => run(npmRun('db:migrate'), { DATABASE_URL: databaseUrl }) },
    settings: (port) => ({ APP_URL: `http://localhost:${port}`, NEXT_DIST_DIR: '.next' }),
  });
  base = `http://localhost:${copied.port}`;
});

test.afterAll(async () => {
  await copied?.stop();
  await rm(copyDir, { recursive: true, force: true });
});

/** Registers, and opens the link of the email. */
async function register(): Promise<{ client: Client; email: string; password: string }> {
  const [client, email, password] = [new Client(undefined, base), newAddress(), newPassword()];
  await client.open('/register');
  await client.submit({ name: 'Ada Lovelace', company, email, password });
  await client.open(linkIn(await waitForEmail(email, subjects.confirm)));
  return { client, email, password };
}

const refusal = (answer: Answer) => /id="company-error"[^>]*>([^<]*)</.exec(answer.body)?.[1];

test('a field of a team keeps what was typed when another one is refused, and has sentences of its own in each language', async () => {
  const client = new Client(undefined, base);
  await client.open('/register');
  const other = await client.press({ name: 'Ada', company, email: 'ada', password: newPassword() });
  expect([other.status, refusal(other)]).toEqual([422, undefined]);
  expect(/<input[^>]* name="company"[^>]*>/.exec(other.body)?.[0]).toContain(`value="${company}"`);
  for (const [language, sentence] of Object.entries(missing)) {
    const fields = { name: 'Ada', company: ' ', email: newAddress(), password: newPassword() };
    const empty = await client.press(fields, { 'Accept-Language': language });
    expect([empty.status, refusal(empty)]).toEqual([422, sentence]);
  }
});

test('a field of a team reaches the account, is changed there, and is read by an import', async () => {
  const { client, email } = await register();
  await client.submit({});
  const shown = await client.open('/account');
  expect(shown.body).toContain(`value="${company}"`);
  expect(refusal(await client.submit({ name: 'Ada Lovelace', company: '' }))).toBe(missing.en);
  await client.open('/account');
  expect((await client.submit({ name: 'Ada Lovelace', company: 'Difference Engines' })).body).toContain(
    '"Difference Engines"',
  );
  const [first, second, third] = [newAddress(), newAddress(), newAddress()];
  const file = join(copyDir, 'users.csv');
  await writeFile(
    file,
    `name,email,passwordHash,Company\nA,${first},,Babbage\nB,${second},,\nC,${third},,${'x'.repeat(101)}\n`,
  );
  await expect(run(npmRun('users', 'import', file), { DATABASE_URL: copied.databaseUrl })).rejects.toThrow(
    /company is too long/,
  );
  const sql = postgres(copied.databaseUrl, { max: 1, onnotice: () => undefined });
  const stored =
    await sql`select email, company from users where email in ${sql([email, first, second, third])} order by company`;
  await sql.end();
  expect([...stored]).toEqual([
    { email: second, company: '' },
    { email: first, company: 'Babbage' },
    { email, company: 'Difference Engines' },
  ]);
});

test('every way of signing in leads to the page that a team has chosen, more than once', async () => {
  const { client, email, password } = await register();
  const arrive = async (answer: Promise<Answer>) => {
    const { path, text } = await answer;
    expect([path, text.includes('Hello Ada Lovelace')]).toEqual(['/dashboard', true]);
  };
  await arrive(client.submit({}));
  for (const _ of ['once', 'again']) await arrive(client.signIn(email, password));
  const { secret } = await enrolApp(client, password);
  const phone = new Client(undefined, base);
  expect((await phone.signIn(email, password)).path).toBe('/login/verify');
  await arrive(phone.submit({ code: codeOf(secret, 1) }));
  const coded = { client: new Client(undefined, base), email: newAddress() };
  await coded.client.open('/register');
  await coded.client.submit({ name: 'Ada Lovelace', company, email: coded.email, password: newPassword() });
  const code =
    /\b([0-9A-Z]{4}-[0-9A-Z]{4})\b/.exec((await waitForEmail(coded.email, subjects.confirm)).text)?.[1] ?? '';
  await arrive(coded.client.submit({ code }));
});

test('a route of a team takes the methods and sizes that it declares, from its own site alone', async () => {
  const { client } = await register();
  await client.submit({});
  const send = (method: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    client.send(method, '/api/things/7', {
      body,
      headers: { Origin: base, 'Content-Type': 'application/json', ...headers },
    });
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect(JSON.parse((await send(method, '{"a":1}')).body)).toEqual({ method, name: 'Ada Lovelace', byteLength: 7 });
  for (const origin of ['https://evil.example', 'null', ''])
    expect([origin, (await send('PUT', '{}', { Origin: origin })).status]).toEqual([origin, 403]);
  expect((await send('PATCH', '{}')).status).toBe(405);
  const chunked = { 'Content-Length': '', 'Transfer-Encoding': 'chunked' };
  for (const headers of [{}, chunked]) {
    const whole = await send('PUT', Buffer.alloc(2_000_000), headers);
    expect(JSON.parse(whole.body)).toMatchObject({ byteLength: 2_000_000 });
    for (const size of [2_000_001, 5_000_000])
      expect((await send('PUT', Buffer.alloc(size), headers)).status).toBe(413);
  }
});

test('a webhook of a team is open to every program, which never acts as the user of the browser', async () => {
  const { client } = await register();
  await client.submit({});
  const signed = createHmac('sha256', 'from your payment provider').update('{}').digest('hex');
  const call = (headers: Record<string, string>) =>
    client.send('POST', '/api/webhooks/payments', { body: '{}', headers });
  for (const origin of ['', 'https://evil.example']) {
    const answer = await call({ Origin: origin, Signature: signed });
    expect([answer.status, answer.body]).toEqual([200, '{"body":"{}","user":null}']);
    expect((await call({ Origin: origin, Signature: 'ff' })).status).toBe(401);
  }
  // The cookies are there: called from a page of this site, it knows the user.
  expect((await call({ Origin: base, Signature: signed })).body).toContain('Ada Lovelace');
  expect((await client.send('PUT', '/api/webhooks/payments', { body: '{}' })).status).toBe(405);
});

test('pages may load and frame what a team declares', async () => {
  const { headers } = await new Client(undefined, base).open('/login');
  expect(headers['content-security-policy']).toContain("img-src 'self' data: https://images.example.com;");
  expect(headers['content-security-policy']).toContain('frame-src https://js.stripe.com;');
  expect(headers['permissions-policy']).toContain('payment=("https://js.stripe.com")');
});
