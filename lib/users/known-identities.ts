import { and, eq, isNull, sql } from 'drizzle-orm';
import { db, type Transaction } from '@/db';
import { identities } from '@/db/schema';
import { record } from '@/lib/audit';
import type { Address } from '@/lib/fields';
import type { Requester } from '@/lib/requester';

/** What a provider says of the person who has just signed in there. */
export type Claims = {
  provider: string;
  /** Who vouches for the subject, and names the same person by it forever. */
  issuer: string;
  subject: string;
  /** Empty without one. */
  name: string;
  /** Null when the provider gives none that could get an email. */
  address: Address | null;
  /** Whether the provider has made sure that the address is that person's. */
  isVerified: boolean;
};

/** An identity as its owner sees it. `email`: the address there, or empty. */
export type Identity = Pick<
  typeof identities.$inferSelect,
  'id' | 'provider' | 'issuer' | 'email' | 'createdAt' | 'lastUsedAt'
>;

/** The identities of a user, the newest first: that is the one that a thief may have added. */
export function list(userId: string, on: Transaction | ReturnType<typeof db> = db()): Promise<Identity[]> {
  const { id, provider, issuer, email, createdAt, lastUsedAt } = identities;
  return on
    .select({ id, provider, issuer, email, createdAt, lastUsedAt })
    .from(identities)
    .where(isOf(userId))
    .orderBy(sql`${createdAt} desc`);
}

/** An identity that is tied to an account. */
export type Known = { id: string; userId: string };

/** Whose an issuer and a subject are; null when they are no one's. */
export async function find(
  { issuer, subject }: Pick<Claims, 'issuer' | 'subject'>,
  on: Transaction | ReturnType<typeof db> = db(),
): Promise<Known | null> {
  const isIt = and(eq(identities.issuer, issuer), eq(identities.subject, subject), isNull(identities.removedAt));
  const [known] = await on.select({ id: identities.id, userId: identities.userId }).from(identities).where(isIt);
  return known ?? null;
}

/** Serializes requests with one identity; otherwise two accounts could be created, or one request fail. */
export async function lock(tx: Transaction, { issuer, subject }: Claims): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${issuer} ${subject}`}, 0))`);
}

/** Ties an identity to a user. @param tx must hold its `lock`, and have found that it is no one's */
export async function add(tx: Transaction, userId: string, claims: Claims, requester: Requester): Promise<void> {
  const { provider, issuer, subject, address } = claims;
  const email = address?.typed ?? '';
  const now = sql`clock_timestamp()`;
  await tx.insert(identities).values({ userId, provider, issuer, subject, email, createdAt: now, lastUsedAt: now });
  await record(tx, { name: 'identity.added', userId, requester, reason: provider });
}

/** Notes a sign-in. @returns false when the identity was disconnected meanwhile */
export async function use(tx: Transaction, id: string): Promise<boolean> {
  const isIt = and(eq(identities.id, id), isNull(identities.removedAt));
  const now = sql`clock_timestamp()`;
  const used = await tx.update(identities).set({ lastUsedAt: now }).where(isIt).returning({ id: identities.id });
  return used.length > 0;
}

/** Unties an identity of a user. @returns null when it was disconnected already */
export async function remove(tx: Transaction, userId: string, id: string): Promise<Identity | null> {
  const now = sql`clock_timestamp()`;
  const isIt = and(isOf(userId), eq(identities.id, id));
  const [removed] = await tx.update(identities).set({ removedAt: now }).where(isIt).returning();
  return removed ?? null;
}

const isOf = (userId: string) => and(eq(identities.userId, userId), isNull(identities.removedAt));
