import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import postgres, { type Sql } from 'postgres';
import { en } from '@/lib/words/en';
import { type Answer, Client } from '../support/client';
import { type PostgresProxy, startPostgresProxy } from '../support/postgres-proxy';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { deadEnds, linkIn, newAddress, newPassword, poll, waitForEmail } from '../support/world';

// A site of its own, with something between it and its database. In order on one worker: the site is the same for all.
test.describe.configure({ mode: 'serial' });

let proxy: PostgresProxy;
let site: SecondSite;
let sql: Sql;

test.beforeAll(async () => {
  proxy = await startPostgresProxy(process.env.DATABASE_URL ?? '');
  const settings = (port: number) => ({ APP_URL: `http://localhost:${port}` });
  site = await startSecondSite({ settings, route: proxy.urlFor });
  sql = postgres(site.databaseUrl, { max: 2, onnotice: () => undefined });
});

test.afterAll(async () => {
  await sql.end();
  await site.stop();
  await proxy.stop();
});

for (const [name, take, giveBack] of [
  ['refuses connections', () => proxy.refuse(), () => proxy.accept()],
  ['says nothing more', async () => proxy.pause(), async () => proxy.resume()],
] as const) {
  test(`while the database ${name}, pages, forms and routes say so, keep what was typed, and work again once it is back`, async () => {
    const [client, holder] = [newClient(), await storeLink()];
    const email = newAddress();
    await client.open('/login');
    await take();
    const answers = [
      await client.press({ email, password: newPassword() }),
      await client.call({ email, password: 'x' }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.body).toContain(email);
      expect(answer.body).toMatch(/Something went wrong on our end. Nothing was changed|sure that went through/);
      expect(referenceOf(answer)).toBe(String(answer.headers['x-request-id']).slice(-8));
    }
    const page = await holder.client.open('/reset-password');
    expect(page.status).toBe(503);
    expect(page.text).toContain(en.broken.title);
    expect(page.headers['retry-after']).toBeDefined();
    expect((await client.send('GET', '/api/health/live')).status).toBe(200);
    expect((await client.send('GET', '/api/health/ready')).status).toBe(503);
    await giveBack();
    await poll(async () => (await client.send('GET', '/api/health/ready')).status === 200 || undefined, 'readiness');
    await client.open('/login');
    expect((await client.press({ email, password: newPassword() })).status).toBe(422);
  });
}

test('every answer names its request, and so does every line of the log that it caused', async () => {
  const client = newClient();
  const [email, id] = [newAddress(), `proxy-${newPassword().slice(0, 12)}`];
  await client.open('/login');
  await proxy.refuse();
  const answer = await client.press({ email, password: newPassword() }, { 'X-Request-Id': id });
  await proxy.accept();
  // The proxy in front of the site is trusted here, so its name counts; one that is no name does not.
  expect(answer.headers['x-request-id']).toBe(id);
  const line = site
    .output()
    .split('\n')
    .find((text) => text.includes(id) && text.includes('request failed'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 'error', request: id, reference: id.slice(-8) });
  const other = await client.send('GET', '/login', { headers: { 'X-Request-Id': '"quoted", and long' } });
  expect(other.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
});

test('a new password whose COMMIT was not answered is reported as saved if that can be checked, and else as uncertain', async () => {
  const [told, untold] = [await storeLink(), await storeLink()];
  proxy.arm({ since: 'update "resets"', after: 'commit', how: 'cut' });
  expect((await told.client.setPassword(newPassword())).text).toContain('Password changed');

  // Here the outcome stays unknown for a while.
  const fault = proxy.arm({ since: 'update "resets"', after: 'commit', how: 'cut' });
  const password = newPassword();
  const sent = untold.client.setPassword(password);
  await fault.struck;
  await proxy.refuse();
  const answer = await sent;
  expect(answer.status).toBe(503);
  expect(answer.text).toContain(en.broken.doubt);
  expect(answer.text).not.toContain(en.broken.text);
  await proxy.accept();
  await poll(
    async () => (await untold.client.send('GET', '/api/health/ready')).status === 200 || undefined,
    'readiness',
  );
  // Its one button loads the page again.
  const again = await untold.client.open('/reset-password');
  expect(again.text).toContain(deadEnds.used);
  expect(again.text).toContain(untold.email);
  expect((await newClient().signIn(untold.email, password)).path).toBe('/account');
});

test('when told to stop, a site finishes what it can, and does not wait for a request that hangs', async () => {
  // A request whose body never comes.
  const socket = connect(site.port, 'localhost');
  socket.on('error', () => undefined);
  socket.write('POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n');
  await poll(async () => (await newClient().send('GET', '/api/health/live')).status === 200 || undefined, 'the site');
  const client = newClient();
  await client.open('/login');
  proxy.pause();
  const answer = client.press({ email: newAddress(), password: newPassword() });
  expect((await newClient().send('GET', '/api/health/live')).status).toBe(200);
  // One stop often arrives twice: npm passes on what its whole process group got. Which of two comes first is not certain.
  site.signal('SIGTERM');
  site.signal('SIGINT');
  expect((await answer).status).toBe(503);
  expect([143, 130]).toContain(await site.ended);
  proxy.resume();
  socket.destroy();
});

function newClient(): Client {
  return new Client(undefined, `http://localhost:${site.port}`);
}

/** A user with a reset link: the page behind it must query the database. */
async function storeLink(): Promise<{ client: Client; email: string }> {
  const email = newAddress();
  await sql`insert into users (name, email, canonical) values ('Ada Lovelace', ${email}, ${email})`;
  const client = newClient();
  await client.forgot(email);
  await client.open(linkIn(await waitForEmail(email)));
  return { client, email };
}

function referenceOf({ body }: Answer): string | undefined {
  return /Reference: ([\w-]{8})/.exec(body)?.[1];
}
