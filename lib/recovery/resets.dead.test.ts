import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { auditCounts, auditEvents, rateLimits, resets, users } from '@/db/schema';
import { resetLifetimeMinutes } from '@/lib/mailed-links';
import type { Requester } from '@/lib/requester';
import { createUser, eventsOf, exhaust, mailLink, newAddress, newPassword, newRequester, read } from '@/lib/testing';
import { changePassword } from '@/lib/users/account';
import * as sessions from '@/lib/users/sessions';
import * as recovery from './resets';

// When a link stops working, and that it then changes nothing.
type Mailed = { link: string; id: string };
const complete = ({ link, id }: Mailed) => recovery.complete(link, id, newPassword(), newRequester());

/** Expects the link to be in this state, and setting a password by it to change nothing in the user's row. */
async function expectDead({ link, id }: Mailed, state: string, user: { id: string }): Promise<void> {
  const before = await read(user);
  expect((await recovery.open(link, newRequester())).state).toBe(state);
  expect(await complete({ link, id })).toEqual({ outcome: 'dead' });
  expect(await read(user)).toEqual(before);
}

describe('a link sets no password', () => {
  test('when it has been used', async () => {
    const user = await createUser(newPassword());
    const mailed = await mailLink(user.address);
    await complete(mailed);
    await expectDead(mailed, 'used', user);
  });

  test('when another link of the account has been used, older or newer', async () => {
    const user = await createUser(newPassword());
    const [first, second, third] = [1, 2, 3].map(() => mailLink(user.address));
    const links = await Promise.all([first, second, third]);
    const [oldest, middle, newest] = links;
    if (!oldest || !middle || !newest) throw new Error('Three links were expected.');
    await complete(middle);
    await expectDead(oldest, 'replaced', user);
    await expectDead(newest, 'replaced', user);
    await expectDead(middle, 'used', user);
  });

  test('when the password has been changed', async () => {
    const present = newPassword();
    const user = await createUser(present);
    const mailed = await mailLink(user.address);
    const changed = await changePassword(user.id, present, newPassword(), newRequester());
    expect(changed.outcome).toBe('changed');
    await expectDead(mailed, 'replaced', user);
  });

  test('when the account has another address, which is reported before any other reason', async () => {
    const user = await createUser(newPassword());
    const mailed = await mailLink(user.address);
    await complete(mailed);
    const { typed, canonical } = newAddress();
    await db().update(users).set({ email: typed, canonical }).where(eq(users.id, user.id));
    await expectDead(mailed, 'moved', user);
  });

  test('when its life is over, and not a minute before', async () => {
    const user = await createUser(newPassword());
    const mailed = await mailLink(user.address);
    const age = (minutes: number) =>
      db()
        .update(resets)
        .set({ expiresAt: sql`${resets.expiresAt} - make_interval(mins => ${minutes})` })
        .where(eq(resets.id, mailed.id));
    await age(resetLifetimeMinutes - 1);
    expect(await recovery.open(mailed.link, newRequester())).toMatchObject({ state: 'open' });
    await age(1);
    await expectDead(mailed, 'expired', user);
  });

  test('when the account is disabled', async () => {
    const user = await createUser(newPassword());
    const mailed = await mailLink(user.address);
    await db().update(users).set({ status: 'disabled' }).where(eq(users.id, user.id));
    await expectDead(mailed, 'invalid', user);
  });

  test('when the account is deleted', async () => {
    const user = await createUser(newPassword());
    const mailed = await mailLink(user.address);
    await db().delete(users).where(eq(users.id, user.id));
    await expectDead(mailed, 'invalid', user);
  });
});

describe('a link still works', () => {
  test('when another one is requested', async () => {
    const user = await createUser(newPassword());
    const first = await mailLink(user.address);
    await mailLink(user.address);
    expect(await complete(first)).toMatchObject({ outcome: 'completed' });
  });

  test('when someone signs in with the old password', async () => {
    const present = newPassword();
    const user = await createUser(present);
    const mailed = await mailLink(user.address);
    expect((await sessions.signIn(user.address, present, newRequester())).outcome).toBe('signed-in');
    expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
  });

  test.each(['outbox_emails', 'audit_events', 'sessions'])(
    'with password and sessions unchanged, when writing to %s fails',
    async (table) => {
      const present = newPassword();
      const user = await createUser(present);
      await sessions.signIn(user.address, present, newRequester());
      const mailed = await mailLink(user.address);
      const before = [await read(user), await sessions.list(user.id)];
      await failOn(table);
      await expect(complete(mailed)).rejects.toThrow();
      await db().execute(sql.raw(`drop trigger fault on ${table}`));
      expect([await read(user), await sessions.list(user.id)]).toEqual(before);
      expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
    },
  );
});

/** Makes writing to this table fail. */
async function failOn(table: string): Promise<void> {
  await db().execute(sql`create or replace function fault() returns trigger language plpgsql as $$
    begin raise exception 'a fault on purpose'; end $$`);
  await db().execute(
    sql.raw(`create trigger fault before insert or delete on ${table} for each statement execute function fault()`),
  );
}

describe('a post without a living link', () => {
  const strangerAgain = async (link: string, requester: Requester) => {
    for (let i = 0; i < 40; i += 1) {
      expect(await recovery.complete(link, randomUUID(), newPassword(), requester)).toEqual({ outcome: 'dead' });
    }
  };

  test('counts nothing and records nothing, however often: the owner in the same network goes on', async () => {
    const requester = newRequester();
    const user = await createUser(newPassword());
    const { link, id } = await mailLink(user.address);
    const before = await Promise.all([auditEvents, auditCounts, rateLimits].map((table) => db().$count(table)));
    for (const forged of ['', 'no link', `${link}x`]) await strangerAgain(forged, requester);
    expect(await Promise.all([auditEvents, auditCounts, rateLimits].map((table) => db().$count(table)))).toEqual(
      before,
    );
    expect(await recovery.complete(link, id, newPassword(), requester)).toMatchObject({ outcome: 'completed' });
  });

  test('is recorded ten times at most for a link that was used', async () => {
    const user = await createUser(newPassword());
    const mailed = await mailLink(user.address);
    await complete(mailed);
    await strangerAgain(mailed.link, newRequester());
    expect((await eventsOf(user)).filter((name) => name === 'reset.refused')).toHaveLength(9);
  });

  test('uses up no other limit of its network: of signing in, registering or requesting', async () => {
    const requester = newRequester();
    for (const policy of ['sign-in/network', 'register/network', 'reset/network'] as const) {
      await exhaust({ policy, subject: requester.network });
    }
    const user = await createUser(newPassword());
    const { link, id } = await mailLink(user.address);
    expect(await recovery.complete(link, id, newPassword(), requester)).toMatchObject({ outcome: 'completed' });
  });
});
