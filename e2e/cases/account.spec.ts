import { expect, test } from '@playwright/test';
import { Visitor } from '../visitor';
import {
  ageLinks,
  deadEnds,
  linkIn,
  mails,
  newAccount,
  newAddress,
  newLink,
  newPassword,
  poll,
  sql,
  waitForMail,
  waitForOutbox,
} from '../world';

// Changes of an account, and what a reset leaves behind: nothing.

/** Somebody who has asked for another address, with the link that arrived there. */
async function newChange() {
  const account = await newAccount();
  const next = newAddress();
  await account.visitor.changeEmail(account.password, next);
  return { ...account, next, change: linkIn(await waitForMail(next, /^Confirm your new address/)) };
}

test('an address changes once the new mailbox answers, and the old one gets the notice', async () => {
  const { visitor, email, password, next, change } = await newChange();
  const { visitor: asker, link } = await newLink(email);
  expect(await visitor.me()).toBe(email);
  await visitor.open(change);
  expect((await visitor.submit({ email: next })).path).toBe('/account');
  expect(await visitor.me()).toBe(next);
  expect((await new Visitor().signIn(email, password)).path).toBe('/login');
  expect((await new Visitor().signIn(next, password)).path).toBe('/account');
  const notice = await waitForMail(email, /address was changed$/);
  expect(notice.text).toContain(next);
  expect((await asker.open(link)).text).toContain(deadEnds.replaced);
  // A new link would go to the old address and so to nobody: the page says so, and tells nobody the new one.
  expect(asker.page.text).toContain('The account has another address by now');
  expect(asker.page.body).not.toContain(next);
  expect(asker.page.body).toMatch(/<input[^>]*name="email"[^>]*value=""/);
  expect((await visitor.open(change)).text).toContain('This address is confirmed');
  await new Visitor().forgot(email);
  await waitForOutbox(email);
  expect(await mails(email, /^Choose a new password/)).toHaveLength(1);
  expect(await mails(next)).toHaveLength(1);
});

test('a change of address wants the present password, and another address', async () => {
  const { visitor, email, password } = await newAccount();
  const next = newAddress();
  expect((await visitor.changeEmail(newPassword(), next)).text).toContain('This is not your present password');
  expect((await visitor.changeEmail(password, email)).text).toContain('This is your present address');
  for (const wrong of ['x', `${next}, ${email}`, `${next}\r\nBcc: ${email}`])
    expect((await visitor.changeEmail(password, wrong)).status).toBe(422);
  await waitForOutbox(next);
  expect(await mails(next)).toEqual([]);
  expect(await new Visitor().open('/account/email')).toMatchObject({ path: '/login' });
});

test('in a browser that is not signed in the new address is confirmed by the password only', async () => {
  const { email, password, next, change } = await newChange();
  const [browser, other] = [new Visitor(), (await newAccount()).visitor];
  await browser.open(change);
  expect((await browser.submit({ password: newPassword() })).status).toBe(422);
  await other.open(change);
  expect((await other.submit({ password: newPassword() })).status).toBe(422);
  expect((await new Visitor().signIn(email, password)).path).toBe('/account');
  expect((await browser.submit({ password })).path).toBe('/login');
  expect(await browser.me()).toBeNull();
  expect((await browser.signIn(next, password)).path).toBe('/account');
});

test('the link of an address change works for one hour', async () => {
  const { visitor, email, next, change } = await newChange();
  await ageLinks('address_changes', email, 3600 - 60);
  expect((await visitor.open(change)).text).toContain(next);
  await ageLinks('address_changes', email, 61);
  expect((await visitor.submit({ email: next })).text).toContain(deadEnds.expired);
  expect(await visitor.me()).toBe(email);
});

test('a change to an address that somebody has looks the same, and its owner is told', async () => {
  const [{ visitor, email, password }, owner] = [await newAccount(), await newAccount()];
  const free = newAddress();
  const answers = [await visitor.changeEmail(password, free), await visitor.changeEmail(password, owner.email)];
  const texts = answers.map(({ text }) => text.replaceAll(free, '…').replaceAll(owner.email, '…'));
  expect(texts[0]).toBe(texts[1]);
  expect((await waitForMail(owner.email, /^You already have/)).text).not.toMatch(/confirm-email/);
  expect(await visitor.me()).toBe(email);
});

