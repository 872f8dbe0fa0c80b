import { type AnyColumn, and, eq, gt, isNull, not, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';
import * as audit from '@/lib/audit';
import { isEnrolled } from '@/lib/factors/factors';
import type { Password } from '@/lib/fields';
import * as mailedLinks from '@/lib/mailed-links';
import * as passwords from '@/lib/passwords/passwords';
import { countAttempts, type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import type { User } from './credentials';
import type { FirstStep } from './sessions';
import { describeTaken, findHolder, type Taken } from './taken-addresses';

// What another address of the account and a backup address have in common: a row, and a link that is mailed to the
// address. The link proves that the mailbox can be read; the session or the password proves who owns the account.

export const addressLinkEnd = sql`now() + make_interval(mins => ${mailedLinks.addressLinkLifetimeMinutes})`;

export type NewAddress = {
  id: string;
  userId: string;
  email: string;
  canonical: string;
  credentialVersion: number;
  keyId: string | null;
  issuedAt: Date | null;
  expiresAt: Date;
  confirmedAt: Date | null;
  user: User;
  isPast: boolean;
  /** Whether the user has a second factor. */
  needsFactor: boolean;
};

/** Counts an email to an address that a signed-in user names. */
export async function countEmail(canonical: string): Promise<boolean> {
  // Apart from registrations: someone with an account could otherwise keep the owner of an address from ever getting a confirm link.
  return (await countAttempts({ policy: 'mail/recipient', subject: `address-change ${canonical}` })).granted;
}

/** What the worker writes to a new address: the link, or, if another account has the address, how to get into that account. */
export type Issued =
  | { outcome: 'free'; to: string; name: string; url: string; expiresAt: Date }
  | Taken
  | { outcome: 'superseded' };

/** The email with the link of a row that has been signed. */
export async function writeLink(purpose: 'address' | 'backup', row: NewAddress | null): Promise<Issued> {
  if (!row?.issuedAt || !row.keyId || standingOf(row).state !== 'open') return { outcome: 'superseded' };
  const { id, userId, email, canonical, issuedAt, expiresAt, keyId, user } = row;
  const url = await mailedLinks.signUrl(purpose, { id, userId, issuedAt, expiresAt, keyId });
  const holder = await findHolder(canonical);
  if (holder && holder.user.id !== userId) return describeTaken(holder);
  return { outcome: 'free', to: email, name: user.name, url, expiresAt };
}

export type Standing =
  | { state: 'open'; userId: string; from: string; email: string }
  | { state: 'used' | 'expired' | 'replaced' | 'invalid' };

export function standingOf(row: NewAddress | null): Standing {
  if (row?.user.status !== 'active') return { state: 'invalid' };
  if (row.confirmedAt) return { state: 'used' };
  if (row.credentialVersion !== row.user.credentialVersion) return { state: 'replaced' };
  if (row.isPast) return { state: 'expired' };
  return { state: 'open', userId: row.userId, from: row.user.email, email: row.email };
}

/** SQL for whether the link of a row still works, once its user's row is locked. */
export function isOpen(
  table: Record<'id' | 'confirmedAt' | 'expiresAt' | 'credentialVersion', AnyColumn>,
  { id, needsFactor }: Pick<NewAddress, 'id' | 'needsFactor'>,
  user: User,
): SQL | undefined {
  return and(
    eq(table.id, id),
    isNull(table.confirmedAt),
    gt(table.expiresAt, sql`now()`),
    eq(table.credentialVersion, user.credentialVersion),
    // Enrolled since the password was compared.
    needsFactor ? undefined : not(isEnrolled(sql`${user.id}::uuid`)),
  );
}

/** The id of the signed-in user, or the password typed. */
export type Proof = { signedIn: string } | { password: Password };

/**
 * Null when a session of the account or its password proves that the person who opened the link is its owner. `second-factor`: the
 * password was right, and is not enough where a factor is enrolled. Then a sign-in comes first, which takes one.
 */
export async function refuseStranger(
  row: NewAddress,
  proof: Proof,
  requester: Requester,
): Promise<{ outcome: 'wrong-password' } | ({ outcome: 'second-factor' } & FirstStep) | Limited | null> {
  const limited = await limitTries(row.id);
  if (limited) return limited;
  const isOwner =
    'signedIn' in proof
      ? proof.signedIn === row.userId
      : await passwords.isCorrect(proof.password, row.user.passwordHash, 'proven');
  if (isOwner) {
    const { id: userId, credentialVersion } = row.user;
    return 'password' in proof && row.needsFactor ? { outcome: 'second-factor', userId, credentialVersion } : null;
  }
  await audit.record(db(), { name: 'password.refused', userId: row.userId, requester });
  return { outcome: 'wrong-password' };
}

export function isUniqueViolation(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === '23505';
}
