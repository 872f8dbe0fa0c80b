import { expect, test } from '@playwright/test';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { digest } from '../support/forge';
import { startSecondSite } from '../support/second-site';
import {
  deadEnds,
  messages,
  newAddress,
  newLink,
  newPassword,
  newUser,
  sql,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// What a new password brings with it. README.md lists the cases.

test('C-070 a reset ends every session on every instance at the next request', async () => {
  const second = await startSecondSite({ settings: () => ({}), sharesDatabase: true });
  const { email, password, client: here } = await newUser();
  const [idle, due] = [new Client(), new Client()];
  for (const browser of [idle, due]) await browser.signIn(email, password);
  const there = new Client(undefined, `http://localhost:${second.port}`);
  for (const [name, value] of here.jar) there.jar.set(name, value);
  const age = (time: string, which: string) => sql`update sessions set last_seen_at = now() - ${time}::interval
    where id = (select s.id from sessions s join users a on a.id = s.user_id where a.canonical = ${email}
      and s.network = ${which})`;
  await age('13 days', idle.network);
  await age('6 minutes', due.network);
  expect(await Promise.all([here.me(), there.me()])).toEqual([email, email]);
  const { client, link } = await newLink(email);
  await client.open(link);
  expect((await client.setPassword(newPassword())).text).toContain(en.outcomes['password-changed']());
  expect(await Promise.all([here, there, idle, due].map((browser) => browser.me()))).toEqual([null, null, null, null]);
  await second.stop();
});

test('C-071 neither a sign-in nor a reset adopts a planted session', async () => {
  const [victim, thief] = [await newUser(), await newUser()];
  const planted = thief.client.jar.get('return-key.session') ?? '';
  for (const cookie of [planted, 'x', `${planted.slice(0, -3)}AAA`]) {
    const browser = new Client();
    browser.jar.set('return-key.session', cookie);
    await browser.signIn(victim.email, victim.password);
    expect(await browser.me()).toBe(victim.email);
    expect(browser.jar.get('return-key.session')).not.toBe(cookie);
  }
  // The session that was planted is over: a new one replaces the browser's own.
  expect(await thief.client.me()).toBeNull();
  await thief.client.signIn(thief.email, thief.password);
  const { client, link } = await newLink(victim.email);
  client.jar.set('return-key.session', thief.client.jar.get('return-key.session') ?? '');
  await client.open(link);
  await client.setPassword(newPassword());
  expect(client.jar.has('return-key.session')).toBe(false);
  expect(await client.me()).toBeNull();
});

test('C-072 a change needs the current password, goes on in a new session, and ends the others', async () => {
  const { email, password, client } = await newUser();
  const [other, next] = [new Client(), newPassword()];
  await other.signIn(email, password);
  const [hash, cookie] = [await storedHash(email), client.jar.get('return-key.session')];
  for (const wrong of [`${password} `, newPassword(), next, 'x']) {
    const refused = await client.changePassword(wrong, next);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(en.problems.password.wrongCurrent);
  }
  expect(await storedHash(email)).toBe(hash);
  expect(await other.me()).toBe(email);
  const changed = await client.changePassword(password, next);
  expect(changed.path).toBe('/account');
  expect(changed.text).toContain(en.outcomes['password-changed-here'](1));
  expect(client.jar.get('return-key.session')).not.toBe(cookie);
  expect(await client.me()).toBe(email);
  expect(await other.me()).toBeNull();
  const copy = new Client();
  copy.jar.set('return-key.session', cookie ?? '');
  expect(await copy.me()).toBeNull();
  await waitForEmail(email, / password was changed$/);
});

test('C-073 a password change while signed in revokes all pending links', async () => {
  const { email, password, client } = await newUser();
  const { client: asker, link } = await newLink(email);
  await asker.open(link);
  await client.changePassword(password, newPassword());
  const hash = await storedHash(email);
  expect((await asker.setPassword(newPassword())).text).toContain(deadEnds.replaced);
  expect((await new Client().open(link)).text).toContain(deadEnds.replaced);
  expect(await storedHash(email)).toBe(hash);
});

for (const [used, left] of [
  ['newer', 'older'],
  ['older', 'newer'],
] as const) {
  test(`C-074 both links live until the ${used} one is used, and then the ${left} one is dead`, async () => {
    const { email } = await newUser();
    const links = { older: await newLink(email), newer: await newLink(email) };
    for (const { link } of Object.values(links)) expect((await new Client().open(link)).text).toContain(email);
    const browser = links[left].client;
    await browser.open(links[left].link);
    await links[used].client.open(links[used].link);
    await links[used].client.setPassword(newPassword());
    const hash = await storedHash(email);
    expect((await browser.setPassword(newPassword())).text).toContain(deadEnds.replaced);
    expect(await storedHash(email)).toBe(hash);
  });
}

test('C-075 if any statement of the change fails, nothing changes and the link still works', async () => {
  const { email, password, client: owner } = await newUser();
  await new Client().register({ email, password: newPassword() });
  await new Client().signIn(email, newPassword());
  await owner.changeEmail(password, newAddress());
  const { client, link } = await newLink(email);
  await client.open(link);
  await waitForOutbox(email);
  const [user] = await sql`select id from users where canonical = ${email}`;
  const id = String(user?.id);
  const look =
    () => sql`select to_jsonb(a) as account, (select jsonb_agg(s order by s.id) from sessions s where s.user_id = a.id) as sessions,
    (select jsonb_agg(r order by r.id) from resets r where r.user_id = a.id) as resets,
    (select jsonb_agg(c order by c.id) from address_changes c where c.user_id = a.id) as changes,
    (select jsonb_agg(r order by r.id) from registrations r where r.canonical = a.canonical) as registrations,
    (select jsonb_agg(e order by e.id) from audit_events e where e.user_id = a.id and e.name <> 'reset.opened') as audit_events,
    (select jsonb_agg(l order by l.id) from outbox_emails l where l.canonical = a.canonical) as outbox_emails,
    (select jsonb_agg(m order by m.id) from disavowals m where m.user_id = a.id) as disavowals,
    (select jsonb_agg(g) from device_generations g where g.owner = ${digest(email)}) as devices from users a where a.id = ${id}`;
  const before = await look();
  const faults = [
    ['resets', 'update', `old.user_id = '${id}'`],
    ['users', 'update', `old.id = '${id}'`],
    ['sessions', 'delete', `old.user_id = '${id}'`],
    ['registrations', 'delete', `old.canonical = '${email}'`],
    ['address_changes', 'delete', `old.user_id = '${id}'`],
    ['audit_events', 'insert', `new.user_id = '${id}' and new.name = 'reset.completed'`],
    ['disavowals', 'insert', `new.user_id = '${id}'`],
    ['outbox_emails', 'insert', `new.canonical = '${email}'`],
    ['device_generations', 'insert', `new.owner = '${digest(email)}'`],
  ] as const;
  const fault = `fault_${id.replaceAll('-', '')}`;
  await sql.unsafe(`create function ${fault}() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`);
  for (const [table, event, when] of faults) {
    await sql.unsafe(
      `create trigger ${fault} before ${event} on ${table} for each row when (${when}) execute function ${fault}()`,
    );
    const answer = await client.setPassword(newPassword());
    await sql.unsafe(`drop trigger ${fault} on ${table}`);
    expect(answer, table).toMatchObject({ status: 503, path: '/reset-password' });
    expect(answer.text, table).toContain(en.problems.form.broken(''));
    expect(await look(), table).toEqual(before);
    expect(await owner.me(), table).toBe(email);
  }
  await sql.unsafe(`drop function ${fault}()`);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
  expect(await look()).not.toEqual(before);
  await waitForOutbox(email);
  expect(await messages(email, / was changed$/)).toHaveLength(1);
});

for (const [name, password] of [
  ['a NUL', `\u0000ab123456789012 ${newPassword()}`],
  ['a NUL in the middle', `${newPassword()}\u0000${newPassword()}`],
] as const) {
  test(`C-076 a password with ${name} is refused with a sentence at register, reset and change`, async () => {
    const { email, password: present, client: owner } = await newUser();
    const { client, link } = await newLink(email);
    await client.open(link);
    const stranger = newAddress();
    for (const answer of [
      await client.setPassword(password),
      await owner.changePassword(present, password),
      await new Client().register({ email: stranger, password }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(en.problems.password.characters);
    }
    expect((await new Client().signIn(email, password)).path).toBe('/login');
    expect((await client.setPassword(newPassword())).path).toBe('/login');
    await waitForOutbox(stranger);
    expect(await messages(stranger)).toEqual([]);
  });
}
