import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { argon2id } from 'hash-wasm';
import { en } from '@/lib/words/en';
import { type Mailbox, startMailbox } from '../dev/mailbox';
import { type Club, startClub } from '../labs/embed/club';
import { Client } from '../support/client';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newPassword } from '../support/world';

// Another application, with members, ids, names and hashes of its own, and a sign-in of its own: it has only the recovery of this one.
test.describe.configure({ mode: 'serial' });

let club: Club;
let mailbox: Mailbox;

test.beforeAll(async () => {
  // It is built first.
  test.setTimeout(600_000);
  mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  club = await startClub(mailbox.smtpUrl);
});

test.afterAll(async () => {
  await club?.stop();
  await mailbox?.stop();
});

async function newMember(state = 'here') {
  const [mail, secret] = [newAddress(), newPassword()];
  const costs = { parallelism: 1, iterations: 2, memorySize: 1024, hashLength: 32 };
  const hash = await argon2id({ password: secret, salt: randomBytes(16), ...costs, outputType: 'encoded' });
  await club.sql`insert into members (mail, full_name, state, secret) values (${mail}, 'Ada Lovelace', ${state}, ${hash})`;
  return { mail, secret };
}

/** Sends the application's own form of its sign-in. */
async function enter(mail: string, secret: string): Promise<string> {
  const headers = { Origin: club.url, 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ mail, secret }).toString();
  return (await new Client(undefined, club.url).send('POST', '/enter', { headers, body })).text;
}

test('a member who forgot the password gets an email, sets a new one, and enters with it and no longer with the old one', async () => {
  const { mail, secret } = await newMember();
  const fresh = newPassword();
  expect(await enter(mail, secret)).toContain('Welcome');
  const client = new Client(undefined, club.url);
  expect((await client.forgot(mail)).text).toContain(mail);
  await client.open(linkIn(await mailbox.waitFor(mail, { subject: subjects.reset })));
  expect(client.page.text).toContain(en.reset.title);
  expect((await client.setPassword('too short')).text).toContain(en.problems.password.tooShort(15));
  const done = await client.setPassword(fresh);
  expect([done.path, done.text]).toEqual(['/login', expect.stringContaining('Your password is new.')]);
  expect(await enter(mail, fresh)).toBe('Welcome to the club, Ada Lovelace.');
  expect(await enter(mail, secret)).toBe('Not a member.');
});

test('the link of a member works once, and another one ends with it', async () => {
  const { mail } = await newMember();
  const client = new Client(undefined, club.url);
  await client.forgot(mail);
  await client.forgot(mail);
  await expect.poll(() => mailbox.messages(mail).length).toBe(2);
  const [second = '', first = ''] = mailbox.messages(mail).map((message) => linkIn(message));
  await client.open(first);
  await client.setPassword(newPassword());
  expect((await client.open(first)).text).toContain(en.reset.dead.used.title);
  expect((await client.open(second)).text).toContain(en.reset.dead.replaced.title);
});

test('an address without a member, and a barred one, get the same page and no email', async () => {
  const { mail: barred } = await newMember('barred');
  const { mail: known } = await newMember();
  const unknown = newAddress();
  const pages = new Set<string>();
  for (const mail of [unknown, barred, known]) {
    const client = new Client(undefined, club.url);
    pages.add((await client.forgot(mail)).text.replaceAll(mail, ''));
  }
  expect(pages.size).toBe(1);
  await mailbox.waitFor(known, { subject: subjects.reset });
  const states = () =>
    club.sql`select state from outbox_emails where email in (${unknown}, ${barred}) and state <> 'no-account'`;
  await expect.poll(async () => (await states()).length).toBe(0);
});

test('"I did not ask for this" ends the link of a member', async () => {
  const { mail } = await newMember();
  const client = new Client(undefined, club.url);
  await client.forgot(mail);
  const email = await mailbox.waitFor(mail, { subject: subjects.reset });
  const decline = /https?:\/\/\S+\/not-me\/\S+/.exec(email.text)?.[0] ?? '';
  await client.open(decline);
  expect((await client.submit({ email: mail })).path).toBe('/not-me/done');
  expect((await client.open(linkIn(email))).text).toContain(en.reset.dead.invalid.title);
});
