import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { outboxEmails, registrations as rows, users } from '@/db/schema';
import { code as parseCode } from '@/lib/codes';
import { type Address, address, type Password, password, personName } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import { confirmLifetimeHours } from '@/lib/mailed-links';
import { createUser, newAddress, newApplicant, newPassword, newRequester, read, take, watch } from '@/lib/testing';
import * as addresses from './address-changes';
import * as registrationCodes from './registration-codes';
import * as registrations from './registrations';
import * as sessions from './sessions';

const name = personName.parse('Grace Hopper');
const request = (to: Address, secret = newPassword(), requestId: string = randomUUID()) =>
  registrations.request(newApplicant({ name, address: to, password: secret }), requestId, newRequester());
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

/** Registers. @returns what the browser holds, and the link and code of its email */
async function hold(to: Address, secret = newPassword(), called: string = name) {
  const requestId = randomUUID();
  const who = newApplicant({ name: personName.parse(called), address: to, password: secret });
  const asked = await registrations.request(who, requestId, newRequester());
  if (asked.outcome !== 'accepted') throw new Error(asked.outcome);
  const issued = await registrations.issue(await take(requestId));
  const free = issued.outcome === 'free' ? issued : null;
  return { held: asked.held, link: free?.url.split('/').at(-1) ?? '', code: free?.code };
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

  test('has a link that works until its life is over', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const { link } = await register(to, secret);
    const age = (hours: number) =>
      db()
        .update(rows)
        .set({ expiresAt: sql`${rows.expiresAt} - make_interval(hours => ${hours})` })
        .where(eq(rows.canonical, to.canonical));
    await age(confirmLifetimeHours - 1);
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
  expect(issued).toMatchObject({ outcome: 'taken', to: user.email, name: user.name, undo: null });
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

describe('the browser that registered', () => {
  test('finishes its own registration without the password, by a link of its own and by one that a stranger caused', async () => {
    for (const isOwn of [true, false]) {
      const [to, mine] = [newAddress(), newPassword()];
      const { held, link } = await hold(to, mine, 'Ada King');
      const strangers = await register(to);
      expect(await registrations.confirm(isOwn ? link : strangers.link, null, newRequester(), held)).toMatchObject({
        outcome: 'confirmed',
        name: 'Ada King',
      });
      expect((await sessions.signIn(to, mine, newRequester())).outcome).toBe('signed-in');
    }
  });

  test('needs a living link to the same address, and any other browser needs the password', async () => {
    const [to, mine] = [newAddress(), newPassword()];
    const { held, link } = await hold(to, mine);
    const other = await register(newAddress());
    expect(await registrations.confirm('', null, newRequester(), held)).toEqual({ outcome: 'dead' });
    expect(await registrations.confirm(other.link, null, newRequester(), held)).toEqual({ outcome: 'refused' });
    expect(await registrations.confirm(link, null, newRequester(), null)).toEqual({ outcome: 'refused' });
    expect(await registrations.confirm(link, newPassword(), newRequester(), held)).toEqual({ outcome: 'refused' });
    expect(await usersOf(to)).toBe(0);
    expect(await registrations.confirm(link, null, newRequester(), held)).toMatchObject({ outcome: 'confirmed' });
    expect(await registrations.confirm(link, null, newRequester(), held)).toEqual({ outcome: 'dead' });
  });

  test('gets another email without hashing again, whose link finishes the registration too', async () => {
    const [to, mine] = [newAddress(), newPassword()];
    const { held } = await hold(to, mine);
    expect(await registrations.resend(held, newRequester())).toEqual({ outcome: 'accepted' });
    const issued = await registrations.issue(await take(held.requestId));
    const link = issued.outcome === 'free' ? (issued.url.split('/').at(-1) ?? '') : '';
    expect(await registrations.find(link)).toMatchObject({ state: 'open', name, email: to.typed });
    const found = await db().select().from(rows).where(eq(rows.canonical, to.canonical));
    expect(found.map(({ passwordHash }) => passwordHash)).toEqual([held.passwordHash, held.passwordHash]);
    expect(await confirm(link, mine)).toMatchObject({ outcome: 'confirmed' });
  });

  test('opens what the link opens with the code of each of its emails, and no other browser does', async () => {
    const to = newAddress();
    const { held, link, code } = await hold(to);
    await registrations.resend(held, newRequester());
    const again = await registrations.issue(await take(held.requestId));
    const codes = [code, again.outcome === 'free' ? again.code : ''].map((given) => parseCode.parse(given));
    const other = await hold(to);
    for (const given of codes)
      expect((await registrationCodes.checkCode(other.held, given, newRequester())).outcome).toBe('wrong');
    for (const given of codes)
      expect((await registrationCodes.checkCode(held, given, newRequester())).outcome).toBe('right');
    const [first] = codes;
    const checked = first && (await registrationCodes.checkCode(held, first, newRequester()));
    expect(checked).toEqual({ outcome: 'right', link });
  });

  test('has five tries at its code, whether the address is free or taken, in the same statements', async () => {
    const taken = await createUser(newPassword());
    const wrong = parseCode.parse('0000-0000');
    const said = [];
    for (const to of [newAddress(), taken.address]) {
      const { held } = await hold(to);
      const tries = [];
      for (let i = 0; i < 6; i += 1) {
        const statements = await watch(async () => {
          tries.push(await registrationCodes.checkCode(held, wrong, newRequester()));
        });
        tries.push(statements);
      }
      said.push(tries);
    }
    expect(said[0]?.filter((_, index) => index % 2 === 0)).toEqual([
      ...[4, 3, 2, 1].map((left) => ({ outcome: 'wrong', left })),
      { outcome: 'spent' },
      { outcome: 'spent' },
    ]);
    expect(said[1]).toEqual(said[0]);
  });

  test('gets no more emails than an address or a network may cause, and the same answer as long as it may ask', async () => {
    const { held } = await hold(newAddress());
    const requester = newRequester();
    for (let i = 0; i < 10; i += 1) expect((await registrations.resend(held, requester)).outcome).toBe('accepted');
    expect((await registrations.resend(held, requester)).outcome).toBe('limited');
    expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, held.canonical))).toBe(3);
  });
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
        newApplicant({ name: personName.parse('Ada King'), address: to, password: mine }),
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
  test('the links of six registrations of one address, spelled differently, confirmed together, make one account', async () => {
    const { typed } = newAddress();
    const [first = '', ...rest] = typed;
    const secret = newPassword();
    const spellings = Array.from({ length: 6 }, (_, i) =>
      address.parse(i % 2 ? `${first.toUpperCase()}${rest.join('')}` : typed.replace('test', 'TEST')),
    );
    const [canonicalAddress] = spellings;
    if (!canonicalAddress) throw new Error('Six spellings were expected.');
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
      registrations.request(
        newApplicant({ name, address: newAddress(), password: password.parse('short') }),
        '',
        requester,
      );
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
