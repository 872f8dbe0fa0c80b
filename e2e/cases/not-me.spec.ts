import { expect, test } from '@playwright/test';
import { Visitor } from '../visitor';
import {
  ageLinks,
  deadEnds,
  events,
  linkIn,
  mails,
  newAccount,
  newAddress,
  newAlarm,
  newLink,
  newPassword,
  sql,
  storedHash,
  waitForMail,
  waitForOutbox,
} from '../world';

// "This was not me" in the notice of a change, and "I did not ask for this" in the reset mail.

const nothingLeft = 'There is nothing left to stop';

/** Somebody whose password a thief, who knew it, has changed; with the notice of it. */
async function newRobbed() {
  const account = await newAccount();
  const [thief, stolen] = [new Visitor(), newPassword()];
  await thief.signIn(account.email, account.password);
  await thief.changePassword(account.password, stolen);
  return { ...account, thief, stolen, alarm: await newAlarm(account.email) };
}

/** Opens a "not me" link and gives the address that it asks for. */
async function sound(link: string, email: string, visitor = new Visitor()) {
  await visitor.open(link);
  return visitor.submit({ email });
}

test('“this was not me” locks sign-in, ends every session, kills every link, and mails one that opens the account', async () => {
  const { email, thief, stolen, alarm } = await newRobbed();
  const { visitor: asker, link } = await newLink(email);
  await thief.changeEmail(stolen, newAddress());
  const owner = new Visitor();
  const page = await owner.open(alarm);
  expect(page).toMatchObject({ status: 200, path: '/not-me' });
  expect(page.text).not.toContain(email);
  const said = await owner.submit({ email });
  expect(said.path).toBe('/login');
  expect(said.text).toContain('The account is locked and everybody is signed out');
  expect(await thief.me()).toBeNull();
  expect((await thief.signIn(email, stolen)).text).toContain('do not fit together');
  expect((await asker.open(link)).text).toContain(deadEnds.replaced);
  expect(
    await sql`select 1 from address_changes c join accounts a on a.id = c.account_id where a.canonical = ${email}`,
  ).toHaveLength(0);
  const next = newPassword();
  await owner.open(linkIn(await waitForMail(email, /^Choose a new password/, 1)));
  expect((await owner.setPassword(next)).path).toBe('/login');
  expect((await owner.signIn(email, next)).path).toBe('/account');
  expect(await events(email)).toContain('account.locked');
});

test('a locked account still gets a link by asking, and that opens it too', async () => {
  const { email, alarm } = await newRobbed();
  await sound(alarm, email);
  await waitForMail(email, /^Choose a new password/);
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  const next = newPassword();
  await visitor.setPassword(next);
  expect((await visitor.signIn(email, next)).path).toBe('/account');
});

test('“this was not me” wants the address that the notice went to, and nothing happens before it has it', async () => {
  const { email, thief, alarm } = await newRobbed();
  const owner = new Visitor();
  for (let round = 0; round < 3; round++) await new Visitor().send(round ? 'GET' : 'HEAD', alarm);
  await owner.open(alarm);
  for (const wrong of [newAddress(), '', 'x', `${email}, ${newAddress()}`])
    expect((await owner.submit({ email: wrong })).status).toBe(422);
  expect(await thief.me()).toBe(email);
  expect((await owner.submit({ email: ` ${email.toUpperCase()} ` })).path).toBe('/login');
  expect(await thief.me()).toBeNull();
});

test('“this was not me” works once, also for ten who press together', async () => {
  const { email, alarm } = await newRobbed();
  const people = Array.from({ length: 10 }, () => new Visitor());
  await Promise.all(people.map((person) => person.open(alarm)));
  const ends = await Promise.all(people.map((person) => person.submit({ email })));
  expect(ends.filter(({ text }) => text.includes('The account is locked'))).toHaveLength(1);
  expect(ends.filter(({ text }) => text.includes(nothingLeft))).toHaveLength(9);
  expect((await new Visitor().open(alarm)).text).toContain(nothingLeft);
  await waitForOutbox(email);
  expect(await mails(email, /^Choose a new password/)).toHaveLength(1);
});

test('“this was not me” works for seven days and then says so', async () => {
  const { email, thief, alarm } = await newRobbed();
  const late = new Visitor();
  await ageLinks('alarms', email, 7 * 86_400 - 60);
  expect((await late.open(alarm)).text).toContain('This was not you?');
  await ageLinks('alarms', email, 61);
  expect((await late.submit({ email })).text).toContain(deadEnds.expired);
  expect((await new Visitor().open(alarm)).text).toContain(deadEnds.expired);
  expect(await thief.me()).toBe(email);
});

