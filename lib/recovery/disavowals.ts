import { and, asc, eq, gt, gte, isNull, or, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { backupAddresses, disavowals, users } from '@/db/schema';
import type { Address } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import * as mailedLinks from '@/lib/mailed-links';
import { type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { lockAccount } from '@/lib/users/credentials';
import * as notices from '@/lib/users/notices';
import * as waysIn from '@/lib/users/ways-in';

/** What the worker writes into a notice; null when the account was deleted or the change has been undone. */
export async function issue(
  outboxEmail: outbox.OutboxEmail,
): Promise<{ name: string; url: string; expiresAt: Date } | null> {
  const disavowal = outboxEmail.reference ? await findById(outboxEmail.reference) : null;
  if (!disavowal) return null;
  return {
    name: disavowal.user.name,
    url: await mailedLinks.signUrl('not-me', disavowal),
    expiresAt: disavowal.expiresAt,
  };
}

export type DisavowalStanding = { state: 'open'; kind: Disavowal['kind'] } | { state: 'used' | 'expired' | 'invalid' };

/** The state of a "this was not me" link. Does not use it up. */
export async function find(link: string): Promise<DisavowalStanding> {
  return standingOf(await mailedLinks.find('not-me', link, findById));
}

export type NotMeResult =
  /**
   * The account is locked, and a new reset link goes to its address. `email`: the mailbox that reported it, if a link goes there too.
   * `earlier`: how many changes before this one its notices can still undo.
   */
  | { outcome: 'locked'; email: string | null; earlier: number }
  /** Not the address that the notice was sent to. */
  | { outcome: 'refused' }
  | { outcome: 'dead' }
  | Limited;

/**
 * Reports, from a notice, that a change was not made by the account's owner. Works without signing in, since an attacker may have
 * changed the password, but requires the address that the notice was sent to, which a mail scanner that submits forms does not know.
 * Works once.
 */
export async function reportNotMe(link: string, address: Address, requester: Requester): Promise<NotMeResult> {
  const disavowal = await mailedLinks.find('not-me', link, findById);
  if (!disavowal || standingOf(disavowal).state !== 'open') return { outcome: 'dead' };
  const limited = await limitTries(disavowal.id);
  if (limited) return limited;
  if (address.canonical !== disavowal.canonical) return { outcome: 'refused' };
  return transact((tx) => spend(tx, disavowal, requester));
}

/** `isOwnBackup`: its mailbox is a backup address of the user, or was one until later. */
type Disavowal = typeof disavowals.$inferSelect & {
  user: typeof users.$inferSelect;
  isPast: boolean;
  isOwnBackup: boolean;
};

async function spend(tx: Transaction, disavowal: Disavowal, requester: Requester): Promise<NotMeResult> {
  const [user] = await tx.select().from(users).where(eq(users.id, disavowal.userId)).for('update');
  if (!user || user.status === 'disabled') return { outcome: 'dead' };
  const open = and(eq(disavowals.id, disavowal.id), isNull(disavowals.usedAt), gt(disavowals.expiresAt, sql`now()`));
  const [spent] = await tx.update(disavowals).set({ usedAt: sql`now()` }).where(open).returning({ id: disavowals.id });
  if (!spent) return { outcome: 'dead' };
  // Before the later ones end, which may be all that names the address.
  const restored = await findRestored(tx, disavowal);
  await notices.endWith(tx, disavowal);
  await lockAccount(tx, user, restored, requester);
  const { email, canonical } = disavowal;
  const earlier = await notices.countEarlier(tx, disavowal);
  // After the address: a backup address may have become the account's.
  await waysIn.undoSince(tx, user.id, notices.issuedAt(disavowal), canonical);
  if (canonical === (restored ?? user).canonical) return { outcome: 'locked', email, earlier };
  // A backup address reported it. Its mailbox may be all that the owner has left.
  const canRecover = await waysIn.canRecoverBy(tx, user.id, canonical);
  if (canRecover) await outbox.enqueueOwedReset(tx, { email, canonical }, requester);
  return { outcome: 'locked', email: canRecover ? email : null, earlier };
}

/**
 * The address that comes back: the one before the first address change that came with the disavowed change or later. A thief who first added
 * a backup address could otherwise disavow that from their own mailbox, and end the owner's only way to undo the address change. Rows of
 * 0.2.0 and before were sent to the address that they give back.
 */
async function findRestored(
  tx: Transaction,
  disavowal: Disavowal,
): Promise<{ email: string; canonical: string } | null> {
  const { userId, kind, issuedAt, usedAt } = disavowals;
  const isOpen = or(eq(disavowals.id, disavowal.id), isNull(usedAt));
  const [first] = await tx
    .select()
    .from(disavowals)
    .where(and(eq(userId, disavowal.userId), eq(kind, 'address'), gte(issuedAt, notices.issuedAt(disavowal)), isOpen))
    .orderBy(asc(issuedAt))
    .limit(1);
  if (!first) return null;
  return { email: first.restoredEmail ?? first.email, canonical: first.restoredCanonical ?? first.canonical };
}

// After an address change, the disavowal of any other change is invalid if it went to a mailbox that is no longer the account's.
export function standingOf(disavowal: Disavowal | null): DisavowalStanding {
  if (!disavowal || disavowal.user.status === 'disabled') return { state: 'invalid' };
  if (disavowal.usedAt) return { state: 'used' };
  const { kind, canonical, user } = disavowal;
  const comesBack = (disavowal.restoredCanonical ?? (kind === 'address' ? canonical : null)) === canonical;
  if (!comesBack && canonical !== user.canonical && !disavowal.isOwnBackup) return { state: 'invalid' };
  return disavowal.isPast ? { state: 'expired' } : { state: 'open', kind };
}

export async function findById(id: string): Promise<Disavowal | null> {
  const [row] = await db()
    .select({ disavowal: disavowals, user: users, isPast: sql<boolean>`${disavowals.expiresAt} <= now()`, isOwnBackup })
    .from(disavowals)
    .innerJoin(users, eq(users.id, disavowals.userId))
    .where(eq(disavowals.id, id));
  return row ? { ...row.disavowal, user: row.user, isPast: row.isPast, isOwnBackup: row.isOwnBackup } : null;
}

// One that was removed later comes back with the change that is disavowed.
const isOwnBackup = sql<boolean>`exists (select 1 from ${backupAddresses} own where own.user_id = ${disavowals.userId}
  and own.canonical = ${disavowals.canonical} and own.confirmed_at is not null
  and (own.removed_at is null or own.removed_at >= ${disavowals.issuedAt}))`;
