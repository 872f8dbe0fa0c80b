import { expect, test } from '@playwright/test';
import bcrypt from 'bcryptjs';
import { en } from '@/lib/words/en';
import { startAttack } from '../support/attack';
import { Client } from '../support/client';
import { flood } from '../support/flood';
import { digest, rateLimitKey } from '../support/forge';
import { besiege, chooser, plenty, recover } from '../support/siege';
import { subjects } from '../support/subjects';
import {
  ageLimit,
  ageLinks,
  countActivity,
  linkIn,
  messages,
  newAddress,
  newDisavowal,
  newLink,
  newNetwork,
  newPassword,
  newUser,
  readActivity,
  repeat,
  sql,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// A stranger who knows only the address goes on attacking while its owner recovers. README.md lists the cases, `npm run siege` measures
// the same under load, and siege-capacity.spec.ts has the cases that need a site of their own.

const resets = subjects.reset;
const confirmations = subjects.confirm;

test('C-096 the activity shows every event of the account, whatever strangers repeat meanwhile', async () => {
  const { email, client: owner } = await newUser();
  for (let n = 0; n < 3; n++) await owner.open('/account').then(() => owner.submit({ name: `Ada the ${n}` }));
  const attack = await besiege(email, 'request', 'sign-in', 'code');
  await recover(email, owner, { meanwhile: () => attack.goOn(plenty) });
  await attack.stop();
  const id = await userIdOf(email);
  const own = await sql`select name, network from audit_events where user_id = ${id}`;
  const names = own.map(({ name }) => String(name));
  for (const name of ['account.confirmed', 'account.renamed', 'reset.opened', 'reset.completed', 'session.started'])
    expect(names).toContain(name);
  expect(new Set(own.map(({ network }) => network))).toEqual(new Set([owner.network]));
  const page = await readActivity(owner);
  expect(page.listed).toBe(await countActivity(email));
  // What strangers repeat is one entry for each kind, with its count.
  expect(page.first.text).toMatch(new RegExp(`${en.account.activity.events['session.refused']} \\d+ times`));
  const rows = await sql`select name from audit_counts where key in (${id}, ${digest(email)})`;
  expect(rows.length).toBeLessThan(20);
});

test('C-097 a /48 has the budget of sixteen networks and a /56 that of four, and a known device inside never waits', async () => {
  const random = chooser('widths');
  const part = () => random.whole(65_536).toString(16);
  const prefix = `2001:db8:${part()}`;
  const [victim, stranger] = [await newUser(), new Client()];
  await stranger.open('/forgot-password');
  const askFrom = async (network: string) =>
    (await stranger.press({ email: newAddress() }, { 'X-Forwarded-For': network })).status;
  const accepted = (statuses: number[]) => statuses.filter((status) => status === 303).length;
  const near = await repeat(100, (n) => askFrom(`${prefix}:a${n.toString(16).padStart(2, '0')}::1`));
  expect([accepted(near), near.filter((status) => status === 429).length]).toEqual([80, 20]);
  expect(await askFrom(`${prefix}:b00::1`)).toBe(303);
  const wide = await repeat(260, (n) => askFrom(`${prefix}:${(0x1000 + n * 0xe0).toString(16)}::${part()}`));
  // Of the ten at once at the last place of the /56, some may have taken one of the /48 in vain.
  expect(accepted(wide)).toBeLessThanOrEqual(320 - 80 - 1);
  expect(accepted(wide)).toBeGreaterThan(320 - 80 - 1 - 20);
  const [owner, attack] = [new Client(`${prefix}:aaa::1`), await besiege(victim.email, 'request')];
  owner.jar.set('return-key.device', victim.client.jar.get('return-key.device') ?? '');
  await recover(victim.email, owner);
  await attack.stop();
});

test('C-032 C-102 the browser that finished a recovery signs in with the new password at once, while strangers guess on', async () => {
  const { email, password: former } = await newUser();
  const attack = await besiege(email, 'sign-in');
  expect((await new Client().signIn(email, former)).path).toBe('/login');
  const password = await recover(email, new Client(), { meanwhile: () => attack.goOn(plenty) });
  // The count of the address is not cleared: a stranger would see that there is an owner, and when. So elsewhere the address is over its
  // limit, and the guesses would have found nothing.
  expect((await new Client().signIn(email, password)).path).toBe('/login');
  expect(Object.keys((await attack.stop())['sign-in'] ?? {})).toEqual(['422']);
});

test('C-103 in one network with a stranger, a known device and the holder of a link never wait', async () => {
  const { client: owner, email, password } = await newUser();
  const [{ client: stranger, link: strangers }, { link }] = [
    await newLink((await newUser()).email),
    await newLink(email),
  ];
  await stranger.open(strangers);
  const attack = await startAttack({
    victims: [email],
    kinds: ['request', 'sign-in', 'linkless', 'code'],
    networks: () => owner.network,
    ownForm: stranger,
    random: chooser('office'),
    atMost: 800,
  });
  await attack.goOn(300);
  const neighbor = new Client(owner.network);
  expect((await neighbor.forgot(email)).status).toBe(429);
  expect((await neighbor.signIn(email, newPassword())).status).toBe(429);
  owner.jar.delete('return-key.session');
  expect((await owner.signIn(email, password)).path).toBe('/account');
  // The link came to a phone and is used in the office, in a browser that we do not know.
  const unknown = new Client(owner.network);
  await unknown.open(link);
  const next = newPassword();
  expect((await unknown.setPassword(next)).path).toBe('/login');
  expect((await unknown.signIn(email, next)).path).toBe('/account');
  // That browser is known now. It asks and recovers again.
  await waitForOutbox(email);
  const before = (await messages(email, resets)).length;
  await unknown.forgot(email);
  await unknown.open(linkIn(await waitForEmail(email, resets, before)));
  expect((await unknown.setPassword(newPassword())).path).toBe('/login');
  // Without a link there is nothing to wait for either: the answer stays that of a dead link.
  expect(Object.keys((await attack.stop()).linkless ?? {})).toEqual(['303']);
});

test('C-104 the known devices of an owner share a budget, and a new password makes strangers of them', async () => {
  const { email, password, client: first } = await newUser();
  const devices = [first, ...Array.from({ length: 4 }, () => new Client())];
  for (const device of devices.slice(1)) await device.signIn(email, password);
  for (const device of devices) for (let n = 0; n < 3; n++) await device.forgot(email);
  await waitForOutbox(email);
  expect(await messages(email, resets)).toHaveLength(9);
  const attack = await besiege(email, 'request');
  await recover(email);
  await attack.stop();
  await waitForOutbox(email);
  const before = (await messages(email, resets)).length;
  // The budget of the address is used up, and the cookies from before the new password have no other.
  for (const device of devices) await device.forgot(email);
  await waitForOutbox(email);
  expect(await messages(email, resets)).toHaveLength(before);
});

test('C-105 strangers who register an address keep its owner from nothing: any living link finishes the owner’s registration', async () => {
  const [email, password, owner] = [newAddress(), newPassword(), new Client()];
  const attack = await besiege(email, 'registration');
  await waitForEmail(email, confirmations, 2);
  await owner.register({ name: 'Ada Lovelace', email, password });
  await attack.goOn(10);
  await owner.open(linkIn(await waitForEmail(email, confirmations)));
  await owner.submit({});
  expect(await owner.me()).toBe(email);
  await attack.stop();
  expect(await sql`select name from users where canonical = ${email}`).toEqual([{ name: 'Ada Lovelace' }]);
});

test('C-106 after ten emails in a day there is still always a living link in the mailbox', async () => {
  const { email } = await newUser();
  const pass = async () => {
    await ageLimit('reset/address', email, '15 minutes');
    await ageLinks('resets', email, 15 * 60);
  };
  const counts = [];
  for (let quarter = 1; quarter <= 8; quarter++) {
    await flood(email, 5);
    await waitForOutbox(email);
    counts.push((await messages(email, resets)).length);
    const living = await sql`select r.id from resets r join users u on u.id = r.user_id
      where u.canonical = ${email} and r.expires_at > now()`;
    expect(living.length, `living links in quarter ${quarter}`).toBeGreaterThan(0);
    if (quarter < 8) await pass();
  }
  expect(counts.slice(0, 4)).toEqual([3, 6, 9, 10]);
  const client = new Client();
  await client.open(linkIn(await waitForEmail(email, resets, (counts.at(-1) ?? 0) - 1)));
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-107 a thief who changes the address and deletes the account has taken nothing for seven days', async () => {
  const [moved, deleted] = [await newUser(), await newUser()];
  const [thief, elsewhere] = [new Client(), newAddress()];
  const attack = await besiege(moved.email, 'request');
  await thief.signIn(moved.email, moved.password);
  await thief.changeEmail(moved.password, elsewhere);
  await thief.open(linkIn(await waitForEmail(elsewhere)));
  await thief.submit({ email: elsewhere });
  await thief.deleteAccount(moved.password);
  await deleted.client.deleteAccount(deleted.password);
  for (const { email, password } of [moved, deleted])
    expect((await new Client().signIn(email, password)).path).toBe('/login');
  for (const [email, notice, done] of [
    [moved.email, await newDisavowal(moved.email), 'account-locked'],
    [deleted.email, linkIn(await waitForEmail(deleted.email, / was deleted$/), 'not-me'), 'account-restored'],
  ] as const) {
    const [owner, password] = [new Client(), newPassword()];
    await owner.open(notice);
    expect((await owner.submit({ email })).text).toContain(en.notMe.done[done].title);
    await owner.open(linkIn(await waitForEmail(email, subjects.unlock)));
    expect((await owner.setPassword(password)).path).toBe('/login');
    expect((await owner.signIn(email, password)).path).toBe('/account');
    expect(await owner.me()).toBe(email);
  }
  await attack.stop();
});

test('C-108 the return of an owner changes no limit that strangers see: failures expire and are not cleared', async () => {
  const { client: owner, email, password } = await newUser();
  const attack = await besiege(email, 'sign-in');
  const hits = () =>
    sql`select granted_at from rate_limits where key = ${rateLimitKey('sign-in/address', email)}`.then(([row]) => row);
  const before = await hits();
  expect(before?.granted_at).toHaveLength(10);
  owner.jar.delete('return-key.session');
  expect((await owner.signIn(email, password)).path).toBe('/account');
  await recover(email, owner);
  await attack.stop();
  expect(await hits()).toEqual(before);
});

test('C-109 the next owner of an address sees nothing of the one before, nor what strangers did to them', async () => {
  const { client: former, email, password } = await newUser();
  const attack = await besiege(email, 'request', 'sign-in');
  await former.forgot(email);
  const elsewhere = newAddress();
  await former.changeEmail(password, elsewhere);
  await former.open(linkIn(await waitForEmail(elsewhere)));
  await former.submit({ email: elsewhere });
  await attack.stop();
  await waitForOutbox(email);
  await ageLinks('disavowals', elsewhere, 8 * 86_400);
  const [next, chosen] = [new Client(), newPassword()];
  await next.register({ email, password: chosen });
  await next.open(linkIn(await waitForEmail(email, confirmations, 1)));
  await next.submit({});
  expect(await next.me()).toBe(email);
  const { first } = await readActivity(next);
  expect(first.body).not.toContain(former.network);
  expect(first.text).not.toContain(en.account.activity.events['session.refused']);
  expect((await readActivity(former)).first.body).toContain(former.network);
});

test('C-110 signing in again ends the session that the browser had, and signing out clears what it stored', async () => {
  const { client: owner, email, password } = await newUser();
  const attack = await besiege(email, 'sign-in');
  for (const signIn of [() => owner.signIn(email, password), () => recover(email, owner)]) {
    const copy = new Client();
    copy.jar.set('return-key.session', owner.jar.get('return-key.session') ?? '');
    await signIn();
    expect([await owner.me(), await copy.me()]).toEqual([email, null]);
  }
  await attack.stop();
  await owner.open('/account');
  const signOut = /<input type="hidden" name="(\$ACTION_ID_[^"]+)"/.exec(owner.page.body)?.[1] ?? '';
  const { status, headers } = await owner.post('/account', [[signOut, '']]);
  expect([status, headers.location]).toEqual([303, '/login']);
  expect(headers['clear-site-data']).toContain('"cache"');
  // The browser stays known.
  expect(headers['clear-site-data']).not.toContain('cookies');
  expect(owner.jar.has('return-key.device')).toBe(true);
});

