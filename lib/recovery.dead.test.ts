import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { accounts, resets } from '@/db/schema';
import { changePassword } from './accounts';
import * as recovery from './recovery';
import * as sessions from './sessions';
import { createAccount, mailLink, newAddress, newOrigin, newPassword, read } from './testing';

// When a link dies, and what then still happens: nothing.
type Mailed = { link: string; id: string };
const complete = ({ link, id }: Mailed) => recovery.complete(link, id, newPassword(), newOrigin());

/** The link says why it is dead, and setting a password by it leaves the account as it is, to the byte. */
async function expectDead({ link, id }: Mailed, state: string, account: { id: string }): Promise<void> {
  const before = await read(account);
  expect((await recovery.find(link, newOrigin())).state).toBe(state);
  expect(await complete({ link, id })).toEqual({ outcome: 'dead' });
  expect(await read(account)).toEqual(before);
}

describe('a link sets no password', () => {
  test('when it was used', async () => {
    const account = await createAccount(newPassword());
    const mailed = await mailLink(account.address);
    await complete(mailed);
    await expectDead(mailed, 'used', account);
  });

  test('when another link of the account was used, be it older or newer', async () => {
    const account = await createAccount(newPassword());
    const [first, second, third] = [1, 2, 3].map(() => mailLink(account.address));
    const links = await Promise.all([first, second, third]);
    const [oldest, middle, newest] = links;
    if (!oldest || !middle || !newest) throw new Error('Three links were asked for.');
    await complete(middle);
    await expectDead(oldest, 'replaced', account);
    await expectDead(newest, 'replaced', account);
    await expectDead(middle, 'used', account);
  });

  test('when the password was changed', async () => {
    const present = newPassword();
    const account = await createAccount(present);
    const mailed = await mailLink(account.address);
    const changed = await changePassword(account.id, present, newPassword(), newOrigin());
    expect(changed.outcome).toBe('changed');
    await expectDead(mailed, 'replaced', account);
  });

  test('when the account has another address, and then says so before all else: no new link goes to the old one', async () => {
    const account = await createAccount(newPassword());
    const mailed = await mailLink(account.address);
    await complete(mailed);
    const { typed, canonical } = newAddress();
    await db().update(accounts).set({ email: typed, canonical }).where(eq(accounts.id, account.id));
    await expectDead(mailed, 'moved', account);
  });

  test('when it is 30 minutes old, and not before', async () => {
    const account = await createAccount(newPassword());
    const mailed = await mailLink(account.address);
    const age = (minutes: number) =>
      db()
        .update(resets)
        .set({ expiresAt: sql`${resets.expiresAt} - make_interval(mins => ${minutes})` })
        .where(eq(resets.id, mailed.id));
    await age(29);
    expect(await recovery.find(mailed.link, newOrigin())).toMatchObject({ state: 'open' });
    await age(1);
    await expectDead(mailed, 'expired', account);
  });

  test('when the account is disabled', async () => {
    const account = await createAccount(newPassword());
    const mailed = await mailLink(account.address);
    await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, account.id));
    await expectDead(mailed, 'invalid', account);
  });

  test('when the account is deleted', async () => {
    const account = await createAccount(newPassword());
    const mailed = await mailLink(account.address);
    await db().delete(accounts).where(eq(accounts.id, account.id));
    await expectDead(mailed, 'invalid', account);
  });
});

describe('a link stays alive', () => {
  test('when another one is asked for', async () => {
    const account = await createAccount(newPassword());
    const first = await mailLink(account.address);
    await mailLink(account.address);
    expect(await complete(first)).toMatchObject({ outcome: 'completed' });
  });

  test('when somebody signs in with the old password', async () => {
    const present = newPassword();
    const account = await createAccount(present);
    const mailed = await mailLink(account.address);
    expect((await sessions.signIn(account.address, present, newOrigin())).outcome).toBe('signed-in');
    expect(await complete(mailed)).toMatchObject({ outcome: 'completed', sessionsEnded: 1 });
  });

  test.each(['letters', 'events', 'sessions'])(
    'with password and sessions as before, when writing to %s fails',
    async (table) => {
      const present = newPassword();
      const account = await createAccount(present);
      await sessions.signIn(account.address, present, newOrigin());
      const mailed = await mailLink(account.address);
      const before = [await read(account), await sessions.list(account.id)];
      await failOn(table);
      await expect(complete(mailed)).rejects.toThrow();
      await db().execute(sql.raw(`drop trigger fault on ${table}`));
      expect([await read(account), await sessions.list(account.id)]).toEqual(before);
      expect(await complete(mailed)).toMatchObject({ outcome: 'completed', sessionsEnded: 1 });
    },
  );
});

/** Breaks the database at one step of the change. */
async function failOn(table: string): Promise<void> {
  await db().execute(sql`create or replace function fault() returns trigger language plpgsql as $$
    begin raise exception 'a fault on purpose'; end $$`);
  await db().execute(
    sql.raw(`create trigger fault before insert or delete on ${table} for each statement execute function fault()`),
  );
}
