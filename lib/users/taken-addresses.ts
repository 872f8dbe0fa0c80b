import { eq, type SQL, sql } from 'drizzle-orm';
import { db, type Transaction } from '@/db';
import { users } from '@/db/schema';
import type { User } from './credentials';
import { findUndo, type Undo } from './deletion';
import { disavowalLifetimeDays } from './notices';

/**
 * SQL for whether an address is unavailable: another user has it, as the address of the account or as its backup address, or can still
 * restore it by a disavowal.
 * @param canonical the qualified column; drizzle omits the table of its own columns in a query on one table
 * @param exceptFor the id of the user who wants the address, if any: that user's own addresses are available
 */
export function isUnavailable(canonical: SQL, exceptFor: SQL = sql`null::uuid`) {
  return sql<boolean>`(exists (select 1 from users where users.canonical = ${canonical} and users.id is distinct from ${exceptFor})
    or exists (select 1 from backup_addresses held where held.canonical = ${canonical} and held.confirmed_at is not null
      and held.user_id is distinct from ${exceptFor}
      and coalesce(held.removed_at > now() - make_interval(days => ${disavowalLifetimeDays}), true))
    or exists (select 1 from disavowals where disavowals.canonical = ${canonical} and (disavowals.restored_canonical = ${canonical}
        or disavowals.kind = 'address' and disavowals.restored_canonical is null)
      and disavowals.user_id is distinct from ${exceptFor}
      and disavowals.used_at is null and disavowals.expires_at > now()))`;
}

/**
 * Serializes transactions that take one address, as an account's or as a backup, by an advisory lock: no constraint compares the two tables.
 * Comes before `isUnavailable`, in a statement of its own.
 */
export async function lockAddress(tx: Transaction, canonical: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${canonical}, 0))`);
}

/** The user who has an address. `to`: the address as that user has it; `isBackup`: as a backup address. */
type Holder = { user: User; to: string; isBackup: boolean };

export async function findHolder(canonical: string): Promise<Holder | null> {
  const backup = sql`backup_addresses held where held.canonical = ${canonical} and held.confirmed_at is not null and held.removed_at is null`;
  const [row] = await db()
    .select({ user: users, backup: sql<string | null>`(select email from ${backup})` })
    .from(users)
    .where(
      sql`${users.id} = any(array(select id from users where canonical = ${canonical} union select user_id from ${backup}))`,
    )
    .orderBy(sql`${eq(users.canonical, canonical)} desc`)
    .limit(1);
  if (!row) return null;
  const isBackup = row.user.canonical !== canonical;
  return { user: row.user, to: isBackup ? (row.backup ?? '') : row.user.email, isBackup };
}

/** What the worker writes to an address that has an account already: how to get into it. The form's answer was the same. */
export type Taken = { outcome: 'taken'; to: string; name: string; isBackup: boolean; undo: Undo };

export async function describeTaken({ user, to, isBackup }: Holder): Promise<Taken> {
  return { outcome: 'taken', to, name: user.name, isBackup, undo: await findUndo(user) };
}
