import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { compareSchema, newestMigration } from '@/db/schema-state';
import { log } from '@/lib/log';

/**
 * Whether the database answers and has every migration of this code. A newer database is fine: during a rolling deploy the old
 * instances keep serving. Doesn't check the outbox, because the age of emails would reveal accounts.
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
