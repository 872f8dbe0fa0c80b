import { eq, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { addressChanges, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import { isEnrolled } from '@/lib/factors/factors';
import type { Address, Password } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import * as mailedLinks from '@/lib/mailed-links';
import { digest, type Limited } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as backupAddresses from './backup-addresses';
import { replaceAddress, verifyCurrentPassword } from './credentials';
import * as newAddresses from './new-addresses';
import type { FirstStep } from './sessions';
import { isUnavailable, lockAddress } from './taken-addresses';

export type RequestResult =
  /** An email goes to the new address, whether or not it already has an account. */
  | { outcome: 'accepted' }
  | { outcome: 'wrong-current' | 'factor-needed' | 'sign-in-needed' }
  | { outcome: 'same' }
  | Limited;

/**
 * Requests another address for a signed-in user who gives the current password. Nothing changes until the link mailed to the new
 * address is confirmed.
 */
export async function requestChange(
  userId: string,
  next: Address,
  current: Password | null,
  requestId: string,
  requester: Requester,
): Promise<RequestResult> {
  const verified = await verifyCurrentPassword(userId, current, requester);
  if (verified.outcome !== 'correct') return verified;
  const { user } = verified;
  if (user.canonical === next.canonical && user.email === next.typed) return { outcome: 'same' };
  const { typed: email, canonical } = next;
  const granted = await newAddresses.countEmail(canonical);
  await transact(async (tx) => {
    await audit.record(tx, { name: 'address.requested', userId, requester });
    if (!granted) return;
    const { credentialVersion } = user;
    const values = { userId, email, canonical, credentialVersion, expiresAt: newAddresses.addressLinkEnd };
    const [change] = await tx.insert(addressChanges).values(values).returning({ id: addressChanges.id });
    if (!change) throw new Error('The address change was not written.');
    await outbox.enqueue(tx, 'address-change', { address: next, requestId, requester }, change.id);
  });
  return { outcome: 'accepted' };
}

/** Signs the link of an address change. Repeated for the same email it returns the same link. */
export async function issue(outboxEmail: outbox.OutboxEmail): Promise<newAddresses.Issued> {
  const [issued] = await db()
    .update(addressChanges)
    .set(mailedLinks.signing(addressChanges, mailedLinks.addressLinkLifetimeMinutes))
    .where(eq(addressChanges.id, outboxEmail.reference ?? outboxEmail.id))
    .returning({ id: addressChanges.id });
  return newAddresses.writeLink('address', issued ? await findById(issued.id) : null);
}

/** The state of an address change's link. Does not use it up. */
export async function find(link: string): Promise<newAddresses.Standing> {
  return newAddresses.standingOf(await mailedLinks.find('address', link, findById));
}

export type Confirmation =
  | { outcome: 'changed'; email: string; owner: string }
  | { outcome: 'wrong-password' }
  | ({ outcome: 'second-factor' } & FirstStep)
  /** Another account took the new address in the meantime. */
  | { outcome: 'taken' }
  | { outcome: 'dead' }
  | Limited;

/**
 * Replaces the user's address. The link proves control of the new mailbox; a session of the account or its password proves that the
 * person is its owner.
 */
export async function confirmChange(
  link: string,
  proof: newAddresses.Proof,
  requester: Requester,
): Promise<Confirmation> {
  const change = await mailedLinks.find('address', link, findById);
  if (!change || newAddresses.standingOf(change).state !== 'open') return { outcome: 'dead' };
  const refused = await newAddresses.refuseStranger(change, proof, requester);
  if (refused) return refused;
  try {
    return await transact((tx) => spend(tx, change, requester));
  } catch (error) {
    if (newAddresses.isUniqueViolation(error)) return { outcome: 'taken' };
    throw error;
  }
}

async function spend(tx: Transaction, change: newAddresses.NewAddress, requester: Requester): Promise<Confirmation> {
  const { id, userId, email, canonical } = change;
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
  if (user?.status !== 'active') return { outcome: 'dead' };
  await lockAddress(tx, canonical);
  // An address is also taken while another account can still restore it by a disavowal.
  const isTaken = isUnavailable(sql`address_changes.canonical`, sql`address_changes.user_id`);
  const [row] = await tx.select({ isTaken }).from(addressChanges).where(eq(addressChanges.id, id));
  if (row?.isTaken) return { outcome: 'taken' };
  const [spent] = await tx
    .update(addressChanges)
    .set({ confirmedAt: sql`now()` })
    .where(newAddresses.isOpen(addressChanges, change, user))
    .returning({ id: addressChanges.id });
  if (!spent) return { outcome: 'dead' };
  // The way of an owner who has only the mailbox of the backup address left.
  await backupAddresses.replaceByMain(tx, userId, canonical);
  await replaceAddress(tx, user, { email, canonical }, requester);
  return { outcome: 'changed', email, owner: digest(canonical) };
}

export async function findById(id: string): Promise<newAddresses.NewAddress | null> {
  const [row] = await db()
    .select({
      change: addressChanges,
      user: users,
      isPast: sql<boolean>`${addressChanges.expiresAt} <= now()`,
      needsFactor: isEnrolled(sql`users.id`),
    })
    .from(addressChanges)
    .innerJoin(users, eq(users.id, addressChanges.userId))
    .where(eq(addressChanges.id, id));
  return row ? { ...row.change, user: row.user, isPast: row.isPast, needsFactor: row.needsFactor } : null;
}
