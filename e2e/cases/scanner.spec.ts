import { type BrowserContext, test as base, expect } from '@playwright/test';
import { linksOf, scan } from '../scanner';
import { Visitor } from '../visitor';
import { linkIn, mails, newAccount, newAddress, newLink, newPassword, sql, waitForMail, waitForOutbox } from '../world';

// A machine that opens every link of every mail, runs its scripts, presses every button and fills every form
// changes nothing, and the person who comes after it still succeeds.

const test = base.extend<{ machine: BrowserContext }>({
  machine: async ({ browser }, use) => {
    const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': new Visitor().network } });
    await use(context);
    await context.close();
  },
});

/** Everything that a link could change: the account, its sessions, and what its links are worth. */
async function stateOf(email: string) {
  const accounts = await sql`select * from accounts where canonical = ${email}`;
  const id = accounts[0]?.id ?? '00000000-0000-0000-0000-000000000000';
  return {
    accounts,
    sessions: await sql`select id from sessions where account_id = ${id} order by id`,
    resets: await sql`select id, used_at, denied_at, expires_at from resets where account_id = ${id} order by id`,
    changes: await sql`select id, confirmed_at, expires_at from address_changes where account_id = ${id} order by id`,
    alarms: await sql`select id, used_at, expires_at from alarms where account_id = ${id} order by id`,
    registrations: await sql`select id, confirmed_at from registrations where canonical = ${email} order by id`,
    mails: (await mails(email)).length,
  };
}

/** Lets the machine at every mail of a mailbox that fits, and shows that all is as before. */
async function expectNothingChanged(machine: BrowserContext, mailbox: string, subject: RegExp, owner = mailbox) {
  await waitForOutbox(mailbox);
  const before = await stateOf(owner);
  const found = await mails(mailbox, subject);
  expect(found).toHaveLength(1);
  for (const mail of found) {
    expect(linksOf(mail).length).toBeGreaterThan(0);
    expect(await scan(machine, mail)).toBeGreaterThan(0);
  }
  await waitForOutbox(mailbox);
  expect(await stateOf(owner)).toEqual(before);
}

test('a scanner of the reset mail sets no password and stops no link, and the person sets one', async ({ machine }) => {
  const { email } = await newAccount();
  const { visitor, link } = await newLink(email);
  await expectNothingChanged(machine, email, /^Choose a new password/);
  const password = newPassword();
  await visitor.open(link);
  expect((await visitor.setPassword(password)).path).toBe('/login');
  expect((await visitor.signIn(email, password)).path).toBe('/account');
});

test('a scanner of the reset mail does not use up the “I did not ask for this” in it', async ({ machine }) => {
  const { email } = await newAccount();
  const { visitor, link } = await newLink(email);
  await expectNothingChanged(machine, email, /^Choose a new password/);
  await visitor.open(linkIn(await waitForMail(email, /^Choose a new password/), 'not-me'));
  expect((await visitor.submit({ email })).path).toBe('/login');
  expect((await visitor.open(link)).body).not.toContain('name="password"');
});

test('a scanner of the confirm mail opens no account, and the person opens it', async ({ machine }) => {
  const [email, password, visitor] = [newAddress(), newPassword(), new Visitor()];
  await visitor.register({ email, password });
  await expectNothingChanged(machine, email, /^Confirm your address/);
  await visitor.open(linkIn(await waitForMail(email, /^Confirm your address/), 'confirm'));
  expect((await visitor.submit({ password })).path).toBe('/account');
});

test('a scanner of the new mailbox changes no address, and the person changes it', async ({ machine }) => {
  const { visitor, email, password } = await newAccount();
  const next = newAddress();
  await visitor.changeEmail(password, next);
  await waitForMail(next);
  await expectNothingChanged(machine, next, /./, email);
  await visitor.open(linkIn(await waitForMail(next), 'confirm-email'));
  expect((await visitor.submit({})).path).toBe('/account');
  expect(await visitor.me()).toBe(next);
});

test('a scanner of a notice locks nobody out, and the owner can still say that it was somebody else', async ({
  machine,
}) => {
  const { visitor, email, password } = await newAccount();
  await visitor.changePassword(password, newPassword());
  await waitForMail(email, / was changed$/);
  await expectNothingChanged(machine, email, / was changed$/);
  const owner = new Visitor();
  await owner.open(linkIn(await waitForMail(email, / was changed$/), 'not-me'));
  expect((await owner.submit({ email })).path).toBe('/login');
  const fresh = newPassword();
  await owner.open(linkIn(await waitForMail(email, /^Choose a new password/), 'reset-password'));
  expect((await owner.setPassword(fresh)).path).toBe('/login');
  expect((await owner.signIn(email, fresh)).path).toBe('/account');
});

test('a scanner of the old mailbox restores no address, and its owner can', async ({ machine }) => {
  const { visitor, email, password } = await newAccount();
  const next = newAddress();
  await visitor.changeEmail(password, next);
  await visitor.open(linkIn(await waitForMail(next), 'confirm-email'));
  await visitor.submit({});
  await waitForMail(email, / was changed$/);
  await expectNothingChanged(machine, email, / was changed$/, next);
  const owner = new Visitor();
  await owner.open(linkIn(await waitForMail(email, / was changed$/), 'not-me'));
  expect((await owner.submit({ email })).path).toBe('/login');
  expect(await sql`select 1 from accounts where canonical = ${email}`).toHaveLength(1);
});
