import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import postgres, { type Sql } from 'postgres';
import { type Mailbox, startMailbox } from '../dev/mailbox';
import { Client } from '../support/client';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { linkIn, newAddress, newPassword, poll } from '../support/world';

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

test('an email is sent after the requester has the answer', async () => {
  const email = await newUser();
  await new Client(undefined, url()).forgot(email);
  expect(linkIn(await mailbox.waitFor(email))).toContain('/reset-password/');
  // Until that is written down, the same run would take what another test leaves.
  await poll(async () => (await stateOf(email)) === 'sent' || undefined, 'the end of the run');
});

test('only the scheduler can start a run', async () => {
  const email = await leaveEmail();
  for (const method of ['GET', 'POST']) {
    for (const authorization of ['', 'Bearer', 'Bearer ', `Bearer ${secret}x`, `Basic ${secret}`, secret]) {
      const answer = await fetch(`${url()}/api/outbox`, { method, headers: authorization ? { authorization } : {} });
      expect([answer.status, await answer.text()], `${method} ${authorization}`).toEqual([401, 'Unauthorized']);
    }
  }
  expect(await stateOf(email)).toBe('queued');
});

test('a scheduled run delivers what is due and reports the result', async () => {
  for (const method of ['GET', 'POST']) {
    const emails = await Promise.all([leaveEmail(), leaveEmail('nobody')]);
    const answer = await fetch(`${url()}/api/outbox`, { method, headers: { authorization: `Bearer ${secret}` } });
    const { emails: counts } = await answer.json();
    expect(counts).toMatchObject({ sent: expect.any(Number), 'no-account': 1 });
    expect(await Promise.all(emails.map(stateOf))).toEqual(['sent', 'no-account']);
  }
});

test('without a scheduler, the next visit sends emails that were left behind, and the tables are swept every ten minutes', async () => {
  await sql`delete from rate_limits where policy = 'sweep/site'`;
  const first = [await leaveEmail(), await leaveAuditEvent()] as const;
  await signIn();
  await poll(
    async () => ((await stateOf(first[0])) === 'sent' && !(await exists(first[1]))) || undefined,
    'the first visit',
  );

  const second = [await leaveEmail(), await leaveAuditEvent()] as const;
  await signIn();
  await poll(async () => (await stateOf(second[0])) === 'sent' || undefined, 'the second visit');
  expect(await exists(second[1])).toBe(true);

  await sql`update rate_limits set granted_at = array[now() - interval '11 minutes'] where policy = 'sweep/site'`;
  await signIn();
  await poll(async () => !(await exists(second[1])) || undefined, 'the visit an hour later');
});

test('a signed report of the provider updates its email, and a forged one reveals nothing', async () => {
  const email = await leaveEmail();
  const [row] =
    await sql`update outbox_emails set state = 'sent', provider = 'resend', provider_id = 'e-1', settled_at = now()
    where canonical = ${email} returning id`;
  const report = (type: string) =>
    JSON.stringify({ type, created_at: new Date(), data: { email_id: 'e-1', tags: { email: row?.id } } });
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

async function newUser(): Promise<string> {
  const email = newAddress();
  await sql`insert into users (name, email, canonical) values ('Ada', ${email}, ${email})`;
  return email;
}

/** An email that a process took no care of before it was frozen. */
async function leaveEmail(to: 'owner' | 'nobody' = 'owner'): Promise<string> {
  const email = to === 'owner' ? await newUser() : newAddress();
  await sql`insert into outbox_emails (kind, email, canonical, request_id, requester, locale)
    values ('reset', ${email}, ${email}, '', '{"network":"","device":""}', 'en')`;
  return email;
}

const stateOf = async (email: string) =>
  (await sql`select state from outbox_emails where canonical = ${email}`)[0]?.state;

async function leaveAuditEvent(): Promise<string> {
  const [row] = await sql`insert into audit_events (name, network, device, at)
    values ('session.refused', '', '', now() - interval '181 days') returning id::text`;
  return row?.id;
}

const exists = async (id: string) => (await sql`select 1 from audit_events where id = ${id}`).length > 0;

async function signIn(): Promise<void> {
  const client = new Client(undefined, url());
  await client.open('/login');
  await client.submit({ email: newAddress(), password: newPassword() });
}
