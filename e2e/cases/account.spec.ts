import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { subjects } from '../support/subjects';
import {
  ageLinks,
  deadEnds,
  linkIn,
  messages,
  newAddress,
  newLink,
  newPassword,
  newUser,
  poll,
  sql,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// Changes of an account, and what a reset leaves behind: nothing.

/** A user who has requested an address change, with the link that arrived at the new address. */
async function newChange() {
  const user = await newUser();
  const next = newAddress();
  await user.client.changeEmail(user.password, next);
  return { ...user, next, change: linkIn(await waitForEmail(next, subjects.addressChange)) };
}

test('an address changes once the new mailbox answers, and the old one gets the notice', async () => {
  const { client, email, password, next, change } = await newChange();
  const { client: asker, link } = await newLink(email);
  expect(await client.me()).toBe(email);
  await client.open(change);
  expect((await client.submit({ email: next })).path).toBe('/account');
  expect(await client.me()).toBe(next);
  expect((await new Client().signIn(email, password)).path).toBe('/login');
  expect((await new Client().signIn(next, password)).path).toBe('/account');
  const notice = await waitForEmail(email, /address was changed$/);
  expect(notice.text).toContain(next);
  expect((await asker.open(link)).text).toContain(deadEnds.replaced);
  // A new link would go to the old address, which no account has: the page says so, and does not reveal the new one.
  expect(asker.page.text).toContain(en.reset.dead.moved.text);
  expect(asker.page.body).not.toContain(next);
  expect(asker.page.body).toMatch(/<input[^>]*name="email"[^>]*value=""/);
  expect((await client.open(change)).text).toContain(en.confirmEmail.dead.used.title);
  await new Client().forgot(email);
  await waitForOutbox(email);
  expect(await messages(email, subjects.reset)).toHaveLength(1);
  expect(await messages(next)).toHaveLength(1);
});

test('an address change requires the current password and a different address', async () => {
  const { client, email, password } = await newUser();
  const next = newAddress();
  expect((await client.changeEmail(newPassword(), next)).text).toContain(en.problems.password.wrongCurrent);
  expect((await client.changeEmail(password, email)).text).toContain(en.problems.email.sameAddress);
  for (const wrong of ['x', `${next}, ${email}`, `${next}\r\nBcc: ${email}`])
    expect((await client.changeEmail(password, wrong)).status).toBe(422);
  await waitForOutbox(next);
  expect(await messages(next)).toEqual([]);
  expect(await new Client().open('/account/email')).toMatchObject({ path: '/login' });
});

test('in a browser that is not signed in, confirming the new address requires the password', async () => {
  const { email, password, next, change } = await newChange();
  const [browser, other] = [new Client(), (await newUser()).client];
  await browser.open(change);
  expect((await browser.submit({ password: newPassword() })).status).toBe(422);
  await other.open(change);
  expect((await other.submit({ password: newPassword() })).status).toBe(422);
  expect((await new Client().signIn(email, password)).path).toBe('/account');
  expect((await browser.submit({ password })).path).toBe('/login');
  expect(await browser.me()).toBeNull();
  expect((await browser.signIn(next, password)).path).toBe('/account');
});

test('the link of an address change works for one hour', async () => {
  const { client, email, next, change } = await newChange();
  await ageLinks('address_changes', email, 3600 - 60);
  expect((await client.open(change)).text).toContain(next);
  await ageLinks('address_changes', email, 61);
  expect((await client.submit({ email: next })).text).toContain(deadEnds.expired);
  expect(await client.me()).toBe(email);
});

test('a change to a taken address looks the same, and its owner is notified', async () => {
  const [{ client, email, password }, owner] = [await newUser(), await newUser()];
  const free = newAddress();
  const answers = [await client.changeEmail(password, free), await client.changeEmail(password, owner.email)];
  const texts = answers.map(({ text }) => text.replaceAll(free, '…').replaceAll(owner.email, '…'));
  expect(texts[0]).toBe(texts[1]);
  expect((await waitForEmail(owner.email, subjects.taken)).text).not.toMatch(/confirm-email/);
  expect(await client.me()).toBe(email);
});

for (const by of ['reset', 'change']) {
  test(`a ${by} of the password voids a pending change of address`, async () => {
    const { client, email, password, next, change } = await newChange();
    const later = newPassword();
    if (by === 'change') await client.changePassword(password, later);
    else {
      const { client: asker, link } = await newLink(email);
      await asker.open(link);
      await asker.setPassword(later);
    }
    const browser = new Client();
    await browser.signIn(email, later);
    expect((await browser.open(change)).text).toContain(deadEnds.invalid);
    expect(await browser.me()).toBe(email);
    expect(await messages(next)).toHaveLength(1);
  });
}

test('a deleted account has no sessions and no working link, and only its notice brings it back', async () => {
  const { client, email, password } = await newUser();
  const [other, { client: asker, link }] = [new Client(), await newLink(email)];
  await other.signIn(email, password);
  await asker.open(link);
  expect((await client.deleteAccount(newPassword())).text).toContain(en.problems.password.wrongCurrent);
  expect(await other.me()).toBe(email);
  const gone = await client.deleteAccount(password);
  expect(gone).toMatchObject({ path: '/login' });
  expect(gone.text).toContain(en.outcomes['account-deleted']());
  expect(await Promise.all([client.me(), other.me()])).toEqual([null, null]);
  expect((await asker.setPassword(newPassword())).text).toContain(deadEnds.invalid);
  expect((await new Client().signIn(email, password)).path).toBe('/login');
  const notice = await waitForEmail(email, /^Your .* account was deleted/);
  const before = (await messages(email)).length;
  await new Client().forgot(email);
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(before);
  expect((await other.register({ email, password: newPassword() })).path).toBe('/register/sent');
  expect(linkIn(await waitForEmail(email, subjects.takenDeleted), 'not-me')).toBe(linkIn(notice, 'not-me'));
  await client.open(linkIn(notice, 'not-me'));
  expect((await client.submit({ email })).text).toContain(en.notMe.done['account-restored'].title);
  const later = newPassword();
  await client.open(linkIn(await waitForEmail(email, subjects.unlock)));
  await client.setPassword(later);
  expect((await client.signIn(email, later)).path).toBe('/account');
});

test('nothing outlives a reset: no session, no copied cookie, no known device, no registration, no change', async () => {
  const { email, password, client, change } = await newChange();
  const [copy, stranger, later] = [new Client(), new Client(), newPassword()];
  for (const [name, value] of client.jar) copy.jar.set(name, value);
  await stranger.register({ email, password: newPassword() });
  for (let failures = 0; failures < 11; failures++) await stranger.signIn(email, newPassword());
  expect((await new Client().signIn(email, password)).path).toBe('/login');
  const { client: asker, link } = await newLink(email);
  await asker.open(link);
  await asker.setPassword(later);
  expect(await Promise.all([client.me(), copy.me()])).toEqual([null, null]);
  expect(await sql`select 1 from registrations where canonical = ${email}`).toHaveLength(0);
  expect((await new Client().open(change)).text).toContain(deadEnds.invalid);
  // The failures still count. Only the browser that finished the reset is a known device now.
  await copy.open('/login');
  for (const secret of [password, later]) expect((await copy.submit({ email, password: secret })).path).toBe('/login');
  expect((await asker.signIn(email, later)).path).toBe('/account');
});

test('a sign-in with the old password that races a reset creates no session', async () => {
  const { email, password } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  const others = Array.from({ length: 8 }, () => new Client());
  await Promise.all(others.map((other) => other.open('/login')));
  const [reset] = await Promise.all([
    client.setPassword(newPassword()),
    ...others.map((other) => other.submit({ email, password })),
  ]);
  expect(reset?.text).toContain('Password changed.');
  expect(await Promise.all(others.map((other) => other.me()))).toEqual(others.map(() => null));
  const alive = await sql`select 1 from sessions s join users a on a.id = s.user_id where a.canonical = ${email}`;
  expect(alive).toHaveLength(0);
});

test('a deletion with the old password that races a reset deletes nothing', async () => {
  const { email, password, client: thief } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  await thief.open('/account/delete');
  // Holds the account's row until both have read it: the reset is the first in the queue.
  const holder = await sql.reserve();
  await holder`begin`;
  const [held] = await holder`select pg_backend_pid() as pid from users where canonical = ${email} for update`;
  const resetting = client.setPassword(newPassword());
  await waitForQueue(held?.pid, 1);
  const deleting = thief.submit({ currentPassword: password });
  await waitForQueue(held?.pid, 2);
  await holder`commit`;
  holder.release();
  expect((await resetting).text).toContain('Password changed.');
  await deleting;
  expect(await sql`select 1 from users where canonical = ${email}`).toHaveLength(1);
});

/** Waits until so many connections stand behind one that holds a row. */
async function waitForQueue(pid: number, length: number): Promise<void> {
  await poll(async () => {
    const waiting = await sql`with recursive queue as (
        select pid from pg_stat_activity where ${pid} = any(pg_blocking_pids(pid))
        union select a.pid from pg_stat_activity a join queue q on q.pid = any(pg_blocking_pids(a.pid)))
      select pid from queue`;
    return waiting.length === length || undefined;
  }, `${length} to wait for a row`);
}
