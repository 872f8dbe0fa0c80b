import { type BrowserContext, test as base, expect } from '@playwright/test';
import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { enrolApp } from '../support/factors';
import { keyId } from '../support/forge';
import { linksOf, scan } from '../support/scanner';
import { subjects } from '../support/subjects';
import {
  linkIn,
  messages,
  newAddress,
  newLink,
  newPassword,
  newUser,
  sql,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// A machine that opens every link of every email, runs its scripts, presses every button and fills every form
// changes nothing, and the person who comes after it still succeeds.

const test = base.extend<{ machine: BrowserContext }>({
  machine: async ({ browser }, use) => {
    const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': new Client().network } });
    await use(context);
    await context.close();
  },
});

/** Everything that a link could change: the account, its sessions, and what its links are worth. */
async function stateOf(email: string) {
  const users = await sql`select * from users where canonical = ${email}`;
  const id = users[0]?.id ?? '00000000-0000-0000-0000-000000000000';
  return {
    users,
    sessions: await sql`select id from sessions where user_id = ${id} order by id`,
    resets: await sql`select id, used_at, declined_at, expires_at from resets where user_id = ${id} order by id`,
    changes: await sql`select id, confirmed_at, expires_at from address_changes where user_id = ${id} order by id`,
    disavowals: await sql`select id, used_at, expires_at from disavowals where user_id = ${id} order by id`,
    registrations: await sql`select id, confirmed_at from registrations where canonical = ${email} order by id`,
    authenticators: await sql`select id, removed_at from authenticators where user_id = ${id}`,
    codes: await sql`select id, used_at, removed_at from recovery_codes where user_id = ${id} order by id`,
    backups: await sql`select id, confirmed_at, removed_at from backup_addresses where user_id = ${id} order by id`,
    waits: await sql`select * from recovery_waits where user_id = ${id} order by id`,
    messages: (await messages(email)).length,
  };
}

/** Lets the machine at every email of a mailbox that fits, and shows that all is as before. */
async function expectNothingChanged(machine: BrowserContext, mailbox: string, subject: RegExp, owner = mailbox) {
  await waitForOutbox(mailbox);
  const before = await stateOf(owner);
  const found = await messages(mailbox, subject);
  expect(found).toHaveLength(1);
  for (const message of found) {
    expect(linksOf(message).length).toBeGreaterThan(0);
    expect(await scan(machine, message)).toBeGreaterThan(0);
  }
  await waitForOutbox(mailbox);
  expect(await stateOf(owner)).toEqual(before);
}

test('a scanner of the reset email neither sets a password nor uses up the link, and the user can set one', async ({
  machine,
}) => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  await expectNothingChanged(machine, email, subjects.reset);
  const password = newPassword();
  await client.open(link);
  expect((await client.setPassword(password)).path).toBe('/login');
  expect((await client.signIn(email, password)).path).toBe('/account');
});

test('a scanner of the reset email does not use up its “I did not ask for this” link', async ({ machine }) => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  await expectNothingChanged(machine, email, subjects.reset);
  await client.open(linkIn(await waitForEmail(email, subjects.reset), 'not-me'));
  expect((await client.submit({ email })).path).toBe('/not-me/done');
  expect((await client.open(link)).body).not.toContain('name="password"');
});

test('a scanner of the confirmation email confirms no account, and the user can with one press', async ({
  machine,
}) => {
  const [email, password, client] = [newAddress(), newPassword(), new Client()];
  await client.register({ email, password });
  await expectNothingChanged(machine, email, subjects.confirm);
  await client.open(linkIn(await waitForEmail(email, subjects.confirm), 'confirm'));
  expect((await client.submit({})).path).toBe('/account');
});

test('a scanner of the new mailbox changes no address, and the user can', async ({ machine }) => {
  const { client, email, password } = await newUser();
  const next = newAddress();
  await client.changeEmail(password, next);
  await waitForEmail(next);
  await expectNothingChanged(machine, next, /./, email);
  await client.open(linkIn(await waitForEmail(next), 'confirm-email'));
  expect((await client.submit({})).path).toBe('/account');
  expect(await client.me()).toBe(next);
});

test('a scanner of a notice locks no account, and the owner can still report the change', async ({ machine }) => {
  const { client, email, password } = await newUser();
  await client.changePassword(password, newPassword());
  await waitForEmail(email, / was changed$/);
  await expectNothingChanged(machine, email, / was changed$/);
  const owner = new Client();
  await owner.open(linkIn(await waitForEmail(email, / was changed$/), 'not-me'));
  expect((await owner.submit({ email })).path).toBe('/not-me/done');
  const fresh = newPassword();
  await owner.open(linkIn(await waitForEmail(email, subjects.unlock), 'reset-password'));
  expect((await owner.setPassword(fresh)).path).toBe('/login');
  expect((await owner.signIn(email, fresh)).path).toBe('/account');
});

