import { type BrowserContext, test as base, expect } from '@playwright/test';
import { Client } from '../support/client';
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
