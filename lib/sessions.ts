import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { accounts, sessions } from '@/db/schema';
import { record } from './events';
import type { Address, Password } from './fields';
import { deviceFor, type Origin, toStored } from './origin';
import * as passwords from './password';
import { type Admission, type Attempt, admit, clear, digest } from './throttle';

/** A session ends after so many days without a visit, and after so many in any case (ASVS 7.3). */
const idleDays = 14;
export const longestDays = 30;

export type SignIn =
  | { outcome: 'signed-in'; accountId: string; sessionId: string; owner: string }
  /** The one answer for an unknown address, a wrong password, an account without one, a locked or a disabled account. */
  | { outcome: 'refused' }
  | { outcome: 'limited'; retryAfterSeconds: number };

/**
 * Signs somebody in by address and password (ASVS 6.3.8: nothing tells whether the address has an account).
 * Failures count for the address, or for the device where it has signed in before; the network has a budget of its own.
 */
export async function signIn(address: Address, password: Password, origin: Origin): Promise<SignIn> {
  const ofAddress = signInAttempt(address, origin);
  const admission = await admitSignIn(address, ofAddress, origin);
  if (!admission.granted) {
    // Over the budget of an address the answer is the usual one: a 429 would tell an attacker when to come back.
    return admission.policy === 'sign-in/network'
      ? { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds }
      : { outcome: 'refused' };
  }
  const account = await db().query.accounts.findFirst({ where: eq(accounts.canonical, address.canonical) });
  const correct = await passwords.isCorrect(password, account?.passwordHash ?? null);
  const sessionId = account && correct ? await startFor(account, password, origin) : null;
  if (!account || !sessionId) {
    await record(db(), {
      name: 'session.refused',
      accountId: account?.id ?? null,
      canonical: address.canonical,
      origin,
    });
    return { outcome: 'refused' };
  }
  await clear(db(), ofAddress);
  return { outcome: 'signed-in', accountId: account.id, sessionId, owner: digest(address.canonical) };
}

/**
 * Starts a session, unless the account is not active or its password or address changed since it was read:
 * a sign-in with the old password that was already under way when a reset committed does not end in a session.
 * @returns the session's id, or null
 */
export async function start(
  tx: Transaction,
  account: { id: string; credentialVersion: number },
  origin: Origin,
): Promise<string | null> {
  const current = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.id, account.id),
        eq(accounts.credentialVersion, account.credentialVersion),
        eq(accounts.status, 'active'),
      ),
    )
    .for('no key update');
  if (current.length === 0) return null;
  const [session] = await tx
    .insert(sessions)
    .values({ accountId: account.id, ...toStored(origin) })
    .returning({ id: sessions.id });
  return session?.id ?? null;
}

/** The living session of this id with its account, or null. Notes the visit, at most every five minutes. */
export async function find(sessionId: string) {
  const [row] = await db()
    .select({
      sessionId: sessions.id,
      accountId: accounts.id,
      name: accounts.name,
      email: accounts.email,
      stale: sql<boolean>`${sessions.lastSeenAt} < now() - interval '5 minutes'`,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(eq(sessions.id, sessionId), eq(accounts.status, 'active'), isAlive()));
  if (!row) return null;
  if (row.stale) await db().update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, sessionId));
  const { stale: _, ...visitor } = row;
  return visitor;
}

/** The living sessions of an account, the most recent first. */
export async function list(accountId: string) {
  return db()
    .select({
      id: sessions.id,
      device: sessions.device,
      network: sessions.network,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), isAlive()))
    .orderBy(desc(sessions.lastSeenAt));
}

/** Ends one session of an account. @returns false when there was none of this id */
export async function end(accountId: string, sessionId: string, origin: Origin): Promise<boolean> {
  const ended = await db()
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  if (ended.length > 0) await record(db(), { name: 'session.ended', accountId, origin });
  return ended.length > 0;
}

/** Ends every session of an account but one. @returns how many */
export async function endOthers(accountId: string, keptSessionId: string, origin: Origin): Promise<number> {
  const ended = await db()
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), ne(sessions.id, keptSessionId)))
    .returning({ id: sessions.id });
  if (ended.length > 0)
    await record(db(), { name: 'session.ended', accountId, origin, reason: `${ended.length} others` });
  return ended.length;
}

/** Ends every session of an account, within a larger change. @returns how many were alive */
export async function endAll(tx: Transaction, accountId: string): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.accountId, accountId))
    .returning({ alive: sql<boolean>`${isAlive()}` });
  return ended.filter(({ alive }) => alive).length;
}

/** The budget that failed sign-ins of this address use up, on this device. */
export function signInAttempt(address: Pick<Address, 'canonical'>, origin: Origin): Attempt {
  const device = deviceFor(origin, address, digest);
  return device
    ? { policy: 'sign-in/device', subject: device }
    : { policy: 'sign-in/address', subject: address.canonical };
}

// Whose own device has no tries left still has those of the address: a recovery on another device has cleared those.
async function admitSignIn(address: Address, own: Attempt, origin: Origin): Promise<Admission> {
  const admission = await admit({ policy: 'sign-in/network', subject: origin.network }, own);
  if (admission.granted || admission.policy !== 'sign-in/device') return admission;
  return admit({ policy: 'sign-in/address', subject: address.canonical });
}

async function startFor(
  account: typeof accounts.$inferSelect,
  password: Password,
  origin: Origin,
): Promise<string | null> {
  const raised =
    account.passwordHash && passwords.isOutdated(account.passwordHash) ? await passwords.hash(password) : null;
  return transact(async (tx) => {
    const sessionId = await start(tx, account, origin);
    if (!sessionId) return null;
    if (raised) await tx.update(accounts).set({ passwordHash: raised }).where(eq(accounts.id, account.id));
    await record(tx, { name: 'session.started', accountId: account.id, origin });
    return sessionId;
  });
}

function isAlive() {
  return and(
    gt(sessions.lastSeenAt, sql`now() - make_interval(days => ${idleDays})`),
    gt(sessions.createdAt, sql`now() - make_interval(days => ${longestDays})`),
  );
}