for (const by of ['reset', 'change']) {
  test(`a ${by} of the password voids a pending change of address`, async () => {
    const { visitor, email, password, next, change } = await newChange();
    const later = newPassword();
    if (by === 'change') await visitor.changePassword(password, later);
    else {
      const { visitor: asker, link } = await newLink(email);
      await asker.open(link);
      await asker.setPassword(later);
    }
    const browser = new Visitor();
    await browser.signIn(email, later);
    expect((await browser.open(change)).text).toContain(deadEnds.invalid);
    expect(await browser.me()).toBe(email);
    expect(await mails(next)).toHaveLength(1);
  });
}

test('a deleted account has no session, no link and no mail any more, and its address can register anew', async () => {
  const { visitor, email, password } = await newAccount();
  const [other, { visitor: asker, link }] = [new Visitor(), await newLink(email)];
  await other.signIn(email, password);
  await asker.open(link);
  expect((await visitor.deleteAccount(newPassword())).text).toContain('This is not your present password');
  expect(await other.me()).toBe(email);
  const gone = await visitor.deleteAccount(password);
  expect(gone).toMatchObject({ path: '/login' });
  expect(gone.text).toContain('Your account is deleted');
  expect(await Promise.all([visitor.me(), other.me()])).toEqual([null, null]);
  expect((await asker.setPassword(newPassword())).text).toContain(deadEnds.invalid);
  expect((await new Visitor().signIn(email, password)).path).toBe('/login');
  const traces = await sql`select 1 from accounts where canonical = ${email}
    union all select 1 from registrations where canonical = ${email} union all select 1 from letters where canonical = ${email}`;
  expect(traces).toEqual([]);
  const before = (await mails(email)).length;
  await new Visitor().forgot(email);
  await waitForOutbox(email);
  expect(await mails(email)).toHaveLength(before);
  const again = newPassword();
  await other.register({ email, password: again });
  await other.open(linkIn(await waitForMail(email, /^Confirm your address/, 1)));
  await other.submit({ password: again });
  expect(await other.me()).toBe(email);
  expect((await asker.open(link)).text).toContain(deadEnds.invalid);
});

test('nothing outlives a reset: no session, no copied cookie, no registration, no change, no counted failure', async () => {
  const { email, password, visitor, change } = await newChange();
  const [copy, stranger, later] = [new Visitor(), new Visitor(), newPassword()];
  for (const [name, value] of visitor.jar) copy.jar.set(name, value);
  await stranger.register({ email, password: newPassword() });
  for (let failures = 0; failures < 11; failures++) await stranger.signIn(email, newPassword());
  expect((await new Visitor().signIn(email, password)).path).toBe('/login');
  const { visitor: asker, link } = await newLink(email);
  await asker.open(link);
  await asker.setPassword(later);
  expect(await Promise.all([visitor.me(), copy.me()])).toEqual([null, null]);
  expect(await sql`select 1 from registrations where canonical = ${email}`).toHaveLength(0);
  expect((await new Visitor().open(change)).text).toContain(deadEnds.invalid);
  expect((await new Visitor().signIn(email, later)).path).toBe('/account');
  await copy.open('/login');
  expect((await copy.submit({ email, password })).path).toBe('/login');
});

test('a sign-in with the old password that is under way during a reset ends in no session', async () => {
  const { email, password } = await newAccount();
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  const others = Array.from({ length: 8 }, () => new Visitor());
  await Promise.all(others.map((other) => other.open('/login')));
  const [reset] = await Promise.all([
    visitor.setPassword(newPassword()),
    ...others.map((other) => other.submit({ email, password })),
  ]);
  expect(reset?.text).toContain('Password changed.');
  expect(await Promise.all(others.map((other) => other.me()))).toEqual(others.map(() => null));
  const alive = await sql`select 1 from sessions s join accounts a on a.id = s.account_id where a.canonical = ${email}`;
  expect(alive).toHaveLength(0);
});

test('a deletion with the old password that is under way during a reset deletes nothing', async () => {
  const { email, password, visitor: thief } = await newAccount();
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  await thief.open('/account/delete');
  // Holds the account's row until both have read it: the reset is the first in the queue.
  const holder = await sql.reserve();
  await holder`begin`;
  const [held] = await holder`select pg_backend_pid() as pid from accounts where canonical = ${email} for update`;
  const resetting = visitor.setPassword(newPassword());
  await waitForQueue(held?.pid, 1);
  const deleting = thief.submit({ currentPassword: password });
  await waitForQueue(held?.pid, 2);
  await holder`commit`;
  holder.release();
  expect((await resetting).text).toContain('Password changed.');
  await deleting;
  expect(await sql`select 1 from accounts where canonical = ${email}`).toHaveLength(1);
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
