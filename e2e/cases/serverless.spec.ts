import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import postgres, { type Sql } from 'postgres';
import { en } from '@/lib/words/en';
import { type Mailbox, startMailbox } from '../dev/mailbox';
import { Client } from '../support/client';
import { type Functions, startFunctions } from '../support/functions';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newNetwork, newPassword, poll, repeat } from '../support/world';

// The same build as functions of a platform: no server of HTTP, no process that stays, only what requests and a scheduler set off. Every
// process is frozen while it has no request.
test.describe.configure({ mode: 'serial' });

let site: Functions;
let mailbox: Mailbox;
let sql: Sql;
const secret = 'the secret of the scheduler';
const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;

test.beforeAll(async () => {
  mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  site = await startFunctions((port) => ({
    APP_URL: `http://localhost:${port}`,
    SMTP_URL: mailbox.smtpUrl,
    VERCEL: '1',
    CRON_SECRET: secret,
    RESEND_WEBHOOK_SECRET: webhookSecret,
  }));
  sql = postgres(site.databaseUrl, { max: 2, onnotice: () => undefined });
});

test.afterAll(async () => {
  await sql.end();
  await site.stop();
  await mailbox.stop();
});

test('registering, a reset and signing in work', async () => {
  // Its processes have just begun, and load each page for the first time.
  test.slow();
  const [email, password, changed] = [newAddress(), newPassword(), newPassword()];
  const client = new Client(undefined, url());
  await client.register({ email, password });
  await client.open(linkIn(await mailbox.waitFor(email, { subject: subjects.confirm })));
  await client.submit({});
  expect(await client.me()).toBe(email);
  await client.forgot(email);
  await client.open(linkIn(await mailbox.waitFor(email, { subject: subjects.reset })));
  await client.setPassword(changed);
  expect(await client.me()).toBeNull();
  expect((await client.signIn(email, password)).text).toContain(en.problems.form.signInRefused);
  await client.signIn(email, changed);
  expect(await client.me()).toBe(email);
});

test('every response has the headers, and the guard refuses what it refuses elsewhere', async () => {
  const client = new Client(undefined, url());
  for (const path of ['/login', '/nowhere', '/account', '/api/health/ready']) {
    expect((await client.send('GET', path)).headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin',
    });
  }
  expect((await client.send('GET', '/nowhere')).status).toBe(404);
  await client.open('/login');
  const foreign = await client.press({ email: newAddress(), password: 'x' }, { Origin: 'https://elsewhere.example' });
  expect(foreign.status).toBe(403);
  expect((await client.send('PUT', '/login', { headers: { Origin: url() } })).status).toBe(405);
  expect((await client.post('/login', [['email', 'x'.repeat(70_000)]])).status).toBe(413);
});

test('a refused form shows why, though Next.js keeps the status 200 there', async () => {
  const client = new Client(undefined, url());
  await client.open('/login');
  const refused = await client.press({ email: '', password: '' });
  expect([refused.status, refused.text]).toEqual([200, expect.stringContaining(en.problems.email.missing)]);
});

test('limits count by the address that the platform gives, whatever a client says of itself', async () => {
  const limited = en.problems.form.limited(1).split('.')[0] ?? '';
  const client = new Client(newNetwork(), url());
  await client.open('/forgot-password');
  const forged = () => ({ 'X-Real-IP': newNetwork(), 'X-Vercel-Forwarded-For': newNetwork(), Forwarded: newNetwork() });
  const ask = () => client.press({ email: newAddress() }, forged());
  for (const answer of await repeat(20, ask)) expect(answer.text).not.toContain(limited);
  expect((await ask()).text).toContain(limited);
  const neighbor = new Client(newNetwork(), url());
  expect((await neighbor.forgot(newAddress())).text).not.toContain(limited);
});

test('a frozen process whose connections the database has closed answers the next request', async () => {
  const client = new Client(undefined, url());
  await client.open('/login');
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  expect((await client.submit({ email: newAddress(), password: 'wrong' })).text).toContain(
    en.problems.form.signInRefused,
  );
});

test('an email that a frozen process did not finish is sent by the next run', async () => {
  const email = await newUser();
  site.cutsShort = true;
  await new Client(undefined, url()).forgot(email);
  await site.recycle();
  site.cutsShort = false;
  await sql`update outbox_emails set due_at = now() where canonical = ${email} and state in ('queued', 'sending')`;
  const answer = await fetch(`${url()}/api/outbox`, { headers: { authorization: `Bearer ${secret}` } });
  expect(answer.status).toBe(200);
  expect(await stateOf(email)).toBe('sent');
  expect(mailbox.messages(email).length).toBeGreaterThan(0);
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
