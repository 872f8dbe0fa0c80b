import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { transactionOutcomes } from '@/db/schema';
import { compareSchema, newestMigration } from '@/db/schema-state';
import { databaseFix } from '@/lib/database-fixes';
import { logRepeatable, reasonOf } from '@/lib/log';

/**
 * Whether the database answers, takes writes and has every migration of this code. A newer database is fine: during a rolling deploy
 * the old instances keep serving. Doesn't check the outbox, because the age of emails would reveal accounts.
 */
export async function isReady(): Promise<boolean> {
  try {
    const rows = await db().execute<{ newest: string | null }>(sql.raw(newestMigration));
    const { pending } = compareSchema(rows[0]?.newest ?? null);
    if (pending.length > 0) {
      logRepeatable('warn', 'migrations pending', { pending: pending.join(', '), fix: 'npm run db:migrate' });
      return false;
    }
    // Removes nothing, but a read-only database refuses it, and the pool then looks for a server that takes writes.
    await db().delete(transactionOutcomes).where(sql`false`);
    return true;
  } catch (error) {
    const reason = reasonOf(error);
    logRepeatable('warn', 'database not ready', { reason, fix: databaseFix(reason) ?? 'npm run doctor' });
    return false;
  }
}
