import postgres from 'postgres';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type PostgresProxy, startPostgresProxy } from './postgres-proxy';

const direct = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => undefined });
const proxies: PostgresProxy[] = [];
const table = `proxied_${process.pid}_${Date.now()}`;
await direct.unsafe(`create table ${table} (name text)`);

let proxy: PostgresProxy;
let sql: postgres.Sql;

beforeEach(async () => {
  proxy = await startPostgresProxy(process.env.DATABASE_URL ?? '');
  proxies.push(proxy);
  const url = proxy.urlFor(process.env.DATABASE_URL ?? '');
  sql = postgres(url, { max: 1, prepare: false, backoff: () => 0, onnotice: () => undefined });
});

afterAll(async () => {
  for (const each of proxies) await each.stop();
  await direct.unsafe(`drop table ${table}`);
  await direct.end();
});

const write = (name: string) => sql.begin(async (tx) => void (await tx`insert into ${tx(table)} values (${name})`));
const count = async (name: string) => (await direct`select from ${direct(table)} where name = ${name}`).length;

test('messages arrive unchanged', async () => {
  const long = 'é'.repeat(200_000);
  expect(await sql`select ${long}::text as text`).toEqual([{ text: long }]);
  await write('whole');
  expect(await count('whole')).toBe(1);
});

test('a connection that is cut after n messages has sent only those n', async () => {
  await sql`select 1`;
  // Parse and Describe pass; Bind and Execute do not.
  const fault = proxy.arm({ since: `insert into "${table}"`, after: { side: 'frontend', messages: 2 }, how: 'cut' });
  await expect(sql`insert into ${sql(table)} values ('cut')`).rejects.toThrow();
  expect(fault.hasStruck()).toBe(true);
  expect(await count('cut')).toBe(0);
  await sql`insert into ${sql(table)} values ('again')`;
  expect(await count('again')).toBe(1);
});

test('a COMMIT whose answer is lost has happened, and the client gets an error', async () => {
  proxy.arm({ since: `insert into "${table}"`, after: 'commit', how: 'cut' });
  await expect(write('unanswered')).rejects.toThrow(/CONNECTION_CLOSED|ECONNRESET/);
  expect(await count('unanswered')).toBe(1);
});

test('a pause holds messages back until it ends', async () => {
  await sql`select 1`;
  proxy.pause();
  let isDone = false;
  const waiting = write('held').then(() => {
    isDone = true;
  });
  expect(await count('held')).toBe(0);
  expect(isDone).toBe(false);
  proxy.resume();
  await waiting;
  expect(await count('held')).toBe(1);
});

test('a proxy that refuses connections accepts them again later', async () => {
  await proxy.refuse();
  await expect(sql`select 1`).rejects.toThrow(/ECONNREFUSED/);
  await proxy.accept();
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});
