import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { compareSchema, newestMigration } from '@/db/schema-state';
import { log } from '@/lib/log';

/**
 * Whether the database answers and has had every migration of this code. One that is newer is fine: while a deploy rolls, the
 * instances of before go on serving. Nothing about emails, whose age would tell strangers about accounts.
 */
export async function isReady(): Promise<boolean> {
  try {
    const rows = await db().execute<{ newest: string | null }>(sql.raw(newestMigration));
    const { pending } = compareSchema(rows[0]?.newest ?? null);
    if (pending.length > 0)
      log('warn', 'migrations pending', { pending: pending.join(', '), fix: 'npm run db:migrate' });
    return pending.length === 0;
  } catch {
    return false;
  }
}
