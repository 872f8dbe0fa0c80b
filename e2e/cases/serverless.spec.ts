import { expect, test } from '@playwright/test';
import postgres, { type Sql } from 'postgres';
import { type Mailbox, startMailbox } from '../mailbox';
import { type SecondSite, startSecondSite } from '../second-site';
import { Visitor } from '../visitor';
import { linkIn, newAddress, newPassword, poll } from '../world';

// The same build on a platform without a process that stays: no loop, only what requests and a scheduler set off.
test.describe.configure({ mode: 'serial' });

let site: SecondSite;
let mailbox: Mailbox;
let sql: Sql;
const secret = 'the secret of the scheduler';

test.beforeAll(async () => {
  mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  site = await startSecondSite({
    settings: (port) => ({
      APP_URL: `http://localhost:${port}`,
      SMTP_URL: mailbox.smtpUrl,
      VERCEL: '1',
      CRON_SECRET: secret,
    }),
  });
  sql = postgres(site.databaseUrl, { max: 2, onnotice: () => undefined });
});

test.afterAll(async () => {
  await sql.end();
  await site.stop();
  await mailbox.stop();
});

test('a mail leaves after the answer to whoever asked for it', async () => {
  const email = await newAccount();
  await new Visitor(undefined, url()).forgot(email);
  expect(linkIn(await mailbox.waitFor(email))).toContain('/reset-password/');
});

test('nobody but the scheduler sets off a run', async () => {
  const email = await leaveLetter();
  for (const method of ['GET', 'POST']) {
    for (const authorization of ['', 'Bearer', 'Bearer ', `Bearer ${secret}x`, `Basic ${secret}`, secret]) {
      const answer = await fetch(`${url()}/api/outbox`, { method, headers: authorization ? { authorization } : {} });
      expect([answer.status, await answer.text()], `${method} ${authorization}`).toEqual([401, 'Unauthorized']);
    }
  }
  expect(await stateOf(email)).toBe('queued');
});

test('a scheduler’s run delivers what is due, and says how it fared', async () => {
  for (const method of ['GET', 'POST']) {
    const emails = await Promise.all([leaveLetter(), leaveLetter('nobody')]);
    const answer = await fetch(`${url()}/api/outbox`, { method, headers: { authorization: `Bearer ${secret}` } });
    const { letters } = await answer.json();
    expect(letters).toMatchObject({ sent: expect.any(Number), 'no-account': 1 });
    expect(await Promise.all(emails.map(stateOf))).toEqual(['sent', 'no-account']);
  }
});

test('without a scheduler, letters that were left behind ride on the next visit, and the tables are swept once an hour', async () => {
  await sql`delete from throttles where policy = 'sweep/site'`;
  const first = [await leaveLetter(), await leaveEvent()] as const;
  await signIn();
  await poll(
    async () => ((await stateOf(first[0])) === 'sent' && !(await exists(first[1]))) || undefined,
    'the first visit',
  );

  const second = [await leaveLetter(), await leaveEvent()] as const;
  await signIn();
  await poll(async () => (await stateOf(second[0])) === 'sent' || undefined, 'the second visit');
  expect(await exists(second[1])).toBe(true);

  await sql`update throttles set hits = array[now() - interval '61 minutes'] where policy = 'sweep/site'`;
  await signIn();
  await poll(async () => !(await exists(second[1])) || undefined, 'the visit an hour later');
});

const url = () => `http://localhost:${site.port}`;

async function newAccount(): Promise<string> {
  const email = newAddress();
  await sql`insert into accounts (name, email, canonical) values ('Ada', ${email}, ${email})`;
  return email;
}

/** A letter that a process took no care of before it was frozen. */
async function leaveLetter(to: 'owner' | 'nobody' = 'owner'): Promise<string> {
  const email = to === 'owner' ? await newAccount() : newAddress();
  await sql`insert into letters (kind, email, canonical, ask_id, origin, locale)
    values ('reset', ${email}, ${email}, '', '{"network":"","device":""}', 'en')`;
  return email;
}

const stateOf = async (email: string) => (await sql`select state from letters where canonical = ${email}`)[0]?.state;

async function leaveEvent(): Promise<string> {
  const [row] = await sql`insert into events (name, network, device, at)
    values ('session.refused', '', '', now() - interval '181 days') returning id::text`;
  return row?.id;
}

const exists = async (id: string) => (await sql`select 1 from events where id = ${id}`).length > 0;

async function signIn(): Promise<void> {
  const visitor = new Visitor(undefined, url());
  await visitor.open('/login');
  await visitor.submit({ email: newAddress(), password: newPassword() });
}
