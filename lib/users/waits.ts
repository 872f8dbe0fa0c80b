import { and, eq, isNull, lte, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { recoveryWaits, resets, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import { env } from '@/lib/env';
import * as factors from '@/lib/factors/factors';
import * as outbox from '@/lib/mail/outbox';
import type { Requester } from '@/lib/requester';
import { notifyAll, notifyLater } from './notices';

// The waiting period: how the owner of an account gets back in who has lost every second factor and every recovery code. Its length gives
// an owner who has not lost them the time to see the notices and to cancel. Only the database's clock counts.

/** How long the link works that is mailed at the end. */
export const linkLifetimeHours = 24;
/** By then that link has expired, even if its email was as late as an email can be (lib/mail/settling.ts). */
const lapsesAfterHours = linkLifetimeHours + 12;

/** `isOver`: the link that removes the factors can be used, or is about to be mailed. */
export type Wait = { id: string; openedAt: Date; endsAt: Date; isOver: boolean };

const isStored = and(isNull(recoveryWaits.cancelledAt), isNull(recoveryWaits.finishedAt));
const isOpen = sql`cancelled_at is null and finished_at is null
  and ends_at > clock_timestamp() - make_interval(hours => ${sql.raw(String(lapsesAfterHours))})`;

/** SQL: when the open wait of a user ends; null when there is none. @param userId the qualified column */
export function endOf(userId: SQLWrapper): SQL<Date | null> {
  return sql`(select ends_at from recovery_waits own where own.user_id = ${userId} and ${isOpen})`.mapWith(
    recoveryWaits.endsAt,
  ) as SQL<Date | null>;
}

/** SQL: whether a wait is open and its time has come. @param id the qualified column */
export function isDue(id: SQLWrapper): SQL<boolean> {
  return sql<boolean>`exists (select 1 from recovery_waits own where own.id = ${id} and ${isOpen} and ends_at <= clock_timestamp())`;
}

/** The open wait of a user, or null. */
export function find(userId: string): Promise<Wait | null> {
  return findOpen(eq(recoveryWaits.userId, userId));
}

/** A wait if it is open, or null. */
export function findById(id: string): Promise<Wait | null> {
  return findOpen(eq(recoveryWaits.id, id));
}

async function findOpen(isIt: SQL): Promise<Wait | null> {
  const { id, openedAt, endsAt } = recoveryWaits;
  const [wait] = await db()
    .select({ id, openedAt, endsAt, isOver: sql<boolean>`${endsAt} <= clock_timestamp()` })
    .from(recoveryWaits)
    .where(and(isIt, isOpen));
  return wait ?? null;
}

type Mailbox = { email: string; canonical: string };

/**
 * Opens the wait of a user, and queues its emails: to every address at the start, half-way and at the end.
 * @param tx must hold a lock on the user's row
 * @param to the address of the user that gets the link at the end
 * @returns null when one is open already
 */
export async function begin(
  tx: Transaction,
  user: typeof users.$inferSelect,
  to: Mailbox,
  requester: Requester,
): Promise<{ endsAt: Date } | null> {
  const hours = env().RECOVERY_DELAY_HOURS;
  // Of one whose link expired unused, so that it makes room.
  await tx
    .update(recoveryWaits)
    .set({ cancelledAt: sql`clock_timestamp()` })
    .where(and(eq(recoveryWaits.userId, user.id), isStored, sql`not (${isOpen})`));
  const [wait] = await tx
    .insert(recoveryWaits)
    // In milliseconds, as the notices name its end.
    .values({
      userId: user.id,
      openedAt: sql`clock_timestamp()`,
      endsAt: sql`date_trunc('milliseconds', clock_timestamp() + make_interval(hours => ${hours}))`,
    })
    .onConflictDoNothing()
    .returning();
  if (!wait) return null;
  await audit.record(tx, { name: 'wait.started', userId: user.id, requester });
  const { id: waitId, endsAt } = wait;
  const about = { endsAt: endsAt.toISOString(), waitId };
  await notifyAll(tx, user, { wait: 'started', ...about }, requester);
  await notifyLater(tx, user, { wait: 'half', ...about }, requester, hours / 2);
  await notifyLater(tx, user, { wait: 'ended', ...about }, requester, hours, to);
  await outbox.enqueueWaitEnd(tx, to, waitId, hours, requester);
  return { endsAt };
}

/**
 * Cancels the open wait of a user, whose owner has shown up or said so, and tells every address. Nothing happens when there is none.
 * @param tx must hold a lock on the user's row
 */
export async function cancel(tx: Transaction, userId: string, requester: Requester): Promise<boolean> {
  const wait = await close(tx, closing(userId), userId, requester);
  if (!wait) return false;
  const [user] = await tx.select().from(users).where(eq(users.id, userId));
  if (user) await notifyAll(tx, user, { wait: 'cancelled', ...wait }, requester);
  return true;
}

/** Cancels the open wait of a user who is signed in, or who declined its link. @returns false when there was none */
export async function cancelFor(userId: string, requester: Requester): Promise<boolean> {
  return transact(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
    return cancel(tx, userId, requester);
  });
}

/**
 * Cancels the open wait of a user, if there is one, as part of a change of the account that its owner is told about anyway.
 * @param change a statement of that change. Both are one, so that an account without a wait needs none for it
 */
export async function closeWith(tx: Transaction, userId: string, requester: Requester, change: SQL): Promise<void> {
  await close(tx, sql`with change as (${change}) ${closing(userId)}`, userId, requester);
}

const closing = (userId: string) => sql`update recovery_waits set cancelled_at = clock_timestamp()
  where user_id = ${userId} and ${isOpen} returning id, extract(epoch from ends_at)::float8 as "endsAt"`;

async function close(tx: Transaction, statement: SQL, userId: string, requester: Requester) {
  const [wait] = await tx.execute<{ id: string; endsAt: number }>(statement);
  if (!wait) return null;
  // Its link, if it has been mailed.
  const isItsLink = and(eq(resets.userId, userId), eq(resets.recoveryWaitId, wait.id));
  await tx.update(resets).set({ declinedAt: sql`clock_timestamp()` }).where(isItsLink);
  await audit.record(tx, { name: 'wait.cancelled', userId, requester });
  return { waitId: wait.id, endsAt: new Date(Math.round(wait.endsAt * 1000)).toISOString() };
}

/**
 * Ends a wait whose time has come: every factor and every recovery code of the user is removed. Part of the transaction that sets the new
 * password.
 * @param tx must hold a lock on the user's row
 */
export async function finish(tx: Transaction, waitId: string, requester: Requester): Promise<void> {
  const [wait] = await tx
    .update(recoveryWaits)
    .set({ finishedAt: sql`clock_timestamp()` })
    .where(and(eq(recoveryWaits.id, waitId), isOpen, lte(recoveryWaits.endsAt, sql`clock_timestamp()`)))
    .returning();
  if (!wait) return;
  await factors.removeAll(tx, wait.userId);
  await audit.record(tx, { name: 'wait.ended', userId: wait.userId, requester });
}
