import { and, eq, gte, isNull, lt, ne, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '@/db';
import { authenticators, backupAddresses, identities, passkeys, recoveryCodes } from '@/db/schema';

// The ways into an account besides its password and its address: factors, recovery codes, identities, backup addresses.

/**
 * Undoes what has happened to a user's ways since a moment, no matter by whom: what was added is removed, what was removed is back. A used
 * recovery code stays used.
 * @param tx must hold a lock on the user's row
 * @param since SQL for the moment: a Date has no microseconds
 * @param by the mailbox that asks for it, which never brings itself back: its owner may have removed it because a thief reads it
 */
export async function undoSince(tx: Transaction, userId: string, since: SQL, by: string): Promise<void> {
  for (const table of [authenticators, passkeys, recoveryCodes]) {
    const { added, removed } = changedSince(table.createdAt, table.removedAt, since);
    await tx
      .update(table)
      .set({ removedAt: sql`clock_timestamp()` })
      .where(and(eq(table.userId, userId), added));
    await tx
      .update(table)
      .set({ removedAt: null })
      .where(and(eq(table.userId, userId), removed));
  }
  await undoIdentitiesSince(tx, userId, since);
  await undoBackupsSince(tx, userId, since, by);
}

async function undoIdentitiesSince(tx: Transaction, userId: string, since: SQL): Promise<void> {
  const { createdAt, removedAt } = identities;
  const { added, removed } = changedSince(createdAt, removedAt, since);
  const isOwn = eq(identities.userId, userId);
  await tx.update(identities).set({ removedAt: sql`clock_timestamp()` }).where(and(isOwn, added));
  // Meanwhile its owner may have connected it to another account, or again to this one and not undone that.
  const isFree = sql`not exists (select 1 from identities other where other.issuer = identities.issuer
    and other.subject = identities.subject and other.removed_at is null)`;
  await tx
    .update(identities)
    .set({ removedAt: null })
    .where(and(isOwn, removed, isFree));
}

async function undoBackupsSince(tx: Transaction, userId: string, since: SQL, by: string): Promise<void> {
  const { canonical, confirmedAt, removedAt } = backupAddresses;
  const { added, removed } = changedSince(confirmedAt, removedAt, since);
  const isOwn = eq(backupAddresses.userId, userId);
  await tx.update(backupAddresses).set({ removedAt: sql`clock_timestamp()` }).where(and(isOwn, added));
  // One that could not recover the account when it was removed stays out: its mailbox, which may be a thief's, was told of the removal.
  const couldRecover = lt(confirmedAt, sql`${removedAt} - make_interval(days => ${backupDelayDays})`);
  await tx
    .update(backupAddresses)
    .set({ removedAt: null })
    .where(and(isOwn, removed, couldRecover, ne(canonical, by), isFree));
}

/** How long a new backup address cannot recover the account: the notices of it have to be read first. */
export const backupDelayDays = 7;

/** SQL for a backup address that can recover its account. @param backup the table or its alias */
const canRecover = (backup: SQL) => sql`${backup}.removed_at is null
  and ${backup}.confirmed_at <= now() - make_interval(days => ${sql.raw(String(backupDelayDays))})`;

/** SQL: of a user without a password, the providers that sign them in, separated by commas. */
export const providers = sql<string>`(select coalesce(string_agg(provider, ',' order by created_at), '') from identities
  where identities.user_id = users.id and identities.removed_at is null and users.password_hash is null)`;

/**
 * SELECT of the account that a reset link is for: whose address it is or, if it is no one's, whose backup address. The same work for every
 * address. `email`: where the link goes.
 * @param canonical a parameter
 */
export function accountOf(canonical: SQL | Placeholder): SQL {
  return sql`select id, email, null::uuid as backup_id, email as account_email, name, credential_version, ${providers} as providers from users
      where canonical = ${canonical} and status in ('active', 'locked')
    union all
    select users.id, backup.email, backup.id, users.email, name, users.credential_version, ${providers}
      from backup_addresses backup join users on users.id = backup.user_id
      where backup.canonical = ${canonical} and ${canRecover(sql`backup`)} and status in ('active', 'locked')
    order by backup_id nulls first limit 1`;
}

/** Whether a mailbox is a backup address of the user that can recover the account. */
export async function canRecoverBy(tx: Transaction, userId: string, canonical: string): Promise<boolean> {
  const isIt = and(eq(backupAddresses.userId, userId), eq(backupAddresses.canonical, canonical));
  return (await tx.$count(backupAddresses, and(isIt, canRecover(sql`backup_addresses`)))) > 0;
}

function changedSince(createdAt: PgColumn, removedAt: PgColumn, since: SQL) {
  return {
    added: and(gte(createdAt, since), isNull(removedAt)),
    removed: and(lt(createdAt, since), gte(removedAt, since)),
  };
}

/** SQL: whether no one else has the address by now. A user has one backup address at most. */
const isFree = sql`not exists (select 1 from users where users.canonical = backup_addresses.canonical)
  and not exists (select 1 from backup_addresses other where other.confirmed_at is not null and other.removed_at is null
    and (other.canonical = backup_addresses.canonical or other.user_id = backup_addresses.user_id))`;
