import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { outboxEmails, registrations as rows, users } from '@/db/schema';
import { type Address, address, type Password, password, personName } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import { createUser, newAddress, newPassword, newRequester, read, take } from '@/lib/testing';
import * as addresses from './address-changes';
import * as registrations from './registrations';
import * as sessions from './sessions';

const name = personName.parse('Grace Hopper');
const request = (to: Address, secret = newPassword(), requestId: string = randomUUID()) =>
  registrations.request({ name, address: to, password: secret }, requestId, newRequester());
const confirm = (link: string, secret: Password) => registrations.confirm(link, secret, newRequester());
const usersOf = (to: Address) => db().$count(users, eq(users.canonical, to.canonical));

/** Registers. @returns what the worker would email */
async function register(to: Address, secret = newPassword()) {
  const requestId = randomUUID();
  expect(await request(to, secret, requestId)).toMatchObject({ outcome: 'accepted' });
  const outboxEmail = await take(requestId);
  const issued = await registrations.issue(outboxEmail);
  return { outboxEmail, issued, link: issued.outcome === 'free' ? (issued.url.split('/').at(-1) ?? '') : '' };
}

describe('a free address', () => {
  test('gets a link, and after confirming with the password, an account and a session', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const { link } = await register(to, secret);
    expect(await registrations.find(link)).toMatchObject({ state: 'open', name, email: to.typed });
    const confirmed = await confirm(link, secret);
    if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome);
    expect(await sessions.find(confirmed.sessionId)).toMatchObject({ userId: confirmed.userId, email: to.typed });
    expect((await sessions.signIn(to, secret, newRequester())).outcome).toBe('signed-in');
  });

  test('has no account until the password is given, however often the link is opened', async () => {
    const to = newAddress();
    const { link } = await register(to);
    for (let i = 0; i < 5; i += 1) expect((await registrations.find(link)).state).toBe('open');
    expect(await usersOf(to)).toBe(0);
  });

  test('is not confirmed by a wrong password, and the link still works', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const { link } = await register(to, secret);
    expect(await confirm(link, newPassword())).toEqual({ outcome: 'refused' });
    expect(await usersOf(to)).toBe(0);
    expect(await confirm(link, secret)).toMatchObject({ outcome: 'confirmed' });
  });

  test('is confirmed once', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const { link } = await register(to, secret);
    await confirm(link, secret);
    expect(await registrations.find(link)).toEqual({ state: 'used', email: to.typed });
    expect(await confirm(link, secret)).toEqual({ outcome: 'dead' });
  });

  test('has a link that works for 24 hours', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const { link } = await register(to, secret);
    const age = (hours: number) =>
      db()
        .update(rows)
        .set({ expiresAt: sql`${rows.expiresAt} - make_interval(hours => ${hours})` })
        .where(eq(rows.canonical, to.canonical));
    await age(23);
    expect((await registrations.find(link)).state).toBe('open');
    await age(1);
    expect(await registrations.find(link)).toEqual({ state: 'expired', email: to.typed });
    expect(await confirm(link, secret)).toEqual({ outcome: 'dead' });
    expect(await usersOf(to)).toBe(0);
  });

  test('gets the same link when its email is tried again', async () => {
    const { outboxEmail, issued } = await register(newAddress());
    expect(await registrations.issue(outboxEmail)).toEqual(issued);
  });
});

test('a taken address gets an email about its account, which stays unchanged', async () => {
  const secret = newPassword();
  const user = await createUser(secret);
  const { issued } = await register(user.address);
  expect(issued).toEqual({ outcome: 'taken', to: user.email, name: user.name, undo: null });
  expect(await read(user)).toMatchObject({ name: user.name, passwordHash: user.passwordHash });
});

test('a link no longer works after someone else has taken the address', async () => {
  const [to, mine, theirs] = [newAddress(), newPassword(), newPassword()];
  const [first, second] = [await register(to, mine), await register(to, theirs)];
  expect(await confirm(second.link, theirs)).toMatchObject({ outcome: 'confirmed' });
  expect(await confirm(first.link, mine)).toEqual({ outcome: 'dead' });
  expect((await registrations.find(first.link)).state).not.toBe('open');
  expect((await sessions.signIn(to, mine, newRequester())).outcome).toBe('refused');
  expect((await sessions.signIn(to, theirs, newRequester())).outcome).toBe('signed-in');
});

test('someone who knows only the address cannot confirm what its owner registered', async () => {
  const [to, owners, strangers] = [newAddress(), newPassword(), newPassword()];
  const [ofOwner] = [await register(to, owners), await register(to, strangers)];
  expect(await confirm(ofOwner.link, strangers)).toEqual({ outcome: 'refused' });
});

