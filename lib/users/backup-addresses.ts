import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { backupAddresses, registrations, resets, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import { isEnrolled } from '@/lib/factors/factors';
import type { Address, Password } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import * as mailedLinks from '@/lib/mailed-links';
import type { Limited } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { verifyCurrentPassword } from './credentials';
import * as newAddresses from './new-addresses';
import { notifyAll } from './notices';
import type { FirstStep } from './sessions';
import { isUnavailable, lockAddress } from './taken-addresses';
import { backupDelayDays } from './ways-in';

/** The backup address of a user, or the one that has been mailed a link to confirm it. */
export type Backup = { email: string; isConfirmed: boolean; isUsable: boolean; usableFrom: Date | null };

const usableFrom = sql`${backupAddresses.confirmedAt} + make_interval(days => ${backupDelayDays})`;
const isLive = isNull(backupAddresses.removedAt);
const isConfirmed = and(isLive, sql`${backupAddresses.confirmedAt} is not null`);

export async function findOf(userId: string): Promise<Backup | null> {
  const isPending = and(
    gt(backupAddresses.expiresAt, sql`now()`),
    eq(backupAddresses.credentialVersion, users.credentialVersion),
  );
  const [found] = await db()
    .select({
      email: backupAddresses.email,
      isConfirmed: sql<boolean>`${backupAddresses.confirmedAt} is not null`,
      isUsable: sql<boolean>`coalesce(${usableFrom} <= now(), false)`,
      usableFrom: sql<Date | null>`${usableFrom}`.mapWith(backupAddresses.confirmedAt),
    })
    .from(backupAddresses)
    .innerJoin(users, eq(users.id, backupAddresses.userId))
    .where(and(eq(backupAddresses.userId, userId), isLive, or(isConfirmed, isPending)))
    .orderBy(sql`${backupAddresses.confirmedAt} desc nulls last`)
    .limit(1);
  return found ?? null;
}

export type RequestResult =
  /** An email goes to the address, whether or not it has an account. */
  | { outcome: 'accepted' }
  | { outcome: 'wrong-current' | 'factor-needed' | 'sign-in-needed' }
  /** The address of the account itself. */
  | { outcome: 'own' }
  /** There is a backup address: it has to be removed first. */
  | { outcome: 'exists' }
  | Limited;

/** Requests a backup address for a signed-in user. It is none until the link mailed to it is confirmed. Ends the link of an earlier request. */
export async function request(
  userId: string,
  next: Address,
  current: Password | null,
  requestId: string,
  requester: Requester,
): Promise<RequestResult> {
  const verified = await verifyCurrentPassword(userId, current, requester);
  if (verified.outcome !== 'correct') return verified;
  const { canonical, credentialVersion } = verified.user;
  if (canonical === next.canonical) return { outcome: 'own' };
  if ((await findOf(userId))?.isConfirmed) return { outcome: 'exists' };
  const granted = await newAddresses.countEmail(next.canonical);
  await transact(async (tx) => {
    await audit.record(tx, { name: 'backup.requested', userId, requester });
    if (!granted) return;
    await tx
      .update(backupAddresses)
      .set({ removedAt: sql`clock_timestamp()` })
      .where(and(eq(backupAddresses.userId, userId), isLive, isNull(backupAddresses.confirmedAt)));
    const { typed: email } = next;
    const values = {
      userId,
      email,
      canonical: next.canonical,
      credentialVersion,
      expiresAt: newAddresses.addressLinkEnd,
    };
    const [backup] = await tx.insert(backupAddresses).values(values).returning({ id: backupAddresses.id });
    if (!backup) throw new Error('The backup address was not written.');
    await outbox.enqueue(tx, 'backup-address', { address: next, requestId, requester }, backup.id);
  });
  return { outcome: 'accepted' };
}

/** Signs the link that confirms a backup address. Repeated for the same email it returns the same link. */
export async function issue(outboxEmail: outbox.OutboxEmail): Promise<newAddresses.Issued> {
  const [issued] = await db()
    .update(backupAddresses)
    .set(mailedLinks.signing(backupAddresses, mailedLinks.addressLinkLifetimeMinutes))
    .where(and(eq(backupAddresses.id, outboxEmail.reference ?? outboxEmail.id), isLive))
    .returning({ id: backupAddresses.id });
  return newAddresses.writeLink('backup', issued ? await findById(issued.id) : null);
}

/** The state of the link that confirms a backup address. Does not use it up. */
export async function find(link: string): Promise<newAddresses.Standing> {
  return standingOf(await mailedLinks.find('backup', link, findById));
}

export type Confirmation =
  | { outcome: 'added' }
  | { outcome: 'wrong-password' }
  | ({ outcome: 'second-factor' } & FirstStep)
  /** Another account took the address in the meantime. */
  | { outcome: 'taken' }
  | { outcome: 'dead' }
  | Limited;

/**
 * Adds the backup address. The link proves control of its mailbox; a session of the account or its password proves that the person is the
 * account's owner. Signs no one in, and ends nothing.
 */
export async function confirm(link: string, proof: newAddresses.Proof, requester: Requester): Promise<Confirmation> {
  const backup = await mailedLinks.find('backup', link, findById);
  if (!backup || standingOf(backup).state !== 'open') return { outcome: 'dead' };
  const refused = await newAddresses.refuseStranger(backup, proof, requester);
  return refused ?? transact((tx) => spend(tx, backup, requester));
}

type Row = newAddresses.NewAddress & { removedAt: Date | null };

async function spend(tx: Transaction, backup: Row, requester: Requester): Promise<Confirmation> {
  const { id, userId, email, canonical } = backup;
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
  if (user?.status !== 'active') return { outcome: 'dead' };
  await lockAddress(tx, canonical);
  const isTaken = isUnavailable(sql`backup_addresses.canonical`, sql`backup_addresses.user_id`);
  const [row] = await tx.select({ isTaken }).from(backupAddresses).where(eq(backupAddresses.id, id));
  if (row?.isTaken) return { outcome: 'taken' };
  const isFirst = sql`not exists (select 1 from backup_addresses other where other.user_id = ${userId}
    and other.confirmed_at is not null and other.removed_at is null)`;
  const [spent] = await tx
    .update(backupAddresses)
    .set({ confirmedAt: sql`clock_timestamp()` })
    .where(and(newAddresses.isOpen(backupAddresses, backup, user), isLive, isFirst))
    .returning({ id: backupAddresses.id });
  if (!spent) return { outcome: 'dead' };
  await tx.delete(registrations).where(eq(registrations.canonical, canonical));
  await audit.record(tx, { name: 'backup.added', userId, requester });
  await notifyAll(tx, user, { backupAddress: 'added', address: email }, requester);
  return { outcome: 'added' };
}

export type Removal =
  /** Also when there was none. */
  { outcome: 'removed' } | { outcome: 'wrong-current' | 'factor-needed' | 'sign-in-needed' } | Limited;

/** Removes the backup address of a signed-in user, and ends the reset links that went to it. */
export async function remove(userId: string, current: Password | null, requester: Requester): Promise<Removal> {
  const verified = await verifyCurrentPassword(userId, current, requester);
  if (verified.outcome !== 'correct') return verified;
  return transact(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
    // Not if the password was reset since it was verified: the old one may be known to an attacker.
    if (user?.credentialVersion !== verified.user.credentialVersion) return { outcome: 'wrong-current' };
    const ended = await end(tx, userId);
    if (ended) {
      await audit.record(tx, { name: 'backup.removed', userId, requester });
      const { email, canonical } = ended;
      await notifyAll(tx, user, { backupAddress: 'removed', address: email }, requester, [{ email, canonical }]);
    }
    return { outcome: 'removed' };
  });
}

