import { randomBytes } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { createDatabase, dropDatabase } from '@/e2e/dev/postgres/server';
import { openConnection } from './connection';
import { migrate } from './migrate';
import journal from './migrations/meta/_journal.json' with { type: 'json' };

const server = process.env.DATABASE_URL ?? '';
const url = await createDatabase(server, `return_key_migrate_${randomBytes(6).toString('hex')}`);
afterAll(() => dropDatabase(server, url));

test('a migration that was merged below a newer one of the database is refused by name, instead of being left out', async () => {
  await migrate(url);
  await migrate(url);
  const last = journal.entries.at(-1);
  const connection = openConnection(url, { connectMs: 10_000 });
  await connection.query({
    text: `update drizzle.__drizzle_migrations set created_at = created_at + 1 where created_at = ${last?.when}`,
  });
  await connection.close();
  await expect(migrate(url)).rejects.toThrow(`newer migration than ${last?.tag}`);
});
