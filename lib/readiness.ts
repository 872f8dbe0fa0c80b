import { sql } from 'drizzle-orm';
import { db } from '@/db';
import journal from '@/db/migrations/meta/_journal.json';

/** Whether the database answers and is as new as this code, or newer, as while a later version is being rolled out. */
export async function isReady(): Promise<boolean> {
  try {
    const { rows } = await db().execute<{ migrated: string }>(
      sql`select max(created_at)::text as migrated from drizzle.__drizzle_migrations`,
    );
    return Number(rows[0]?.migrated ?? 0) >= newest;
  } catch {
    return false;
  }
}

const newest = Math.max(...journal.entries.map(({ when }) => when));