test('a scanner of the old mailbox restores no address, and its owner can', async ({ machine }) => {
  const { client, email, password } = await newUser();
  const next = newAddress();
  await client.changeEmail(password, next);
  await client.open(linkIn(await waitForEmail(next), 'confirm-email'));
  await client.submit({});
  await waitForEmail(email, / was changed$/);
  await expectNothingChanged(machine, email, / was changed$/, next);
  const owner = new Client();
  await owner.open(linkIn(await waitForEmail(email, / was changed$/), 'not-me'));
  expect((await owner.submit({ email })).path).toBe('/not-me/done');
  expect(await sql`select 1 from users where canonical = ${email}`).toHaveLength(1);
});

// Every kind that tells of a change to the ways into an account: all of them by `npm run fuzz`, because each costs seconds. Their links lead
// to the same page; what they can undo differs.
type Change = Record<string, string | number>;
const changes: Change[] = [
  { factor: 'authenticator', change: 'added' },
  { factor: 'authenticator', change: 'removed' },
  { factor: 'passkey', change: 'added', name: 'phone' },
  { factor: 'passkey', change: 'removed', name: 'phone' },
  { codes: 'renewed', left: 10 },
  { codes: 'used', left: 9 },
  { codes: 'low', left: 2 },
  { backupAddress: 'added', address: 'b@example.test' },
  { backupAddress: 'removed', address: 'b@example.test' },
  { identity: 'added', provider: 'Google', account: 'ada@example.test' },
  { identity: 'removed', provider: 'Google', account: '' },
  { wait: 'started', endsAt: '2026-12-01T00:00:00Z', waitId: '' },
  { wait: 'half', endsAt: '2026-12-01T00:00:00Z', waitId: '' },
  { wait: 'cancelled', endsAt: '2026-12-01T00:00:00Z', waitId: '' },
];

const tried = process.env.npm_lifecycle_event === 'fuzz' ? changes : changes.filter((_, index) => index % 6 === 0);

test('a scanner of the notices about factors, codes, backup addresses and waits undoes and cancels nothing', async ({
  machine,
}) => {
  const { client, email, password } = await newUser();
  await enrolApp(client, password);
  await sql`insert into recovery_waits (user_id, ends_at) select id, now() + interval '1 day' from users where canonical = ${email}`;
  for (const change of tried) await queueNotice(email, change);
  await waitForOutbox(email);
  const notices = (await messages(email)).filter(({ text }) => /\/not-me\//.test(text));
  // The one about the app itself, and one for each change.
  expect(notices).toHaveLength(1 + tried.length);
  const before = await stateOf(email);
  for (const notice of notices) expect(await scan(machine, notice)).toBeGreaterThan(0);
  await waitForOutbox(email);
  expect(await stateOf(email)).toEqual(before);
});

test('a scanner of the email at the end of a waiting period neither uses its link nor cancels the wait, and its owner gets in', async ({
  machine,
}) => {
  const { client, email, password } = await newUser();
  await enrolApp(client, password);
  await sql`with wait as (insert into recovery_waits (user_id, ends_at) select id, now() from users where canonical = ${email} returning id)
    insert into outbox_emails (kind, email, canonical, request_id, requester, locale, reference, owed)
    select 'wait-ended', ${email}, ${email}, '', '{"network": "", "device": ""}', 'en', id, true from wait`;
  await expectNothingChanged(machine, email, new RegExp(en.mail.reset.waited.subject(brand.name)));
  const owner = new Client();
  const next = newPassword();
  await owner.open(linkIn(await waitForEmail(email, new RegExp(en.mail.reset.waited.subject(brand.name)))));
  expect((await owner.setPassword(next)).path).toBe('/login');
  expect((await owner.signIn(email, next)).path).toBe('/account');
});

test('a scanner of a new backup address confirms nothing, and its owner can', async ({ machine }) => {
  const { client, email, password } = await newUser();
  const backup = newAddress();
  await client.open('/account/email/backup');
  await client.submit({ email: backup, currentPassword: password });
  await expectNothingChanged(machine, backup, /./, email);
  await client.open(linkIn(await waitForEmail(backup), 'confirm-email'));
  await client.submit({});
  expect(
    await sql`select 1 from backup_addresses where canonical = ${backup} and confirmed_at is not null`,
  ).toHaveLength(1);
});

/** Queues the notice of a change, as the application does. */
async function queueNotice(email: string, change: Change): Promise<void> {
  const [wait] =
    await sql`select w.id from recovery_waits w join users on users.id = w.user_id where canonical = ${email}`;
  const detail = 'wait' in change ? { ...change, waitId: wait?.id ?? '' } : change;
  await sql`with written as (
      insert into disavowals (user_id, kind, email, canonical, key_id, expires_at)
      select id, 'security', email, canonical, ${keyId()}, now() + interval '7 days' from users where canonical = ${email} returning id)
    insert into outbox_emails (kind, email, canonical, request_id, requester, locale, reference, detail, owed)
    select 'security-changed', ${email}, ${email}, '', '{"network": "", "device": ""}', 'en', id, ${sql.json(detail)}, true from written`;
}
