import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import bcrypt from 'bcryptjs';
import postgres, { type Sql } from 'postgres';
import { type Mailbox, startMailbox } from '../dev/mailbox';
import { type AttackKind, countOf, networksOf, startAttack } from '../support/attack';
import { Client } from '../support/client';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { chooser, recover } from '../support/siege';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newNetwork, newPassword, poll } from '../support/world';

// The other cases of a siege: what is scarce on a site is used up by strangers while its owners recover. A site of its own, with a small
// budget of emails, slow hashes, and a mail server that can be slow and crowded. In order on one worker, because the budget is shared.
test.describe.configure({ mode: 'default' });

const resets = subjects.reset;
const hourlyBudget = 10;

let site: SecondSite;
let base: string;
let sql: Sql;
let mailbox: Mailbox;
/** `holdsFor`: answers no email before so many have come at once. */
const mailServer = { open: 0, most: 0, holdsFor: 0 };

test.beforeAll(async () => {
  const onEmail = async () => {
    mailServer.open += 1;
    mailServer.most = Math.max(mailServer.most, mailServer.open);
    while (mailServer.most < mailServer.holdsFor) await sleep(10);
    mailServer.open -= 1;
  };
  mailbox = await startMailbox({ smtpPort: 0, webPort: 0, onEmail });
  const settings = (port: number) => ({
    APP_URL: `http://localhost:${port}`,
    SMTP_URL: mailbox.smtpUrl,
    MAIL_HOURLY_BUDGET: String(hourlyBudget),
    BCRYPT_COST: '12',
  });
  site = await startSecondSite({ settings });
  base = `http://localhost:${site.port}`;
  sql = postgres(site.databaseUrl, { max: 2, onnotice: () => undefined });
});

test.afterAll(async () => {
  await sql.end();
  await site.stop();
  await mailbox.stop();
});

test('C-098 registrations use up at most half of the budget of emails, and a reset leaves at once', async () => {
  const { email } = await newOwner();
  const attack = await attackWith(['registration'], 200, { lanes: 3 });
  const registered = () => countRows(sql`select 1 from outbox_emails where kind = 'registration'`);
  await poll(async () => (await registered()) > hourlyBudget || undefined, 'more registrations than the whole budget');
  await attack.stop();
  await recover(email, newClient(), { read });
  const rows =
    await sql`select state, count(*)::int as count from outbox_emails where kind = 'registration' group by state`;
  const counts = Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
  expect(counts.sent ?? 0).toBeLessThanOrEqual(hourlyBudget / 2);
  expect(counts.queued ?? 0).toBeGreaterThan(0);
});

test('C-099 while strangers fill the queue of hashes, a known device signs in and the holder of a link sets a password', async () => {
  const { email, password } = await newOwner();
  const [known, unknown] = [newClient(), newClient()];
  await known.signIn(email, password);
  await unknown.forgot(email);
  await unknown.open(linkIn(await read(email)));
  // For an address over its limit nothing is hashed, so most guesses are for others.
  const victims: [string, ...string[]] = [email, ...listAddresses()];
  const attack = await attackWith(['sign-in'], 600, { victims, lanes: 80 });
  await attack.goOn(1);
  known.jar.delete('return-key.session');
  expect((await known.signIn(email, password)).path).toBe('/account');
  const next = newPassword();
  expect((await unknown.setPassword(next)).path).toBe('/login');
  expect((await unknown.signIn(email, next)).path).toBe('/account');
  const { 'sign-in': answers = {} } = await attack.stop();
  // A busy site refuses strangers; none of them gets in.
  expect(Object.keys(answers).filter((status) => status !== '422' && status !== '503')).toEqual([]);
  // The hashing thread of the proven has the priority of the pages. Only Linux has priorities of threads.
  if (process.platform === 'linux') expect(countThreadsLike(site.pid)).toBe(2);
});

test('C-100 passwords that take long to judge delay no one’s new password', async () => {
  const { email } = await newOwner();
  const client = newClient();
  await client.forgot(email);
  await client.open(linkIn(await read(email)));
  const attack = await attackWith(['odd password'], 30, { lanes: 30 });
  expect((await client.setPassword('password123456789')).status).toBe(422);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
  await attack.stop();
  expect(countOf(attack.tally(), '303', '422', '503')).toBe(countOf(attack.tally()));
});

test('C-101 a flood of requests for addresses without an account delays no request of an owner, and over the limits leaves no row', async () => {
  const { email } = await newOwner();
  const networks = Array.from({ length: 4 }, newNetwork);
  const random = chooser('nobody');
  const flood = () =>
    attackWith(['request'], 100, {
      networks: () => networks[random.whole(networks.length)] ?? '',
    });
  const first = await flood();
  await first.stop();
  // All that a network repeats waits for its share of the budget.
  const waiting = () => countRows(sql`select 1 from outbox_emails where state = 'queued' and kind = 'reset'`);
  expect(await waiting()).toBeGreaterThan(0);
  const going = await flood();
  await recover(email, newClient(), { read });
  await going.stop();
  expect(await waiting()).toBeGreaterThan(0);
  const accepted = countOf(first.tally(), '303') + countOf(going.tally(), '303');
  expect(accepted).toBeLessThanOrEqual(20 * networks.length);
  const rows = await countRows(sql`select 1 from outbox_emails where requester ->> 'network' in ${sql(networks)}`);
  expect(rows).toBeLessThanOrEqual(accepted);
});

