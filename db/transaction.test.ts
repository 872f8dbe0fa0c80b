import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PostgresProxy, startPostgresProxy } from '@/e2e/support/postgres-proxy';
import * as recovery from '@/lib/recovery/resets';
import { createUser, databaseUrl, issueLink, newPassword, newRequester, read, requestReset } from '@/lib/testing';
import { db, OutcomeUnknown, type Transaction, transact } from '.';
import { outboxEmails, resets, users } from './schema';

// A proxy between this process and PostgreSQL cuts connections, drops messages and delays them.
let proxy: PostgresProxy;

beforeAll(async () => {
  proxy = await startPostgresProxy(databaseUrl);
  process.env.DATABASE_URL = proxy.urlFor(databaseUrl);
});

afterAll(() => proxy.stop());

beforeEach(async () => {
  // Opens a connection, so that a fault hits the transaction and not the connection start-up.
  await db().execute(sql`select 1`);
});

const rename = (id: string, name: string) => (tx: Transaction) =>
  tx.update(users).set({ name }).where(eq(users.id, id)).returning({ name: users.name });

describe('a transaction that conflicts with another one', () => {
  test('is repeated after a deadlock, so that both succeed', async () => {
    const [one, two] = [await createUser(), await createUser()];
    let locked = 0;
    let proceed = () => {};
    const bothHoldOne = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    const swap = (first: string, second: string) =>
      transact(async (tx) => {
        await rename(first, 'Held')(tx);
        locked += 1;
        if (locked >= 2) proceed();
        await bothHoldOne;
        await rename(second, 'Both')(tx);
      });
    await Promise.all([swap(one.id, two.id), swap(two.id, one.id)]);
    expect(locked).toBe(3);
  });

  test('is run at most three times after serialization failures, and rolled back each time', async () => {
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

  test('does not wait forever for a lock', async () => {
    const { id } = await createUser();
    await transact(async (tx) => {
      await rename(id, 'Held')(tx);
      await expect(transact(rename(id, 'Waits'))).rejects.toMatchObject({ cause: { code: '55P03' } });
    });
  });
});

test('an error thrown by the work rolls back and is not repeated', async () => {
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

test('a failed statement whose error was caught is not mistaken for a commit', async () => {
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
    test(`after any message of the ${side} leaves the change committed exactly once`, async () => {
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
        // A cut after the last message breaks an idle connection, which is only noticed at its next use.
        await db()
          .execute(sql`select 1`)
          .catch(() => undefined);
        const rows = await db().execute(sql`select from ${sql.identifier(side)} where run = ${messages}`);
        expect(rows, `after ${messages} messages`).toHaveLength(1);
        expect((await read({ id }))?.name).toBe(`Run ${messages}`);
      }
    });
  }

  test('while the response to COMMIT is in transit leaves the change committed, and reports it', async () => {
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

  test('or goes silent at that point is looked up over another connection', async () => {
    const { id } = await createUser();
    proxy.arm({ since: 'begin;', after: 'commit', how: 'silence' });
    expect(await transact(rename(id, 'Committed'))).toEqual([{ name: 'Committed' }]);
  });

  test('with no server left to ask ends in OutcomeUnknown, not in a refusal', async () => {
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

test('a reset whose COMMIT got no response is completed, and a second submit finds the link used', async () => {
  const user = await createUser(newPassword());
  const { link, id } = await issueLink(await requestReset(user.address));
  const fault = proxy.arm({ since: 'update "resets"', after: 'commit', how: 'cut' });
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toMatchObject({ outcome: 'completed' });
  expect(fault.hasStruck()).toBe(true);
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toEqual({ outcome: 'dead' });
  expect(await recovery.open(link, newRequester())).toMatchObject({ state: 'used', email: user.email });
  expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, user.canonical))).toBe(2);
  expect(await db().$count(resets, eq(resets.userId, user.id))).toBe(1);
});

describe('a database that does not answer', () => {
  test('times out, and is used again as soon as it is back', async () => {
    proxy.pause();
    await expect(db().execute(sql`select 1`)).rejects.toThrow();
    proxy.resume();
    expect(await db().execute(sql`select 1 as one`)).toMatchObject([{ one: 1 }]);
  });

  test('with every connection in use lets no caller wait forever', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const transactions = Array.from({ length: 10 }, () => transact(() => released));
    await expect(db().execute(sql`select 1`)).rejects.toThrow();
    release();
    await Promise.all(transactions);
    expect(await db().execute(sql`select 1 as one`)).toMatchObject([{ one: 1 }]);
  });

  test('has time limits set on the server', async () => {
    const rows = await db().execute(sql`select name, setting from pg_settings
      where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name`);
    expect(rows.map(({ setting }) => setting)).toEqual(['10000', '3000', '4000']);
  });
});