describe('when strangers have used up the emails to an address', () => {
  /** Strangers register the address three times. @returns the links that its mailbox gets */
  async function fill(to: Address): Promise<string[]> {
    return [(await register(to)).link, (await register(to)).link, (await register(to)).link];
  }

  test('each of their links finishes what the owner registered in this browser, with its name and password', async () => {
    for (const which of [0, 1, 2]) {
      const [to, mine] = [newAddress(), newPassword()];
      const links = await fill(to);
      const asked = await registrations.request(
        { name: personName.parse('Ada King'), address: to, password: mine },
        '',
        newRequester(),
      );
      expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, to.canonical))).toBe(3);
      const held = asked.outcome === 'accepted' ? asked.held : null;
      const confirmed = await registrations.confirm(links[which] ?? '', mine, newRequester(), held);
      expect(confirmed).toMatchObject({ outcome: 'confirmed' });
      const [user] = await db().select().from(users).where(eq(users.canonical, to.canonical));
      expect(user).toMatchObject({ name: 'Ada King', email: to.typed });
      expect((await sessions.signIn(to, mine, newRequester())).outcome).toBe('signed-in');
      for (const link of links) expect((await registrations.find(link)).state).not.toBe('open');
    }
  });

  test('the browser that registered proves nothing without a link, and nothing for another address', async () => {
    const [to, mine] = [newAddress(), newPassword()];
    const asked = await request(to, mine);
    const held = asked.outcome === 'accepted' ? asked.held : null;
    expect(await registrations.confirm('', mine, newRequester(), held)).toEqual({ outcome: 'dead' });
    const { link } = await register(newAddress());
    expect(await registrations.confirm(link, mine, newRequester(), held)).toEqual({ outcome: 'refused' });
  });

  test('a link still finishes its own registration with its own password', async () => {
    const [to, mine, other] = [newAddress(), newPassword(), newPassword()];
    const asked = await request(to, mine);
    const { link } = await register(to, other);
    const held = asked.outcome === 'accepted' ? asked.held : null;
    expect(await registrations.confirm(link, newPassword(), newRequester(), held)).toEqual({ outcome: 'refused' });
    expect(await registrations.confirm(link, other, newRequester(), held)).toMatchObject({ outcome: 'confirmed' });
  });

  test('address changes to it are counted apart', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const stranger = await createUser(secret);
    for (let i = 0; i < 4; i += 1) await addresses.requestChange(stranger.id, to, secret, '', newRequester());
    expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, to.canonical))).toBe(3);
    expect((await register(to)).issued).toMatchObject({ outcome: 'free' });
  });
});

describe('concurrently', () => {
  test('the links of twenty registrations of one address, spelled differently, confirmed together, make one account', async () => {
    const { typed } = newAddress();
    const [first = '', ...rest] = typed;
    const secret = newPassword();
    const spellings = Array.from({ length: 20 }, (_, i) =>
      address.parse(i % 2 ? `${first.toUpperCase()}${rest.join('')}` : typed.replace('test', 'TEST')),
    );
    const [canonicalAddress] = spellings;
    if (!canonicalAddress) throw new Error('Twenty spellings were expected.');
    // One after the other: strangers at once fill their part of the queue of hashes on a busy machine.
    for (const spelling of spellings) expect((await request(spelling, secret)).outcome).toBe('accepted');
    const written = (await outbox.claim(1000)).filter(({ canonical }) => canonical === canonicalAddress.canonical);
    // All spellings of an address share its limit of emails.
    expect(written).toHaveLength(3);
    const issued = await Promise.all(written.map((outboxEmail) => registrations.issue(outboxEmail)));
    const links = issued.map((one) => (one.outcome === 'free' ? (one.url.split('/').at(-1) ?? '') : ''));
    const ends = await Promise.all(links.map((link) => confirm(link, secret)));
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['confirmed', 'dead', 'dead']);
    expect(await usersOf(canonicalAddress)).toBe(1);
  });

  test('two registrations of one address, confirmed together, make one account even when the database is slow', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const links = [(await register(to, secret)).link, (await register(to, secret)).link];
    await slowDown();
    const ends = await Promise.all(links.map((link) => confirm(link, secret))).finally(speedUp);
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['confirmed', 'dead']);
    expect(await usersOf(to)).toBe(1);
  });

  test('two confirmations of one link make one account', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const { link } = await register(to, secret);
    const ends = await Promise.all([confirm(link, secret), confirm(link, secret)]);
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['confirmed', 'dead']);
    expect(await usersOf(to)).toBe(1);
  });
});

describe('nothing is written', () => {
  test('for a password that the policy refuses', async () => {
    const to = newAddress();
    expect(await request(to, password.parse('grace hopper 1906'))).toEqual({
      outcome: 'refused',
      problem: 'containsName',
    });
    expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, to.canonical))).toBe(0);
    expect(await db().$count(rows, eq(rows.canonical, to.canonical))).toBe(0);
  });

  test('for a network over its limit', async () => {
    const requester = newRequester();
    const requestShort = () =>
      registrations.request({ name, address: newAddress(), password: password.parse('short') }, '', requester);
    for (let i = 0; i < 10; i += 1) expect((await requestShort()).outcome).toBe('refused');
    expect((await requestShort()).outcome).toBe('limited');
  });
});

/** Delays every insert of a user, so that two confirmations overlap. */
async function slowDown(): Promise<void> {
  await db().execute(sql`create function delay() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.4); return new; end $$`);
  await db().execute(sql`create trigger delay before insert on users for each row execute function delay()`);
}
const speedUp = () => db().execute(sql`drop function delay cascade`);
