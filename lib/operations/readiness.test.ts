import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { db } from '@/db';
import { openConnection } from '@/db/connection';
import { databaseUrl } from '@/lib/testing';
import { isReady } from './readiness';

test('an instance is ready when its database has had every migration, and not while one is pending', async () => {
  expect(await isReady()).toBe(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await db().execute(sql`create table kept as select * from drizzle.__drizzle_migrations order by id desc limit 1`);
  await db().execute(sql`delete from drizzle.__drizzle_migrations where id = (select id from kept)`);
  expect(await isReady()).toBe(false);
  expect(JSON.parse(String(stderr.mock.calls.at(-1)?.[0]))).toMatchObject({ fix: 'npm run db:migrate' });
  stderr.mockRestore();
  await db().execute(sql`insert into drizzle.__drizzle_migrations select * from kept`);
  expect(await isReady()).toBe(true);
});

test('an instance of the version before stays ready while a deploy rolls', async () => {
  await db().execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at)
    select 'later', max(created_at) + 1 from drizzle.__drizzle_migrations`);
  expect(await isReady()).toBe(true);
});

test('an instance without its tables is not ready', async () => {
  await db().execute(sql`alter schema drizzle rename to away`);
  expect(await isReady()).toBe(false);
  await db().execute(sql`alter schema away rename to drizzle`);
});

test('an instance whose database is read-only is not ready, and is again as soon as the database takes writes', async () => {
  const name = new URL(databaseUrl).pathname.slice(1);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const writer = openConnection(databaseUrl, { connectMs: 10_000 });
  await writer.query({ text: `alter database ${name} set default_transaction_read_only = on` });
  // A new pool: connections that are already open keep their settings.
  delete (Reflect.get(globalThis, Symbol.for('return-key.database')) as { pool?: unknown }).pool;
  expect(await isReady()).toBe(false);
  expect(JSON.parse(String(stderr.mock.calls.at(-1)?.[0]))).toMatchObject({
    message: 'database not ready',
    fix: expect.stringMatching(/default_transaction_read_only/),
  });
  stderr.mockRestore();
  await writer.query({ text: `alter database ${name} reset default_transaction_read_only` });
  await writer.close();
  expect(await isReady()).toBe(true);
});
