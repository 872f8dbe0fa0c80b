import { and, eq, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import * as audit from '@/lib/audit';
import { forgetDevices } from '@/lib/known-devices';
import type { Requester } from '@/lib/requester';
import { members } from '../../db/members';

// All that a reset knows of users: written for the table `members`, for you to rewrite for yours.

/** The canonical form of an address (lib/fields.ts): add a column if it differs from lower case, with an index in any case. */
const canonical = sql<string>`lower(members.mail)`;

/**
 * SELECT of the account that a reset link is for, by the canonical form of its address. `email`: where the link goes.
 * @param address a parameter
 */
export function accountOf(address: SQL | Placeholder): SQL {
  return sql`select member_id as id, mail as email, null::uuid as backup_id, mail as account_email, full_name as name,
    passwords as credential_version, '' as providers from members where ${canonical} = ${address} and state = 'here'`;
}

/** The table, and its columns as a reset reads them. `isClosed`: no link leads into the account. */
export const table = members;
export const columns = {
  id: members.memberId,
  email: members.mail,
  canonical,
  name: members.fullName,
  credentialVersion: members.passwords,
  isClosed: sql<boolean>`${members.state} <> 'here'`,
  /** Providers that sign in a member without a password, separated by commas: there are none. */
  providers: sql<string>`''`,
};

/** SQL: the mailbox that a reset's link went to, in canonical form; null when it is the user's no longer. */
export const mailbox: SQL<string | null> = canonical;

/** SQL: whether a second factor is needed. If you have some, `isProven` says whether one was given in this browser. */
export const needsFactor = sql<boolean>`false`;
export async function isProven(reset: { needsFactor: boolean }, _proof: string): Promise<boolean> {
  return !reset.needsFactor;
}

/** A reset has every id as text: PostgreSQL converts it, whatever the type of yours. */
const hasId = (id: string) => sql`${members.memberId} = ${id}`;

type Member = { id: string; canonical: string; credentialVersion: number };

/** Locks a user's row, so that two changes of one account come one after the other. @returns null when the account is closed */
export async function lock(tx: Transaction, userId: string): Promise<Member | null> {
  const isOpen = and(hasId(userId), eq(members.state, 'here'));
  const row = { canonical, credentialVersion: members.passwords };
  const [member] = await tx.select(row).from(members).where(isOpen).for('update');
  return member ? { id: userId, ...member } : null;
}

/**
 * Sets the new password and raises its version; everything else that goes with it, such as ending sessions, belongs here too, in the
 * same transaction. Tell the owner as well: an email to the address, in which they can say that it was not them.
 * @param tx holds the lock
 * @returns from when a device is known again
 */
export async function setPassword(
  tx: Transaction,
  { id, canonical }: Member,
  hash: string,
  _reset: unknown,
  requester: Requester,
): Promise<{ knownSince: Date }> {
  const next = { secret: hash, passwords: sql`${members.passwords} + 1` };
  await tx.update(members).set(next).where(hasId(id));
  await audit.record(tx, { name: 'reset.completed', userId: id, requester });
  return { knownSince: await forgetDevices(tx, canonical) };
}

/** Ends what a declined link ends besides itself: nothing. */
export async function decline(_reset: unknown, _requester: Requester): Promise<void> {}
