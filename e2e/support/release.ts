import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, vi } from 'vitest';
import { db } from '@/db';
import { startMailbox } from '../dev/mailbox';
import { createDatabase, dropDatabase } from '../dev/postgres/server';

/**
 * Restores what a release left behind (db/upgrade) into a database of its own, for a test that migrates it, and starts a mailbox. Both go
 * when the test file ends.
 */
export async function restoreRelease(version: string) {
  const server = process.env.DATABASE_URL ?? '';
  const url = await createDatabase(server, `return_key_upgrade_${randomBytes(6).toString('hex')}`);
  vi.stubEnv('DATABASE_URL', url);
  const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  vi.stubEnv('SMTP_URL', mailbox.smtpUrl);
  await db().execute(sql.raw(readFileSync(`db/upgrade/${version}.sql`, 'utf8')));
  afterAll(async () => {
    await mailbox.stop();
    await dropDatabase(server, url);
  });
  /** The newest link of this kind in the emails to an address. */
  const mailedLink = (email: string, path: string) => {
    const pattern = new RegExp(`/${path}/(\\S+)`);
    const found = mailbox.messages(email).map(({ text }) => pattern.exec(text ?? '')?.[1]);
    return found.find((link) => link !== undefined) ?? '';
  };
  return { url, mailbox, mailedLink };
}

/** The number of rows in each table, by the table's oid, which survives renaming. */
export async function countRows(): Promise<Map<string, number>> {
  const tables = await db()
    .select({ id: sql<string>`oid::text`, name: sql<string>`relname` })
    .from(sql`pg_class`)
    .where(sql`relnamespace = 'public'::regnamespace and relkind = 'r'`);
  const counts = new Map<string, number>();
  for (const { id, name } of tables) {
    const [row] = await db()
      .select({ count: sql<number>`count(*)::int` })
      .from(sql`${sql.identifier(name)}`);
    counts.set(id, row?.count ?? 0);
  }
  return counts;
}
