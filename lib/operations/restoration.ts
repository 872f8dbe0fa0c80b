import { type SQL, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import * as audit from '@/lib/audit';
import { everyOwner } from '@/lib/rate-limits/policies';
import { operator } from '@/lib/requester';

/** How many rows of each kind were ended after a restore. */
export type Restoration = {
  resets: number;
  registrations: number;
  addressChanges: number;
  backupAddresses: number;
  disavowals: number;
  recoveryWaits: number;
  outboxEmails: number;
  sessions: number;
};

/** The name of the connected database. */
export async function findDatabaseName(): Promise<string> {
  const rows = await db().execute<{ name: string }>(sql`select current_database() as name`);
  return rows[0]?.name ?? '';
}

/**
 * Revokes the state that a restored backup revived. In a backup, a link used since is still open, a session ended since is alive, and
 * an email sent since is queued. So this expires every open link (its page offers a new one), ends every session and every known device, cancels
 * every waiting period, and supersedes every waiting email. Factors and recovery codes stay as the backup has them (lib/README.md). One
 * transaction; safe to run again.
 */
export async function revokeRestoredState(): Promise<Restoration> {
  return transact(async (tx) => {
    const ended: Restoration = {
      resets: await expire(tx, 'resets'),
      registrations: await expire(tx, 'registrations'),
      addressChanges: await expire(tx, 'address_changes'),
      backupAddresses: await repeat(tx, expireBackups),
      disavowals: await expire(tx, 'disavowals'),
      recoveryWaits: await repeat(tx, cancelWaits),
      outboxEmails: await repeat(tx, supersede),
      sessions: await repeat(tx, endSessions),
    };
    await tx.execute(endKnownDevices);
    const reason = Object.entries(ended)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ');
    await audit.record(tx, { name: 'database.restored', requester: operator, reason });
    return ended;
  });
}

/** Rows per statement, so that each finishes within the statement time-out on a site of any size. */
const batch = 10_000;

function expire(tx: Transaction, table: string): Promise<number> {
  const rows = sql.identifier(table);
  const open = sql`select ctid from ${rows} where expires_at > now() limit ${batch}`;
  return repeat(tx, sql`update ${rows} set expires_at = now() where ctid = any(array(${open}))`);
}

// A confirmed one is no link, and stays.
const expireBackups = sql`update backup_addresses set expires_at = now() where ctid = any(array(
  select ctid from backup_addresses where confirmed_at is null and expires_at > now() limit ${batch}))`;
// It may have been canceled since: its owner was told so.
const cancelWaits = sql`update recovery_waits set cancelled_at = now() where ctid = any(array(
  select ctid from recovery_waits where cancelled_at is null and finished_at is null limit ${batch}))`;
const supersede = sql`update outbox_emails set state = 'superseded', settled_at = now(),
    last_error = 'the database was restored from a backup; this email may have been sent before'
  where ctid = any(array(select ctid from outbox_emails where state in ('queued', 'sending') limit ${batch}))`;
// Whose devices were ended since the backup is not known any more.
const endKnownDevices = sql`insert into device_generations (owner, not_before) values (${everyOwner}, clock_timestamp())
  on conflict (owner) do update set not_before = excluded.not_before`;
const endSessions = sql`delete from sessions where ctid = any(array(select ctid from sessions limit ${batch}))`;

async function repeat(tx: Transaction, statement: SQL): Promise<number> {
  for (let total = 0; ; ) {
    const { count } = await tx.execute(statement);
    total += count;
    if (count < batch) return total;
  }
}
