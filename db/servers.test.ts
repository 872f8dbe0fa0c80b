import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { startPostgresProxy } from '@/e2e/postgres-proxy';
import { databaseUrl } from '@/lib/testing';
import { db } from '.';
import { listServers } from './servers';

test.each([
  ['postgres://one/name', ['postgres://one/name']],
  [
    'postgres://u:p%40@one:5432,two:6432/name?a=b',
    ['postgres://u:p%40@one:5432/name?a=b', 'postgres://u:p%40@two:6432/name?a=b'],
  ],
  ['postgresql://u@[::1]:5432,two/name', ['postgresql://u@[::1]:5432/name', 'postgresql://u@two/name']],
  ['postgres://one/name?sslmode=require', ['postgres://one/name?sslmode=require&uselibpqcompat=true']],
])('%s', (url, servers) => {
  expect(listServers(url)).toEqual(servers);
});

test('when one server goes, the next one is used, and back again, without a restart', async () => {
  const [one, two] = [await startPostgresProxy(databaseUrl), await startPostgresProxy(databaseUrl)];
  const url = new URL(databaseUrl);
  process.env.DATABASE_URL = databaseUrl.replace(url.host, `127.0.0.1:${one.port},127.0.0.1:${two.port}`);
  for (const [gone, left] of [
    [two, one],
    [one, two],
    [two, one],
  ] as const) {
    if (left === one && gone === two) await one.accept().catch(() => undefined);
    await gone.refuse();
    const before = left.open();
    await expect
      .poll(
        () =>
          db()
            .execute(sql`select 1 as one`)
            .then(
              (rows) => [...rows],
              () => [],
            ),
        { timeout: 10_000 },
      )
      .toEqual([{ one: 1 }]);
    expect(left.open()).toBeGreaterThanOrEqual(Math.max(1, before));
    await gone.accept();
  }
  await one.stop();
  await two.stop();
});
