import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { createDatabase, dropDatabase } from '@/e2e/dev/postgres/server';
import { type Mailbox, startMailbox } from '../dev/mailbox';
import { findCommand, startChild } from '../support/child';
import { Client } from '../support/client';
import { findAnyPort } from '../support/ports';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { linkIn, newAddress, poll } from '../support/world';

test('npm start refuses to start with settings that are missing or wrong, and names all of them at once', async () => {
  let printed = '';
  const env = { ...process.env, APP_URL: '', AUTH_SECRET: 'short', EMAIL_FROM: '', PORT: String(await findAnyPort()) };
  const site = startChild(process.env.npm_execpath ?? '', ['start'], { ...env, NODE_ENV: 'production' }, (text) => {
    printed += text;
  });
  expect(await site.ended).toBe(1);
  expect(printed).toContain("Return Key can't start");
  for (const name of ['APP_URL', 'AUTH_SECRET', 'EMAIL_FROM']) expect(printed).toContain(`  - ${name}: `);
});

test('npm start refuses an action key that is not the one of the build, and says which setting it is', async () => {
  let printed = '';
  const other = Buffer.alloc(32, 7).toString('base64');
  const env = { ...process.env, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: other, PORT: String(await findAnyPort()) };
  const site = startChild(process.env.npm_execpath ?? '', ['start'], { ...env, NODE_ENV: 'production' }, (text) => {
    printed += text;
  });
  expect(await site.ended).toBe(1);
  expect(printed).toContain('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: is not the key that this build was made with');
});

test('a database without tables is said in a few lines with the command that makes them, and the site works after it', async () => {
  const name = `return_key_empty_${randomBytes(6).toString('hex')}`;
  const databaseUrl = await createDatabase(process.env.DATABASE_URL ?? '', name);
  const port = await findAnyPort();
  const base = `http://localhost:${port}`;
  let printed = '';
  const env = { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), APP_URL: base };
  const site = startChild(findCommand('next'), ['start'], { ...env, NODE_ENV: 'production' }, (text) => {
    printed += text;
  });
  const lines = () => printed.split('\n').filter((line) => line.includes('outbox not reached'));
  await poll(async () => lines()[0], 'the first line');
  expect(lines()[0]).toContain('run npm run db:migrate');
  const client = new Client(undefined, base);
  expect((await client.send('GET', '/api/health/ready')).status).toBe(503);
  await migrate(databaseUrl);
  await poll(async () => (await client.send('GET', '/api/health/ready')).status === 200 || undefined, 'a ready site');
  const email = newAddress();
  await client.forgot(email);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  await poll(async () => {
    const [row] = await sql`select state from outbox_emails where canonical = ${email}`;
    return row?.state === 'no-account' || undefined;
  }, 'the worker');
  await sql.end();
  await site.stop();
  await dropDatabase(process.env.DATABASE_URL ?? '', databaseUrl);
  expect(lines().length).toBeLessThan(6);
});

// Below, a process is told to stop while an email is being sent: the mail server has read all of it and not answered yet.

test('an email that is being sent when the process is told to stop is finished, and sent once', async () => {
  const server = await startSlowServer();
  const site = await startSite(server.mailbox);
  const email = await askForLink(site);
  await server.mailbox.waitFor(email);
  site.signal('SIGTERM');
  // Once the port is closed Next.js has nothing left to wait for, except what it was given. A process that waits for nothing is gone
  // after a few refused connections. No more of them, because the answer must come before the email's deadline of eight seconds.
  let refused = 0;
  await poll(async () => {
    refused = (await accepts(site)) ? 0 : refused + 1;
    return refused === 3 || undefined;
  }, 'a port that stays closed');
  server.answer();
  expect(await site.ended).toBe(143);
  expect(await stateOf(site, email)).toBe('sent');
  expect(server.mailbox.messages(email)).toHaveLength(1);
  await site.stop();
  await server.mailbox.stop();
});

test('an email that is cut off by a second signal is sent again by another process, with the same link and Message-ID', async () => {
  const server = await startSlowServer();
  const site = await startSite(server.mailbox);
  const email = await askForLink(site);
  await server.mailbox.waitFor(email);
  let isOver = false;
  void site.ended.then(() => {
    isOver = true;
  });
  await poll(async () => {
    site.signal('SIGINT');
    return isOver || undefined;
  }, 'the end');
  expect(await site.ended).toBe(130);
  expect(await stateOf(site, email)).toBe('sending');
  server.answer();
  await run(site, (sql) => sql`update outbox_emails set due_at = now() where canonical = ${email}`);
  const other = await startSite(server.mailbox, site);
  await poll(async () => (await stateOf(site, email)) === 'sent' || undefined, 'the other process');
  const [second, first] = server.mailbox.messages(email);
  expect(second && linkIn(second)).toBe(first && linkIn(first));
  expect(second?.messageId).toBe(first?.messageId);
  await other.stop();
  await site.stop();
  await server.mailbox.stop();
});

/** A mail server that answers no email before it is told to. */
async function startSlowServer(): Promise<{ mailbox: Mailbox; answer: () => void }> {
  let answer = () => {};
  const told = new Promise<void>((resolve) => {
    answer = resolve;
  });
  return { mailbox: await startMailbox({ smtpPort: 0, webPort: 0, onEmail: () => told }), answer };
}

/** A site of its own, or another process of one that was started so. */
function startSite({ smtpUrl }: Mailbox, first?: SecondSite): Promise<SecondSite> {
  return startSecondSite({
    settings: (port) => ({ APP_URL: `http://localhost:${first?.port ?? port}`, SMTP_URL: smtpUrl }),
    ...(first && { sharesDatabase: true, route: () => first.databaseUrl }),
  });
}

async function askForLink(site: SecondSite): Promise<string> {
  const email = newAddress();
  await run(site, (sql) => sql`insert into users (name, email, canonical) values ('Ada Lovelace', ${email}, ${email})`);
  await new Client(undefined, `http://localhost:${site.port}`).forgot(email);
  return email;
}

function accepts({ port }: SecondSite): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function stateOf(site: SecondSite, email: string): Promise<string> {
  const [row] = await run(site, (sql) => sql`select state from outbox_emails where canonical = ${email}`);
  return String(row?.state);
}

async function run(site: SecondSite, query: (sql: postgres.Sql) => Promise<postgres.Row[]>): Promise<postgres.Row[]> {
  const sql = postgres(site.databaseUrl, { max: 1, onnotice: () => undefined });
  return query(sql).finally(() => sql.end());
}