test('C-111 an address with a port or in brackets is its own network, not one that all share', async () => {
  const { email } = await newUser();
  const [stranger, ipv4, host] = [new Client(), newNetwork(), newNetwork()];
  const ipv6 = `2001:db8:${chooser('ports').whole(65_536).toString(16)}::1`;
  await stranger.open('/forgot-password');
  for (const write of [(port: number) => `${ipv4}:${port}`, (port: number) => `[${ipv6}]:${port}`]) {
    const statuses = await repeat(21, async (n) => {
      const from = { 'X-Forwarded-For': write(4000 + n) };
      return (await stranger.press({ email: newAddress() }, from)).status;
    });
    expect(statuses.sort()).toEqual([...Array(20).fill(303), 429]);
  }
  const [owner, attack] = [new Client(`${host}:4711`), await besiege(email, 'request')];
  await recover(email, owner);
  await attack.stop();
  const events = await sql`select network from audit_events where user_id = ${await userIdOf(email)}
    and name = 'reset.completed'`;
  expect(events).toEqual([{ network: host }]);
});

test('C-113 a password of bytes that no text has is refused with a sentence, and one from before still signs in', async () => {
  const { client: owner, email, password } = await newUser();
  const [attack, odd] = [await besiege(email, 'request', 'sign-in'), `${newPassword()} \ufffd`];
  const [client, hash] = [new Client(), await storedHash(email)];
  await client.open(linkIn(await waitForEmail(email, resets)));
  for (const { status, text } of [
    await new Client().register({ email: newAddress(), password: odd }),
    await client.setPassword(odd),
    await owner.changePassword(password, odd),
  ]) {
    expect(status).toBe(422);
    expect(text).toContain(en.problems.password.characters);
  }
  expect(await storedHash(email)).toBe(hash);
  // As an earlier version, or another system, may have stored it.
  await sql`update users set password_hash = ${bcrypt.hashSync(odd, 4)} where canonical = ${email}`;
  owner.jar.delete('return-key.session');
  expect((await owner.signIn(email, odd)).path).toBe('/account');
  expect((await client.setPassword(newPassword())).path).toBe('/login');
  await attack.stop();
});

async function userIdOf(email: string): Promise<string> {
  const [user] = await sql`select id from users where canonical = ${email}`;
  return String(user?.id);
}
