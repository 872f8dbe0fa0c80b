import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { subjects } from '../support/subjects';
import {
  ageLinks,
  deadEnds,
  events,
  linkIn,
  messages,
  newAddress,
  newDisavowal,
  newLink,
  newPassword,
  newUser,
  sql,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// "This was not me" in the notice of a change, and "I did not ask for this" in the reset email.

const nothingLeft = en.notMe.dead.done.title;
const locked = en.notMe.done['account-locked'].title;

/** A user whose password a thief, who knew it, has changed; with the notice of that change. */
async function newRobbed() {
  const user = await newUser();
  const [thief, stolen] = [new Client(), newPassword()];
  await thief.signIn(user.email, user.password);
  await thief.changePassword(user.password, stolen);
  return { ...user, thief, stolen, disavowal: await newDisavowal(user.email) };
}

/** Opens a "not me" link and gives the address that it asks for. */
async function reportNotMe(link: string, email: string, client = new Client()) {
  await client.open(link);
  return client.submit({ email });
}

test('“this was not me” locks sign-in, ends every session, revokes every link, and emails a link that unlocks the account', async () => {
  const { email, thief, stolen, disavowal } = await newRobbed();
  const { client: asker, link } = await newLink(email);
  await thief.changeEmail(stolen, newAddress());
  const owner = new Client();
  const page = await owner.open(disavowal);
  expect(page).toMatchObject({ status: 200, path: '/not-me' });
  expect(page.text).not.toContain(email);
  const said = await owner.submit({ email });
  expect(said.path).toBe('/not-me/done');
  expect(said.text).toContain(locked);
  expect(await thief.me()).toBeNull();
  expect((await thief.signIn(email, stolen)).text).toContain(en.problems.form.signInRefused);
  expect((await asker.open(link)).text).toContain(deadEnds.replaced);
  expect(
    await sql`select 1 from address_changes c join users a on a.id = c.user_id where a.canonical = ${email}`,
  ).toHaveLength(0);
  const next = newPassword();
  await owner.open(linkIn(await waitForEmail(email, subjects.unlock)));
  expect((await owner.setPassword(next)).path).toBe('/login');
  expect((await owner.signIn(email, next)).path).toBe('/account');
  expect(await events(email)).toContain('account.locked');
});

test('the page that follows “this was not me” is for the browser that said it', async () => {
  const { email, disavowal } = await newRobbed();
  const owner = new Client();
  expect((await reportNotMe(disavowal, email, owner)).body).not.toContain('type="password"');
  expect((await owner.open('/not-me/done')).text).toContain(email);
  expect((await new Client().open('/not-me/done')).path).toBe('/login');
  // The next step replaces it.
  await owner.open(linkIn(await waitForEmail(email, subjects.unlock)));
  await owner.setPassword(newPassword());
  expect((await owner.open('/not-me/done')).path).toBe('/login');
});

test('a locked account can still request a link, which unlocks it too', async () => {
  const { email, disavowal } = await newRobbed();
  await reportNotMe(disavowal, email);
  await waitForEmail(email, subjects.unlock);
  const { client, link } = await newLink(email);
  await client.open(link);
  const next = newPassword();
  await client.setPassword(next);
  expect((await client.signIn(email, next)).path).toBe('/account');
});

test('“this was not me” requires the address that the notice went to, and does nothing without it', async () => {
  const { email, thief, disavowal } = await newRobbed();
  const owner = new Client();
  for (let round = 0; round < 3; round++) await new Client().send(round ? 'GET' : 'HEAD', disavowal);
  await owner.open(disavowal);
  for (const wrong of [newAddress(), '', 'x', `${email}, ${newAddress()}`])
    expect((await owner.submit({ email: wrong })).status).toBe(422);
  expect(await thief.me()).toBe(email);
  expect((await owner.submit({ email: ` ${email.toUpperCase()} ` })).path).toBe('/not-me/done');
  expect(await thief.me()).toBeNull();
});

test('“this was not me” works once, even when pressed ten times at once', async () => {
  const { email, disavowal } = await newRobbed();
  const people = Array.from({ length: 10 }, () => new Client());
  await Promise.all(people.map((person) => person.open(disavowal)));
  const ends = await Promise.all(people.map((person) => person.submit({ email })));
  expect(ends.filter(({ text }) => text.includes(locked))).toHaveLength(1);
  expect(ends.filter(({ text }) => text.includes(nothingLeft))).toHaveLength(9);
  expect((await new Client().open(disavowal)).text).toContain(nothingLeft);
  await waitForOutbox(email);
  expect(await messages(email, subjects.unlock)).toHaveLength(1);
});

test('“this was not me” works for seven days and then says so', async () => {
  const { email, thief, disavowal } = await newRobbed();
  const late = new Client();
  await ageLinks('disavowals', email, 7 * 86_400 - 60);
  expect((await late.open(disavowal)).text).toContain(en.notMe.change.title);
  await ageLinks('disavowals', email, 61);
  expect((await late.submit({ email })).text).toContain(deadEnds.expired);
  expect((await new Client().open(disavowal)).text).toContain(deadEnds.expired);
  expect(await thief.me()).toBe(email);
});

test('“this was not me” after an address change restores the old address and voids the notices sent to the thief', async () => {
  const { email, password } = await newUser();
  const [thief, first, second, stolen] = [new Client(), newAddress(), newAddress(), newPassword()];
  await thief.signIn(email, password);
  await thief.changeEmail(password, first);
  await thief.open(linkIn(await waitForEmail(first)));
  await thief.submit({ email: first });
  const disavowal = await newDisavowal(email);
  await thief.changePassword(password, stolen);
  await thief.changeEmail(stolen, second);
  await thief.open(linkIn(await waitForEmail(second)));
  await thief.submit({ email: second });
  expect(await thief.me()).toBe(second);
  const { client: asker, link } = await newLink(second);
  const notices = await Promise.all(
    [/password was changed$/, /address was changed$/].map((s) => waitForEmail(first, s)),
  );
  // No other account can take the address while its owner can still restore it.
  const squatter = new Client();
  const wanted = newPassword();
  await squatter.register({ email, password: wanted });
  await squatter.open(linkIn(await waitForEmail(email, subjects.confirm, 1)));
  expect(squatter.page.text).toContain('You already have an account');

  expect((await reportNotMe(disavowal, email)).text).toContain(locked);
  expect(await thief.me()).toBeNull();
  expect((await asker.open(link)).text).toContain(deadEnds.replaced);
  for (const notice of notices)
    expect((await new Client().open(linkIn(notice, 'not-me'))).text).toContain(deadEnds.invalid);
  const [owner, next] = [new Client(), newPassword()];
  await owner.open(linkIn(await waitForEmail(email, subjects.unlock)));
  expect((await owner.setPassword(next)).body).toContain(`value="${email}"`);
  expect((await owner.signIn(email, next)).path).toBe('/account');
  expect(await owner.me()).toBe(email);
  for (const gone of [first, second]) {
    expect((await new Client().signIn(gone, stolen)).path).toBe('/login');
    await waitForOutbox(gone);
    expect(await messages(gone, subjects.reset)).toHaveLength(gone === second ? 1 : 0);
  }
});

test('no other account can take an address that its owner can still restore', async () => {
  const [owner, other] = [await newUser(), await newUser()];
  const elsewhere = newAddress();
  await owner.client.changeEmail(owner.password, elsewhere);
  await owner.client.open(linkIn(await waitForEmail(elsewhere)));
  await owner.client.submit({ email: elsewhere });
  const disavowal = await newDisavowal(owner.email);
  await other.client.changeEmail(other.password, owner.email);
  await other.client.open(linkIn(await waitForEmail(owner.email, subjects.addressChange)));
  const refused = await other.client.submit({ email: owner.email });
  expect(refused.text).toContain(en.problems.form.addressTaken);
  expect(await other.client.me()).toBe(other.email);
  expect((await reportNotMe(disavowal, owner.email)).text).toContain(locked);
  // One may go back oneself.
  await owner.client.open(linkIn(await waitForEmail(owner.email, subjects.unlock)));
  expect((await owner.client.setPassword(newPassword())).body).toContain(`value="${owner.email}"`);
});

test('“I did not ask for this” revokes that link and nothing else', async () => {
  const { email, password, client: owner } = await newUser();
  const [asked, wanted] = [await newLink(email), await newLink(email)];
  const hash = await storedHash(email);
  const [unwanted] = await messages(email, subjects.reset);
  if (!unwanted) throw new Error('There is no reset mail.');
  const decline = linkIn(unwanted, 'not-me');
  const person = new Client();
  for (let round = 0; round < 3; round++) await new Client().send(round ? 'GET' : 'HEAD', decline);
  await person.open(decline);
  expect((await person.submit({ email: newAddress() })).status).toBe(422);
  expect((await new Client().open(asked.link)).text).toContain(email);
  const said = await person.submit({ email });
  expect(said.path).toBe('/not-me/done');
  expect(said.text).toContain(en.notMe.done['link-denied'].title);
  expect((await person.open(decline)).text).toContain(nothingLeft);
  await asked.client.open(asked.link);
  expect(asked.client.page.text).toContain(deadEnds.invalid);
  expect(await owner.me()).toBe(email);
  expect((await new Client().signIn(email, password)).path).toBe('/account');
  expect(await storedHash(email)).toBe(hash);
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(3);
  await wanted.client.open(wanted.link);
  expect((await wanted.client.setPassword(newPassword())).path).toBe('/login');
});
