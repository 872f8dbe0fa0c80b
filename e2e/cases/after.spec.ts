import { expect, test } from '@playwright/test';
import { throttleKey } from '../forge';
import { startSecondSite } from '../second-site';
import { Visitor } from '../visitor';
import {
  deadEnds,
  mails,
  newAccount,
  newAddress,
  newLink,
  newPassword,
  sql,
  storedHash,
  waitForMail,
  waitForOutbox,
} from '../world';

// What a new password brings with it. README.md lists the cases.

test('C-070 a reset ends every session on every instance at the next request', async () => {
  const second = await startSecondSite({ settings: () => ({}), sharesDatabase: true });
  const { email, password, visitor: here } = await newAccount();
  const [idle, due] = [new Visitor(), new Visitor()];
  for (const browser of [idle, due]) await browser.signIn(email, password);
  const there = new Visitor(undefined, `http://localhost:${second.port}`);
  for (const [name, value] of here.jar) there.jar.set(name, value);
  const age = (time: string, which: string) => sql`update sessions set last_seen_at = now() - ${time}::interval
    where id = (select s.id from sessions s join accounts a on a.id = s.account_id where a.canonical = ${email}
      and s.network = ${which})`;
  await age('13 days', idle.network);
  await age('6 minutes', due.network);
  expect(await Promise.all([here.me(), there.me()])).toEqual([email, email]);
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  expect((await visitor.setPassword(newPassword())).text).toContain('3 other sessions were signed out');
  expect(await Promise.all([here, there, idle, due].map((browser) => browser.me()))).toEqual([null, null, null, null]);
  await second.stop();
});

test('C-071 a planted session is never adopted: not by a sign-in, and not by a reset', async () => {
  const [victim, thief] = [await newAccount(), await newAccount()];
  const planted = thief.visitor.jar.get('return-key.session') ?? '';
  for (const cookie of [planted, 'x', `${planted.slice(0, -3)}AAA`]) {
    const browser = new Visitor();
    browser.jar.set('return-key.session', cookie);
    await browser.signIn(victim.email, victim.password);
    expect(await browser.me()).toBe(victim.email);
    expect(browser.jar.get('return-key.session')).not.toBe(cookie);
  }
  expect(await thief.visitor.me()).toBe(thief.email);
  const { visitor, link } = await newLink(victim.email);
  visitor.jar.set('return-key.session', planted);
  await visitor.open(link);
  await visitor.setPassword(newPassword());
  expect(visitor.jar.has('return-key.session')).toBe(false);
  expect(await visitor.me()).toBeNull();
});

test('C-072 a change needs the present password, goes on in a new session, and ends the others', async () => {
  const { email, password, visitor } = await newAccount();
  const [other, next] = [new Visitor(), newPassword()];
  await other.signIn(email, password);
  const [hash, cookie] = [await storedHash(email), visitor.jar.get('return-key.session')];
  for (const wrong of [`${password} `, newPassword(), next, 'x']) {
    const refused = await visitor.changePassword(wrong, next);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('This is not your present password');
  }
  expect(await storedHash(email)).toBe(hash);
  expect(await other.me()).toBe(email);
  const changed = await visitor.changePassword(password, next);
  expect(changed.path).toBe('/account');
  expect(changed.text).toContain('One other session was signed out. You stay signed in here.');
  expect(visitor.jar.get('return-key.session')).not.toBe(cookie);
  expect(await visitor.me()).toBe(email);
  expect(await other.me()).toBeNull();
  const copy = new Visitor();
  copy.jar.set('return-key.session', cookie ?? '');
  expect(await copy.me()).toBeNull();
  await waitForMail(email, / password was changed$/);
});

test('C-073 a change while signed in kills the links that are under way', async () => {
  const { email, password, visitor } = await newAccount();
  const { visitor: asker, link } = await newLink(email);
  await asker.open(link);
  await visitor.changePassword(password, newPassword());
  const hash = await storedHash(email);
  expect((await asker.setPassword(newPassword())).text).toContain(deadEnds.replaced);
  expect((await new Visitor().open(link)).text).toContain(deadEnds.replaced);
  expect(await storedHash(email)).toBe(hash);
});

