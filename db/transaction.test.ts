import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PostgresProxy, startPostgresProxy } from '@/e2e/support/postgres-proxy';
import * as recovery from '@/lib/recovery/resets';
import { createUser, databaseUrl, issueLink, newPassword, newRequester, read, requestReset } from '@/lib/testing';
import { db, OutcomeUnknown, type Transaction, transact } from '.';
import { outboxEmails, resets, users } from './schema';

// Between this process and PostgreSQL stands something that cuts, swallows and holds back.
let proxy: PostgresProxy;

beforeAll(async () => {
  proxy = await startPostgresProxy(databaseUrl);
  process.env.DATABASE_URL = proxy.urlFor(databaseUrl);
});

afterAll(() => proxy.stop());

beforeEach(async () => {
  // A connection that is open already, so that a fault meets the transaction and not the sign-in.
  await db().execute(sql`select 1`);
});

const rename = (id: string, name: string) => (tx: Transaction) =>
  tx.update(users).set({ name }).where(eq(users.id, id)).returning({ name: users.name });

describe('a transaction that meets another one', () => {
  test('is run again after a deadlock, so that both come through', async () => {
    const [one, two] = [await createUser(), await createUser()];
    let waiting = 0;
    let goOn = () => {};
    const bothHoldOne = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const swap = (first: string, second: string) =>
      transact(async (tx) => {
        await rename(first, 'Held')(tx);
        waiting += 1;
        if (waiting >= 2) goOn();
        await bothHoldOne;
        await rename(second, 'Both')(tx);
      });
    await Promise.all([swap(one.id, two.id), swap(two.id, one.id)]);
    expect(waiting).toBe(3);
  });

  test('is run three times at most after serialization failures, and each is undone', async () => {
    const { id } = await createUser();
    let runs = 0;
    const work = transact(async (tx) => {
      runs += 1;
      await rename(id, 'Half done')(tx);
      await tx.execute(sql`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`);
    });
    await expect(work).rejects.toMatchObject({ cause: { code: '40001' } });
    expect(runs).toBe(3);
    expect((await read({ id }))?.name).toBe('Ada Lovelace');
  });

  test('does not wait for a lock for ever', async () => {
    const { id } = await createUser();
    await transact(async (tx) => {
      await rename(id, 'Held')(tx);
      await expect(transact(rename(id, 'Waits'))).rejects.toMatchObject({ cause: { code: '55P03' } });
    });
  });
});

test('a refusal of the work itself is neither repeated nor kept', async () => {
  const { id } = await createUser();
  let runs = 0;
  const work = transact(async (tx) => {
    runs += 1;
    await rename(id, 'Half done')(tx);
    throw new Error('No.');
  });
  await expect(work).rejects.toThrow('No.');
  expect(runs).toBe(1);
  expect((await read({ id }))?.name).toBe('Ada Lovelace');
});

test('a failed statement that somebody caught is not taken for a COMMIT', async () => {
  const { id } = await createUser();
  const work = transact(async (tx) => {
    await rename(id, 'Half done')(tx);
    await tx.execute(sql`select 1 / 0`).catch(() => undefined);
  });
  await expect(work).rejects.toThrow('rolled back');
  expect((await read({ id }))?.name).toBe('Ada Lovelace');
});

describe('a connection that breaks', () => {
  for (const side of ['frontend', 'backend'] as const) {
    test(`after any message of the ${side} leaves the change done, once`, async () => {
      const { id } = await createUser();
      await db().execute(sql`create table ${sql.identifier(side)} (run int)`);
      for (let messages = 0, isOver = false; !isOver; messages += 1) {
        await db().execute(sql`select 1`);
        const fault = proxy.arm({ since: 'begin;', after: { side, messages }, how: 'cut' });
        await transact(async (tx) => {
          await rename(id, `Run ${messages}`)(tx);
          await tx.execute(sql`insert into ${sql.identifier(side)} values (${messages})`);
        });
        isOver = !fault.hasStruck();
        fault.disarm();
        // Cut after the very last message, an idle connection breaks, and nobody knows before it is used.
        await db()
          .execute(sql`select 1`)
          .catch(() => undefined);
        const rows = await db().execute(sql`select from ${sql.identifier(side)} where run = ${messages}`);
        expect(rows, `after ${messages} messages`).toHaveLength(1);
        expect((await read({ id }))?.name).toBe(`Run ${messages}`);
      }
    });
  }

  test('while the answer to COMMIT is under way leaves the change done, and says so', async () => {
    const { id } = await createUser();
    const fault = proxy.arm({ since: 'begin;', after: 'commit', how: 'cut' });
    let runs = 0;
    const name = await transact((tx) => {
      runs += 1;
      return rename(id, 'Committed')(tx);
    });
    expect(fault.hasStruck()).toBe(true);
    expect(name).toEqual([{ name: 'Committed' }]);
    expect(runs).toBe(1);
  });

  test('or falls silent then, is asked about over another connection', async () => {
    const { id } = await createUser();
    proxy.arm({ since: 'begin;', after: 'commit', how: 'silence' });
    expect(await transact(rename(id, 'Committed'))).toEqual([{ name: 'Committed' }]);
  });

  test('with nobody left to ask ends in "not known", and not in a no', async () => {
    const { id } = await createUser();
    const fault = proxy.arm({ since: 'begin;', after: 'commit', how: 'cut' });
    const work = expect(transact(rename(id, 'Committed'))).rejects.toThrow(OutcomeUnknown);
    await fault.struck;
    await proxy.refuse();
    await work;
    await proxy.accept();
    expect((await read({ id }))?.name).toBe('Committed');
  });
});

test('a recovery whose COMMIT was not answered is completed, and a second press is told that the link was used', async () => {
  const user = await createUser(newPassword());
  const { link, id } = await issueLink(await requestReset(user.address));
  const fault = proxy.arm({ since: 'update "resets"', after: 'commit', how: 'cut' });
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toMatchObject({ outcome: 'completed' });
  expect(fault.hasStruck()).toBe(true);
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toEqual({ outcome: 'dead' });
  expect(await recovery.find(link, newRequester())).toMatchObject({ state: 'used', email: user.email });
  expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, user.canonical))).toBe(2);
  expect(await db().$count(resets, eq(resets.userId, user.id))).toBe(1);
});

describe('a database that does not answer', () => {
  test('is given up on, and used again as soon as it is back', async () => {
    proxy.pause();
    await expect(db().execute(sql`select 1`)).rejects.toThrow();
    proxy.resume();
    expect(await db().execute(sql`select 1 as one`)).toMatchObject([{ one: 1 }]);
  });

  test('with every connection taken lets nobody wait for ever', async () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const holders = Array.from({ length: 10 }, () => transact(() => held));
    await expect(db().execute(sql`select 1`)).rejects.toThrow();
    letGo();
    await Promise.all(holders);
    expect(await db().execute(sql`select 1 as one`)).toMatchObject([{ one: 1 }]);
  });

  test('has limits of its own for what we send', async () => {
    const rows = await db().execute(sql`select name, setting from pg_settings
      where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name`);
    expect(rows.map(({ setting }) => setting)).toEqual(['10000', '3000', '4000']);
  });
});
