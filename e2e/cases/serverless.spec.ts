import { createHmac, randomBytes, randomUUID } from 'node:crypto';
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
const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;

test.beforeAll(async () => {
  mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  site = await startSecondSite({
    settings: (port) => ({
      APP_URL: `http://localhost:${port}`,
      SMTP_URL: mailbox.smtpUrl,
      VERCEL: '1',
      CRON_SECRET: secret,
      RESEND_WEBHOOK_SECRET: webhookSecret,
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
  // Until that is written down, the same run would take what another test leaves.
  await poll(async () => (await stateOf(email)) === 'sent' || undefined, 'the end of the run');
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

test('a report of the provider moves its letter when it is signed, and whoever forges one learns nothing', async () => {
  const email = await leaveLetter();
  const [row] =
    await sql`update letters set state = 'sent', provider = 'resend', provider_id = 'e-1', settled_at = now()
    where canonical = ${email} returning id`;
  const report = (type: string) =>
    JSON.stringify({ type, created_at: new Date(), data: { email_id: 'e-1', tags: { letter: row?.id } } });
  const bounced = report('email.bounced');
  for (const headers of [
    {},
    sign(bounced, `whsec_${randomBytes(24).toString('base64')}`),
    sign(report('email.sent')),
  ]) {
    expect(await post(url(), bounced, headers)).toEqual([401, '']);
  }
  expect(await stateOf(email)).toBe('sent');
  // As a browser on another site would send it: the signature decides.
  expect(await post(url(), bounced, { ...sign(bounced), 'sec-fetch-site': 'cross-site' })).toEqual([200, '']);
  expect(await stateOf(email)).toBe('bounced');
  const late = report('email.delivered');
  expect(await post(url(), late, sign(late))).toEqual([200, '']);
  const foreign = report('email.opened').replaceAll(/e-1|[\da-f-]{36}/g, 'x');
  expect(await post(url(), foreign, sign(foreign))).toEqual([200, '']);
  expect(await stateOf(email)).toBe('bounced');
});

test('reports are too large at 64 kB, and not taken where no secret is set', async () => {
  const large = JSON.stringify({ type: 'x'.repeat(70_000) });
  expect((await post(url(), large, sign(large)))[0]).toBe(413);
  expect(await post(process.env.E2E_BASE_URL ?? '', '{}', sign('{}'))).toEqual([501, '']);
});

function sign(body: string, key = webhookSecret): Record<string, string> {
  const [id, timestamp] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
  const mac = createHmac('sha256', Buffer.from(key.slice(6), 'base64')).update(`${id}.${timestamp}.${body}`);
  return { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${mac.digest('base64')}` };
}

async function post(base: string, body: string, headers: Record<string, string>): Promise<[number, string]> {
  const answer = await fetch(`${base}/api/webhooks/resend`, { method: 'POST', body, headers });
  return [answer.status, answer.status < 413 || answer.status > 500 ? await answer.text() : ''];
}

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
