import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { accounts, addressChanges } from '@/db/schema';
import { type Account, askForCurrent, isReserved, replaceAddress } from './credentials';
import * as events from './events';
import type { Address, Password } from './fields';
import * as mailedLinks from './mailed-links';
import type { Origin } from './origin';
import * as outbox from './outbox';
import * as passwords from './password';
import { admit, type Limited, limitTries } from './throttle';
import * as token from './token';

/** The link that confirms another address works so long from the moment the worker signs it. */
export const addressLinkLifetimeMinutes = 60;

export type Request =
  /** A mail goes to the new address; the page says so whether or not somebody has an account there. */
  { outcome: 'accepted' } | { outcome: 'wrong-current' } | { outcome: 'same' } | Limited;

/** Somebody who is signed in and knows the password wants another address. Nothing changes until the new mailbox answers. */
export async function requestChange(
  accountId: string,
  next: Address,
  current: Password,
  askId: string,
  origin: Origin,
): Promise<Request> {
  const asked = await askForCurrent(accountId, current, origin);
  if (asked.outcome !== 'correct') return asked;
  const { account } = asked;
  if (account.canonical === next.canonical && account.email === next.typed) return { outcome: 'same' };
  const { typed: email, canonical } = next;
  const { granted } = await admit({ policy: 'mail/recipient', subject: canonical });
  const expiresAt = sql`now() + make_interval(mins => ${addressLinkLifetimeMinutes})`;
  await transact(async (tx) => {
    await events.record(tx, { name: 'address.requested', accountId, origin });
    if (!granted) return;
    const values = { accountId, email, canonical, credentialVersion: account.credentialVersion, expiresAt };
    const [change] = await tx.insert(addressChanges).values(values).returning({ id: addressChanges.id });
    if (!change) throw new Error('The address change was not written.');
    await outbox.enqueue(tx, 'address-change', { address: next, askId, origin }, change.id);
  });
  return { outcome: 'accepted' };
}

/** What the worker writes to a new address: the link, or, where an account has it already, the ways into that one. */
export type Issued =
  | { outcome: 'free'; to: string; name: string; url: string; expiresAt: Date }
  | { outcome: 'taken'; to: string; name: string }
  | { outcome: 'superseded' };

/** Signs the link of an address change: the same link every time. */
export async function issue(letter: outbox.Letter): Promise<Issued> {
  const [issued] = await db()
    .update(addressChanges)
    .set({
      issuedAt: sql`coalesce(${addressChanges.issuedAt}, now())`,
      keyId: sql`coalesce(${addressChanges.keyId}, ${token.currentKeyId()})`,
      expiresAt: sql`case when ${addressChanges.issuedAt} is null then now() + make_interval(mins => ${addressLinkLifetimeMinutes}) else ${addressChanges.expiresAt} end`,
    })
    .where(eq(addressChanges.id, letter.reference ?? letter.id))
    .returning({ id: addressChanges.id });
  const change = issued ? await findById(issued.id) : null;
  if (!change?.issuedAt || !change.keyId || standingOf(change).state !== 'open') return { outcome: 'superseded' };
  const { id, accountId, email, issuedAt, expiresAt, keyId } = change;
  const url = await mailedLinks.signUrl('address', { id, accountId, issuedAt, expiresAt, keyId });
  const holder = await db().query.accounts.findFirst({ where: eq(accounts.canonical, letter.canonical) });
  if (holder && holder.id !== accountId) return { outcome: 'taken', to: holder.email, name: holder.name };
  return { outcome: 'free', to: email, name: change.account.name, url, expiresAt };
}

export type Standing =
  | { state: 'open'; accountId: string; from: string; email: string }
  | { state: 'used' | 'expired' | 'replaced' | 'invalid' };

/** Looks at the link of an address change without spending it. */
export async function find(link: string): Promise<Standing> {
  return standingOf(await mailedLinks.find('address', link, findById));
}

export type Confirmation =
  | { outcome: 'changed'; email: string }
  | { outcome: 'wrong-password' }
  /** Somebody opened an account with the new address meanwhile. */
  | { outcome: 'taken' }
  | { outcome: 'dead' }
  | Limited;

/**
 * Makes the new address the account's. The link proves the new mailbox; who holds it proves to be the owner as well, by a
 * living session of the account or by its password.
 * @param proof the account that is signed in, or the password that was typed
 */
export async function confirmChange(
  link: string,
  proof: { signedIn: string } | { password: Password },
  origin: Origin,
): Promise<Confirmation> {
  const change = await mailedLinks.find('address', link, findById);
  const limited = await limitTries(change?.id, origin.network);
  if (limited) return limited;
  if (!change || standingOf(change).state !== 'open') return { outcome: 'dead' };
  const isOwner =
    'signedIn' in proof
      ? proof.signedIn === change.accountId
      : await passwords.isCorrect(proof.password, change.account.passwordHash);
  if (!isOwner) {
    await events.record(db(), { name: 'password.refused', accountId: change.accountId, origin });
    return { outcome: 'wrong-password' };
  }
  try {
    return await transact((tx) => spend(tx, change, origin));
  } catch (error) {
    if (isUniqueViolation(error)) return { outcome: 'taken' };
    throw error;
  }
}

type Change = typeof addressChanges.$inferSelect & { account: Account; isPast: boolean };

async function spend(tx: Transaction, change: Change, origin: Origin): Promise<Confirmation> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, change.accountId)).for('update');
  if (account?.status !== 'active') return { outcome: 'dead' };
  // Also what its owner can still take back: the alarm of that account must find its address free.
  const isTaken = isReserved(sql`address_changes.canonical`, sql`address_changes.account_id`);
  const [wish] = await tx.select({ isTaken }).from(addressChanges).where(eq(addressChanges.id, change.id));
  if (wish?.isTaken) return { outcome: 'taken' };
  const isCurrent = eq(addressChanges.credentialVersion, account.credentialVersion);
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
  await replaceAddress(tx, account, { email: change.email, canonical: change.canonical }, origin);
  return { outcome: 'changed', email: change.email };
}

export function standingOf(change: Change | null): Standing {
  if (change?.account.status !== 'active') return { state: 'invalid' };
  if (change.confirmedAt) return { state: 'used' };
  if (change.credentialVersion !== change.account.credentialVersion) return { state: 'replaced' };
  if (change.isPast) return { state: 'expired' };
  return { state: 'open', accountId: change.accountId, from: change.account.email, email: change.email };
}

/** What a letter carries. */
export async function findById(id: string): Promise<Change | null> {
  const [row] = await db()
    .select({ change: addressChanges, account: accounts, isPast: sql<boolean>`${addressChanges.expiresAt} <= now()` })
    .from(addressChanges)
    .innerJoin(accounts, eq(accounts.id, addressChanges.accountId))
    .where(eq(addressChanges.id, id));
  return row ? { ...row.change, account: row.account, isPast: row.isPast } : null;
}

function isUniqueViolation(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === '23505';
}