test('C-108 with the budget used up, a request waits alike with and without an account', async () => {
  const { email } = await newOwner();
  const [nobody, stranger] = [newAddress(), newClient()];
  // A network that has asked before: its further requests wait for their share, which the flood has used up.
  await stranger.open('/forgot-password');
  for (let n = 0; n < 12; n++) await stranger.press({ email: newAddress() });
  for (const address of [email, nobody]) expect((await stranger.press({ email: address })).status).toBe(303);
  const states = await poll(async () => {
    const rows =
      await sql`select canonical, state from outbox_emails where canonical in (${email}, ${nobody}) order by created_at`;
    return rows.length === 2 && rows.every(({ state }) => state !== 'sending') ? rows : undefined;
  }, 'both emails');
  expect(states).toEqual([
    { canonical: email, state: 'queued' },
    { canonical: nobody, state: 'queued' },
  ]);
});

test('C-112 nothing that a stranger sends makes a line of the level that wakes an operator', async () => {
  const { email } = await newOwner();
  const [begin, stranger] = [site.output().length, newClient()];
  await stranger.open('/login');
  const { headers: call } = stranger.callFields({ email: '' });
  const depth = `${'['.repeat(8000)}${']'.repeat(8000)}`;
  const types = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', ''];
  const going = (async () => {
    for (const type of types)
      for (const body of ['', '{', '\0', 'csrfToken=x', depth, '%'.repeat(2000), '{"csrfToken":{"a":1}}']) {
        const headers = { Origin: base, 'Content-Type': type };
        for (const route of ['callback/password', 'signout', 'session', 'nothing', 'callback/confirmation'])
          await stranger.send('POST', `/api/auth/${route}`, { headers, body });
        await stranger.sendBody(body, { 'Content-Type': type });
        await stranger.sendBody(body, { ...call, 'Content-Type': type });
        await stranger.sendBody(body, { 'Content-Type': type, 'Next-Action': 'f'.repeat(42) });
      }
    await stranger.post('/login', Object.entries({ 0: depth, 1: '[]' }), call);
    for (const route of ['signin/%', 'callback/%00', 'error?error=%', 'session?x[]=1', '..%2f..'])
      await stranger.send('GET', `/api/auth/${route}`);
  })();
  await recover(email, newClient(), { read });
  await going;
  expect(site.output().slice(begin)).not.toContain('"level":"error"');
});

test('C-114 the number of emails that are sent at once follows what the mail server takes', async () => {
  const { email } = await newOwner();
  // More than a process begins with. Until then the mail server answers none of them.
  Object.assign(mailServer, { most: 0, holdsFor: 25 });
  const going = await attackWith(['request'], 200);
  await queueNotices(60);
  await recover(email, newClient(), { read });
  await sentAll();
  await going.stop();
  expect(mailServer.most).toBeGreaterThanOrEqual(25);
});

test('C-115 a mail server that takes twenty connections gets all emails, each at its first try', async () => {
  const { email } = await newOwner();
  mailbox.limitConnections(20);
  const going = await attackWith(['request'], 200);
  const ids = await queueNotices(200);
  await recover(email, newClient(), { read });
  await sentAll();
  await going.stop();
  const rows = await sql`select distinct state, attempts from outbox_emails where id in ${sql(ids)}`;
  expect(rows).toEqual([{ state: 'sent', attempts: 1 }]);
});

/** How many threads that run JavaScript have the priority of the main one, itself included. */
function countThreadsLike(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((id) => {
    const stat = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return { id, name: stat.slice(stat.indexOf('('), end), nice: stat.slice(end + 2).split(' ')[16] };
  });
  const main = threads.find(({ id }) => id === String(pid));
  // Workers have the name of the process, or since Node.js 24 one of their own.
  const names = [main?.name, '(WorkerThread'];
  return threads.filter(({ name, nice }) => names.includes(name) && nice === main?.nice).length;
}

const newClient = () => new Client(undefined, base);

/** An owner of an account on this site, with a password, as from an import. */
async function newOwner() {
  const [email, password] = [newAddress(), newPassword()];
  await sql`insert into users ${sql({ name: 'Ada', email, canonical: email, password_hash: bcrypt.hashSync(password, 4) })}`;
  return { email, password };
}

/** So many addresses that the limit of none is reached. */
const listAddresses = () => Array.from({ length: 300 }, newAddress);

type Plan = { victims?: [string, ...string[]]; lanes?: number; networks?: () => string };

function attackWith(kinds: [AttackKind, ...AttackKind[]], atMost: number, plan: Plan = {}) {
  const random = chooser(kinds.join());
  const { victims = [newAddress(), ...listAddresses()], lanes = 6, networks = networksOf(random) } = plan;
  return startAttack({ base, kinds, victims, knowsAll: true, lanes, networks, random, atMost });
}

const read = (email: string, subject = resets) => mailbox.waitFor(email, { subject });

/** Queues owed emails, for which no budget applies. */
async function queueNotices(count: number): Promise<string[]> {
  const people = Array.from({ length: count }, newAddress).map((email) => ({ name: 'Ada', email, canonical: email }));
  await sql`insert into users ${sql(people)}`;
  const queued = people.map(({ email, canonical }) => ({
    ...{ kind: 'reset', email, canonical, request_id: '', locale: 'en', owed: true },
    requester: sql.json({ network: 'operator', device: 'Support' }),
  }));
  const rows = await sql`insert into outbox_emails ${sql(queued)} returning id`;
  return rows.map(({ id }) => String(id));
}

const sentAll = () =>
  poll(async () => {
    const open = await countRows(sql`select 1 from outbox_emails where owed and state in ('queued', 'sending')`);
    return open === 0 || undefined;
  }, 'the notices to be sent');

async function countRows(rows: postgres.PendingQuery<postgres.Row[]>): Promise<number> {
  return (await rows).length;
}