test('“this was not me” after a change of address brings the old address back and voids the thief’s own notices', async () => {
  const { email, password } = await newAccount();
  const [thief, first, second, stolen] = [new Visitor(), newAddress(), newAddress(), newPassword()];
  await thief.signIn(email, password);
  await thief.changeEmail(password, first);
  await thief.open(linkIn(await waitForMail(first)));
  await thief.submit({ email: first });
  const alarm = await newAlarm(email);
  await thief.changePassword(password, stolen);
  await thief.changeEmail(stolen, second);
  await thief.open(linkIn(await waitForMail(second)));
  await thief.submit({ email: second });
  expect(await thief.me()).toBe(second);
  const { visitor: asker, link } = await newLink(second);
  const notices = await Promise.all(
    [/password was changed$/, /address was changed$/].map((s) => waitForMail(first, s)),
  );
  // The address is free for nobody while its owner can still take it back.
  const squatter = new Visitor();
  const wanted = newPassword();
  await squatter.register({ email, password: wanted });
  await squatter.open(linkIn(await waitForMail(email, /^Confirm your address/, 1)));
  expect(squatter.page.text).toContain('You already have an account');

  expect((await sound(alarm, email)).text).toContain('The account is locked');
  expect(await thief.me()).toBeNull();
  expect((await asker.open(link)).text).toContain(deadEnds.replaced);
  for (const notice of notices)
    expect((await new Visitor().open(linkIn(notice, 'not-me'))).text).toContain(deadEnds.invalid);
  const [owner, next] = [new Visitor(), newPassword()];
  await owner.open(linkIn(await waitForMail(email, /^Choose a new password/)));
  expect((await owner.setPassword(next)).body).toContain(`value="${email}"`);
  expect((await owner.signIn(email, next)).path).toBe('/account');
  expect(await owner.me()).toBe(email);
  for (const gone of [first, second]) {
    expect((await new Visitor().signIn(gone, stolen)).path).toBe('/login');
    await waitForOutbox(gone);
    expect(await mails(gone, /^Choose a new password/)).toHaveLength(gone === second ? 1 : 0);
  }
});

test('nobody else’s account can take an address that its owner can still take back', async () => {
  const [owner, other] = [await newAccount(), await newAccount()];
  const elsewhere = newAddress();
  await owner.visitor.changeEmail(owner.password, elsewhere);
  await owner.visitor.open(linkIn(await waitForMail(elsewhere)));
  await owner.visitor.submit({ email: elsewhere });
  const alarm = await newAlarm(owner.email);
  await other.visitor.changeEmail(other.password, owner.email);
  await other.visitor.open(linkIn(await waitForMail(owner.email, /^Confirm your new address/)));
  const refused = await other.visitor.submit({ email: owner.email });
  expect(refused.text).toContain('Another account has this address by now');
  expect(await other.visitor.me()).toBe(other.email);
  expect((await sound(alarm, owner.email)).text).toContain('The account is locked');
  // One may go back oneself.
  await owner.visitor.open(linkIn(await waitForMail(owner.email, /^Choose a new password/)));
  expect((await owner.visitor.setPassword(newPassword())).body).toContain(`value="${owner.email}"`);
});

test('“I did not ask for this” kills that link and nothing else', async () => {
  const { email, password, visitor: owner } = await newAccount();
  const [asked, wanted] = [await newLink(email), await newLink(email)];
  const hash = await storedHash(email);
  const [unwanted] = await mails(email, /^Choose a new password/);
  if (!unwanted) throw new Error('There is no reset mail.');
  const deny = linkIn(unwanted, 'not-me');
  const person = new Visitor();
  for (let round = 0; round < 3; round++) await new Visitor().send(round ? 'GET' : 'HEAD', deny);
  await person.open(deny);
  expect((await person.submit({ email: newAddress() })).status).toBe(422);
  expect((await new Visitor().open(asked.link)).text).toContain(email);
  const said = await person.submit({ email });
  expect(said.path).toBe('/login');
  expect(said.text).toContain('That link is dead now');
  expect((await person.open(deny)).text).toContain(nothingLeft);
  await asked.visitor.open(asked.link);
  expect(asked.visitor.page.text).toContain(deadEnds.invalid);
  expect(await owner.me()).toBe(email);
  expect((await new Visitor().signIn(email, password)).path).toBe('/account');
  expect(await storedHash(email)).toBe(hash);
  await waitForOutbox(email);
  expect(await mails(email)).toHaveLength(3);
  await wanted.visitor.open(wanted.link);
  expect((await wanted.visitor.setPassword(newPassword())).path).toBe('/login');
});