/** Ends the backup address that becomes the address of the account. @param tx must hold a lock on the user's row */
export async function replaceByMain(tx: Transaction, userId: string, canonical: string): Promise<void> {
  await end(tx, userId, canonical);
}

async function end(tx: Transaction, userId: string, canonical?: string) {
  const isIt = canonical === undefined ? undefined : eq(backupAddresses.canonical, canonical);
  const [ended] = await tx
    .update(backupAddresses)
    .set({ removedAt: sql`clock_timestamp()` })
    .where(and(eq(backupAddresses.userId, userId), isConfirmed, isIt))
    .returning();
  if (!ended) return null;
  await tx
    .update(resets)
    .set({ expiresAt: sql`now()` })
    .where(and(eq(resets.userId, userId), eq(resets.backupAddressId, ended.id), gt(resets.expiresAt, sql`now()`)));
  return ended;
}

export function standingOf(backup: Row | null): newAddresses.Standing {
  // A later request replaced it.
  if (backup?.removedAt && !backup.confirmedAt && backup.user.status === 'active') return { state: 'replaced' };
  return newAddresses.standingOf(backup);
}

export async function findById(id: string): Promise<Row | null> {
  const [row] = await db()
    .select({
      backup: backupAddresses,
      user: users,
      isPast: sql<boolean>`${backupAddresses.expiresAt} <= now()`,
      needsFactor: isEnrolled(sql`users.id`),
    })
    .from(backupAddresses)
    .innerJoin(users, eq(users.id, backupAddresses.userId))
    .where(eq(backupAddresses.id, id));
  return row ? { ...row.backup, user: row.user, isPast: row.isPast, needsFactor: row.needsFactor } : null;
}