for (const [used, left] of [
  ['newer', 'older'],
  ['older', 'newer'],
] as const) {
  test(`C-074 both links live until the ${used} one is used, and then the ${left} one is dead`, async () => {
    const { email } = await newAccount();
    const links = { older: await newLink(email), newer: await newLink(email) };
    for (const { link } of Object.values(links)) expect((await new Visitor().open(link)).text).toContain(email);
    const browser = links[left].visitor;
    await browser.open(links[left].link);
    await links[used].visitor.open(links[used].link);
    await links[used].visitor.setPassword(newPassword());
    const hash = await storedHash(email);
    expect((await browser.setPassword(newPassword())).text).toContain(deadEnds.replaced);
    expect(await storedHash(email)).toBe(hash);
  });
}

test('C-075 whichever statement of the change fails, everything is as before and the link lives on', async () => {
  const { email, password, visitor: owner } = await newAccount();
  await new Visitor().register({ email, password: newPassword() });
  await new Visitor().signIn(email, newPassword());
  await owner.changeEmail(password, newAddress());
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  await waitForOutbox(email);
  const [account] = await sql`select id from accounts where canonical = ${email}`;
  const id = String(account?.id);
  const limit = throttleKey('sign-in/address', email);
  const look =
    () => sql`select to_jsonb(a) as account, (select jsonb_agg(s order by s.id) from sessions s where s.account_id = a.id) as sessions,
    (select jsonb_agg(r order by r.id) from resets r where r.account_id = a.id) as resets,
    (select jsonb_agg(c order by c.id) from address_changes c where c.account_id = a.id) as changes,
    (select jsonb_agg(r order by r.id) from registrations r where r.canonical = a.canonical) as registrations,
    (select jsonb_agg(e order by e.id) from events e where e.account_id = a.id and e.name <> 'reset.opened') as events,
    (select jsonb_agg(l order by l.id) from letters l where l.canonical = a.canonical) as letters,
    (select jsonb_agg(m order by m.id) from alarms m where m.account_id = a.id) as alarms,
    (select jsonb_agg(t.hits) from throttles t where t.key = ${limit}) as limits from accounts a where a.id = ${id}`;
  const before = await look();
  const faults = [
    ['resets', 'update', `old.account_id = '${id}'`],
    ['accounts', 'update', `old.id = '${id}'`],
    ['sessions', 'delete', `old.account_id = '${id}'`],
    ['registrations', 'delete', `old.canonical = '${email}'`],
    ['address_changes', 'delete', `old.account_id = '${id}'`],
    ['events', 'insert', `new.account_id = '${id}' and new.name = 'reset.completed'`],
    ['alarms', 'insert', `new.account_id = '${id}'`],
    ['letters', 'insert', `new.canonical = '${email}'`],
    ['throttles', 'delete', `old.key = '${limit}'`],
  ] as const;
  const fault = `fault_${id.replaceAll('-', '')}`;
  await sql.unsafe(`create function ${fault}() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`);
  for (const [table, event, when] of faults) {
    await sql.unsafe(
      `create trigger ${fault} before ${event} on ${table} for each row when (${when}) execute function ${fault}()`,
    );
    const answer = await visitor.setPassword(newPassword());
    await sql.unsafe(`drop trigger ${fault} on ${table}`);
    expect(answer, table).toMatchObject({ status: 503, path: '/reset-password' });
    expect(answer.text, table).toContain('Something broke on our side, and nothing was changed.');
    expect(await look(), table).toEqual(before);
    expect(await owner.me(), table).toBe(email);
  }
  await sql.unsafe(`drop function ${fault}()`);
  expect((await visitor.setPassword(newPassword())).path).toBe('/login');
  expect(await look()).not.toEqual(before);
  await waitForOutbox(email);
  expect(await mails(email, / was changed$/)).toHaveLength(1);
});

for (const [name, password] of [
  ['a NUL', `\u0000ab123456789012 ${newPassword()}`],
  ['a NUL in the middle', `${newPassword()}\u0000${newPassword()}`],
] as const) {
  test(`C-076 a password with ${name} is refused with a sentence at register, reset and change`, async () => {
    const { email, password: present, visitor: owner } = await newAccount();
    const { visitor, link } = await newLink(email);
    await visitor.open(link);
    const stranger = newAddress();
    for (const answer of [
      await visitor.setPassword(password),
      await owner.changePassword(present, password),
      await new Visitor().register({ email: stranger, password }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('This password has a character that we cannot store');
    }
    expect((await new Visitor().signIn(email, password)).path).toBe('/login');
    expect((await visitor.setPassword(newPassword())).path).toBe('/login');
    await waitForOutbox(stranger);
    expect(await mails(stranger)).toEqual([]);
  });
}
