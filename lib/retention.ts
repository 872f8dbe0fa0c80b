import { sql } from 'drizzle-orm';
import { db } from '@/db';

/**
 * Removes what has done its time: dead resets after 7 days (until then "used" can be told from "not ours"), letters after
 * 30 days, letters without an account after an hour, events after 180 days, sessions and counters once they are over.
 */
export async function sweep(): Promise<void> {
  const rules = [
    sql`delete from letters where state = 'no-account' and settled_at < now() - interval '1 hour'`,
    sql`delete from letters where settled_at < now() - interval '30 days'`,
    sql`delete from resets where expires_at < now() - interval '7 days'`,
    sql`delete from address_changes where expires_at < now() - interval '7 days'`,
    sql`delete from alarms where expires_at < now()`,
    sql`delete from registrations where expires_at < now() - interval '7 days'`,
    sql`delete from sessions where last_seen_at < now() - interval '14 days' or created_at < now() - interval '30 days'`,
    sql`delete from throttles where touched_at < now() - interval '2 days'`,
    sql`delete from events where at < now() - interval '180 days'`,
  ];
  for (const rule of rules) await db().execute(rule);
}
