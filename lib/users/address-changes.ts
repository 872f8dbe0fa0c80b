import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { addressChanges, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Address, Password } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import * as mailedLinks from '@/lib/mailed-links';
import * as passwords from '@/lib/passwords/passwords';
import { countAttempts, digest, type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as token from '@/lib/token';
import { isReserved, replaceAddress, type User, verifyCurrentPassword } from './credentials';
import { findUndo, type Undo } from './deletion';

/** How long the link that confirms a new address works after the worker has signed it. */
export const addressLinkLifetimeMinutes = 60;

export type RequestResult =
  /** An email goes to the new address, whether or not it already has an account. */
  { outcome: 'accepted' } | { outcome: 'wrong-current' } | { outcome: 'factor-needed' } | { outcome: 'same' } | Limited;

/**
 * Requests another address for a signed-in user who gives the current password. Nothing changes until the link mailed to the new
 * address is confirmed.
 */
export async function requestChange(
  userId: string,
  next: Address,
  current: Password,
  requestId: string,
  requester: Requester,
): Promise<RequestResult> {
  const verified = await verifyCurrentPassword(userId, current, requester);
  if (verified.outcome !== 'correct') return verified;
  const { user } = verified;
  if (user.canonical === next.canonical && user.email === next.typed) return { outcome: 'same' };
  const { typed: email, canonical } = next;
  // Apart from registrations: someone with an account could otherwise keep the owner of an address from ever getting a confirm link.
  const { granted } = await countAttempts({ policy: 'mail/recipient', subject: `address-change ${canonical}` });
  const expiresAt = sql`now() + make_interval(mins => ${addressLinkLifetimeMinutes})`;
  await transact(async (tx) => {
    await audit.record(tx, { name: 'address.requested', userId, requester });
    if (!granted) return;
    const values = { userId, email, canonical, credentialVersion: user.credentialVersion, expiresAt };
    const [change] = await tx.insert(addressChanges).values(values).returning({ id: addressChanges.id });
    if (!change) throw new Error('The address change was not written.');
    await outbox.enqueue(tx, 'address-change', { address: next, requestId, requester }, change.id);
  });
  return { outcome: 'accepted' };
}

/** What the worker writes to a new address: the link, or, if another account has the address, how to get into that account. */
export type Issued =
  | { outcome: 'free'; to: string; name: string; url: string; expiresAt: Date }
  | { outcome: 'taken'; to: string; name: string; undo: Undo }
  | { outcome: 'superseded' };

/** Signs the link of an address change. Repeated for the same email it returns the same link. */
export async function issue(outboxEmail: outbox.OutboxEmail): Promise<Issued> {
  const [issued] = await db()
    .update(addressChanges)
    .set({
      issuedAt: sql`coalesce(${addressChanges.issuedAt}, now())`,
      keyId: sql`coalesce(${addressChanges.keyId}, ${token.currentKeyId()})`,
      expiresAt: sql`case when ${addressChanges.issuedAt} is null then now() + make_interval(mins => ${addressLinkLifetimeMinutes}) else ${addressChanges.expiresAt} end`,
    })
    .where(eq(addressChanges.id, outboxEmail.reference ?? outboxEmail.id))
    .returning({ id: addressChanges.id });
  const change = issued ? await findById(issued.id) : null;
  if (!change?.issuedAt || !change.keyId || standingOf(change).state !== 'open') return { outcome: 'superseded' };
  const { id, userId, email, issuedAt, expiresAt, keyId } = change;
  const url = await mailedLinks.signUrl('address', { id, userId, issuedAt, expiresAt, keyId });
  const other = await db().query.users.findFirst({ where: eq(users.canonical, outboxEmail.canonical) });
  if (other && other.id !== userId) {
    return { outcome: 'taken', to: other.email, name: other.name, undo: await findUndo(other) };
  }
  return { outcome: 'free', to: email, name: change.user.name, url, expiresAt };
}

export type AddressChangeStanding =
  | { state: 'open'; userId: string; from: string; email: string }
  | { state: 'used' | 'expired' | 'replaced' | 'invalid' };

/** The state of an address change's link. Does not use it up. */
export async function find(link: string): Promise<AddressChangeStanding> {
  return standingOf(await mailedLinks.find('address', link, findById));
}

export type Confirmation =
  | { outcome: 'changed'; email: string; owner: string }
  | { outcome: 'wrong-password' }
  /** Another account took the new address in the meantime. */
  | { outcome: 'taken' }
  | { outcome: 'dead' }
  | Limited;

/**
 * Replaces the user's address. The link proves control of the new mailbox; a session of the account or its password proves that the
 * person is its owner.
 * @param proof the id of the signed-in user, or the password typed
 */
export async function confirmChange(
  link: string,
  proof: { signedIn: string } | { password: Password },
  requester: Requester,
): Promise<Confirmation> {
  const change = await mailedLinks.find('address', link, findById);
  if (!change || standingOf(change).state !== 'open') return { outcome: 'dead' };
  const limited = await limitTries(change.id);
  if (limited) return limited;
  const isOwner =
    'signedIn' in proof
      ? proof.signedIn === change.userId
      : await passwords.isCorrect(proof.password, change.user.passwordHash, 'proven');
  if (!isOwner) {
    await audit.record(db(), { name: 'password.refused', userId: change.userId, requester });
    return { outcome: 'wrong-password' };
  }
  try {
    return await transact((tx) => spend(tx, change, requester));
  } catch (error) {
    if (isUniqueViolation(error)) return { outcome: 'taken' };
    throw error;
  }
}

type Change = typeof addressChanges.$inferSelect & { user: User; isPast: boolean };

async function spend(tx: Transaction, change: Change, requester: Requester): Promise<Confirmation> {
  const [user] = await tx.select().from(users).where(eq(users.id, change.userId)).for('update');
  if (user?.status !== 'active') return { outcome: 'dead' };
  // An address is also taken while another account can still restore it by a disavowal.
  const isTaken = isReserved(sql`address_changes.canonical`, sql`address_changes.user_id`);
  const [row] = await tx.select({ isTaken }).from(addressChanges).where(eq(addressChanges.id, change.id));
  if (row?.isTaken) return { outcome: 'taken' };
  const isCurrent = eq(addressChanges.credentialVersion, user.credentialVersion);
  const open = and(
    eq(addressChanges.id, change.id),
    isNull(addressChanges.confirmedAt),
    gt(addressChanges.expiresAt, sql`now()`),
    isCurrent,
  );
  const [spent] = await tx
    .update(addressChanges)
    .set({ confirmedAt: sql`now()` })
    .where(open)
    .returning({ id: addressChanges.id });
  if (!spent) return { outcome: 'dead' };
  await replaceAddress(tx, user, { email: change.email, canonical: change.canonical }, requester);
  return { outcome: 'changed', email: change.email, owner: digest(change.canonical) };
}

export function standingOf(change: Change | null): AddressChangeStanding {
  if (change?.user.status !== 'active') return { state: 'invalid' };
  if (change.confirmedAt) return { state: 'used' };
  if (change.credentialVersion !== change.user.credentialVersion) return { state: 'replaced' };
  if (change.isPast) return { state: 'expired' };
  return { state: 'open', userId: change.userId, from: change.user.email, email: change.email };
}

export async function findById(id: string): Promise<Change | null> {
  const [row] = await db()
    .select({ change: addressChanges, user: users, isPast: sql<boolean>`${addressChanges.expiresAt} <= now()` })
    .from(addressChanges)
    .innerJoin(users, eq(users.id, addressChanges.userId))
    .where(eq(addressChanges.id, id));
  return row ? { ...row.change, user: row.user, isPast: row.isPast } : null;
}

function isUniqueViolation(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === '23505';
}
