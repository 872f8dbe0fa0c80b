import { and, desc, eq, gt, ne, type SQL, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { sessions, users } from '@/db/schema';
import { record } from '@/lib/audit';
import { isEnrolled } from '@/lib/factors/factors';
import type { Address, Password } from '@/lib/fields';
import * as passwords from '@/lib/passwords/passwords';
import { type Attempt, type Counted, clear, countFor, digest, limit, uncount } from '@/lib/rate-limits';
import { type KnownDevice, knownDeviceFor, type Requester, toStored } from '@/lib/requester';
import { findWithWorks } from './imported-works';
import { isRecovered } from './reviews';
import * as waits from './waits';

/** A session ends after `idleDays` without a request, and after `longestDays` in any case (ASVS 7.3). */
const idleDays = 14;
const longestDays = 30;

export type SignIn =
  | { outcome: 'signed-in'; userId: string; sessionId: string; owner: string }
  /** Unknown address, wrong password, no password, locked or disabled account: one outcome, so that it reveals nothing. */
  | { outcome: 'refused' }
  /** The password was right, and a second factor has to follow: lib/users/second-steps.ts. */
  | ({ outcome: 'second-factor' } & FirstStep)
  | { outcome: 'limited'; retryAfterSeconds: number };

/** Who gave the right password. Worth nothing once the password or the address changes. */
export type FirstStep = { userId: string; credentialVersion: number };

/**
 * Signs in by address and password without revealing whether the address has an account (ASVS 6.3.8).
 * Failed attempts count for the network and the address or, on a known device, for the device and all its owner's devices alone.
 * @throws passwords TooBusy
 */
export async function signIn(address: Address, password: Password, requester: Requester): Promise<SignIn> {
  const counted = countedOf(address, requester);
  const admission = await countFor(counted);
  if (!admission.granted) {
    // Over an address's limit the outcome is still `refused`: a 429 would tell an attacker when to try again.
    return admission.policy === 'sign-in/network'
      ? { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds }
      : { outcome: 'refused' };
  }
  const { user, works } = await findWithWorks(address);
  const isCorrect = await passwords.isCorrect(
    password,
    user?.passwordHash ?? null,
    admission.proven ? 'proven' : 'stranger',
    works,
  );
  if (user && isCorrect) {
    const limited = await limit({ policy: 'sign-in/user', subject: user.id });
    if (limited) return limited;
  }
  const started = user && isCorrect ? await startFor(user, password, requester) : null;
  if (!user || !started) {
    await record(db(), {
      name: 'session.refused',
      userId: user?.id ?? null,
      canonical: address.canonical,
      requester,
    });
    return { outcome: 'refused' };
  }
  await uncount(counted, admission);
  // A device that was forgotten is known again, and keeps its id.
  if (!admission.proven) await clear(db(), ...(counted.device?.attempts ?? []));
  const { id: userId, credentialVersion } = user;
  return started.outcome === 'second-factor'
    ? { outcome: 'second-factor', userId, credentialVersion }
    : { outcome: 'signed-in', userId, sessionId: started.sessionId, owner: digest(address.canonical) };
}

export type Start = { outcome: 'started'; sessionId: string } | { outcome: 'second-factor' };

/** What was proven before a session starts. */
export type Proof = {
  /** When the second factor was given. Left out or null when it was not, which only an account without one allows. */
  factorAt?: Date | SQL | null;
  /** How many seconds ago the user was authenticated: just now if left out. Null when the identity provider does not say. */
  authenticationAge?: number | null | undefined;
};

/**
 * Starts a session, unless the account is not active or its password or address has changed since `user` was read: a sign-in with the
 * old password that is in progress when a reset commits must not get a session. The browser's earlier session ends, also one of another
 * account (ASVS 7.2.4). Every way to a session comes through here, so none can leave out the second factor (ASVS 6.3.4).
 * @returns null when it was not started
 */
export async function start(
  tx: Transaction,
  user: { id: string; credentialVersion: number },
  requester: Requester,
  proof: Proof = {},
): Promise<Start | null> {
  const [current] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, user.id), eq(users.credentialVersion, user.credentialVersion), eq(users.status, 'active')))
    .for('no key update');
  if (!current) return null;
  const session = await insert(tx, user.id, requester, proof);
  if (!session) return { outcome: 'second-factor' };
  // The owner is here: there is nothing to wait for.
  if (session.isWaiting) await waits.cancel(tx, user.id, requester);
  if (requester.sessionId) await endReplaced(tx, requester.sessionId, requester);
  return { outcome: 'started', sessionId: session.id };
}

/**
 * Writes a session, unless it lacks the second factor. Asked in the statement after the lock: that one has waited for anyone who was adding a
 * factor, and its own look at the tables is from before (security.test.ts).
 */
async function insert(
  tx: Transaction,
  userId: string,
  requester: Requester,
  { factorAt = null, authenticationAge }: Proof,
): Promise<{ id: string; isWaiting: boolean } | null> {
  const { network, device } = toStored(requester);
  const given = factorAt instanceof Date ? sql`${factorAt.toISOString()}` : factorAt;
  // By the clock, not now(): later than what this transaction waited for or has done (known-devices.ts).
  const [session] = await tx.execute<{ id: string; isWaiting: boolean }>(sql`
    insert into sessions (user_id, network, device, created_at, authenticated_at, factor_at)
    select ${userId}::uuid, ${network}, ${device}, clock_timestamp(), ${timeOf(authenticationAge)}, ${given}::timestamptz
    where ${given ? sql`true` : sql`not ${isEnrolled(sql`${userId}::uuid`)}`}
    returning id, ${waits.endOf(sql`${userId}::uuid`)} is not null as "isWaiting"`);
  return session ?? null;
}

function timeOf(age: Proof['authenticationAge']): SQL {
  return age === null ? sql`null::timestamptz` : sql`clock_timestamp() - make_interval(secs => ${age ?? 0})`;
}

async function endReplaced(tx: Transaction, sessionId: string, requester: Requester): Promise<void> {
  const [ended] = await tx.delete(sessions).where(eq(sessions.id, sessionId)).returning({ userId: sessions.userId });
  if (ended) await record(tx, { name: 'session.ended', userId: ended.userId, requester, reason: 'replaced' });
}

/** The active session with this id and its user, or null. Updates `lastSeenAt`, at most every five minutes. */
export async function find(sessionId: string) {
  const [row] = await db()
    .select({
      sessionId: sessions.id,
      userId: users.id,
      name: users.name,
      email: users.email,
      isRecovered,
      /** When the waiting period ends, if someone has opened one. */
      waitEndsAt: waits.endOf(sql`users.id`),
      isStale: sql<boolean>`${sessions.lastSeenAt} < now() - interval '5 minutes'`,
      needsFactor: isFactorNeeded(),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sessionId), eq(users.status, 'active'), isActive()));
  if (!row) return null;
  if (row.isStale) await db().update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, sessionId));
  const { isStale: _, ...session } = row;
  return session;
}

/** How long a second factor counts as just given, and a user as just authenticated. */
export const factorMinutes = 10;

/**
 * Whether the second factor of a user has to be given again in a session before anything of the account changes. `isFresh`: the user was
 * authenticated in the last ten minutes.
 * @param sessionId null for none, in which no factor was given
 */
export async function findFactor(
  userId: string,
  sessionId: string | null,
  on: Transaction | ReturnType<typeof db> = db(),
): Promise<{
  isNeeded: boolean;
  factorAt: Date | null;
  isSignedIn: boolean;
  isFresh: boolean;
  authenticatedAt: Date | null;
}> {
  const [row] = await on
    .select({
      isSignedIn: sql<boolean>`${sessions.id} is not null`,
      isFresh: sql<boolean>`coalesce(${sessions.authenticatedAt} > now() - make_interval(mins => ${factorMinutes}), false)`,
      authenticatedAt: sessions.authenticatedAt,
      factorAt: sessions.factorAt,
      isNeeded: isFactorNeeded(),
    })
    .from(users)
    .leftJoin(sessions, and(eq(sessions.userId, users.id), eq(sessions.id, sessionId ?? users.id)))
    .where(eq(users.id, userId));
  return row ?? { isNeeded: true, factorAt: null, isSignedIn: false, isFresh: false, authenticatedAt: null };
}

/** The active sessions of a user, most recently seen first. */
export async function list(userId: string) {
  return db()
    .select({
      id: sessions.id,
      device: sessions.device,
      network: sessions.network,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isActive()))
    .orderBy(desc(sessions.lastSeenAt));
}

/** Ends one session of a user. @returns false when the user had no session with this id */
export async function end(userId: string, sessionId: string, requester: Requester): Promise<boolean> {
  const ended = await db()
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  if (ended.length > 0) await record(db(), { name: 'session.ended', userId, requester });
  return ended.length > 0;
}

/** Ends every session of a user except one. @returns how many */
export async function endOthers(
  userId: string,
  keptSessionId: string,
  requester: Requester,
  on: Transaction | ReturnType<typeof db> = db(),
): Promise<number> {
  const ended = await on
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keptSessionId)))
    .returning({ id: sessions.id });
  if (ended.length > 0)
    await record(on, { name: 'session.ended', userId, requester, reason: `${ended.length} others` });
  return ended.length;
}

/** Ends every session of a user, as a step of a larger change. @returns how many of them were still active */
export async function endAll(tx: Transaction, userId: string): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.userId, userId))
    .returning({ wasActive: sql<boolean>`${isActive()}` });
  return ended.filter(({ wasActive }) => wasActive).length;
}

/** What a sign-in with this address counts as on this device, if its cookie is for the address. */
export function deviceAttempts(address: Pick<Address, 'canonical'>, requester: Requester): Attempt[] {
  const known = knownDeviceFor(requester, address, digest);
  return known ? attemptsOf(known) : [];
}

/** What any sign-in counts as on a known device: for it, and for all its owner's devices. */
export function attemptsOf({ id, owner }: KnownDevice): Attempt[] {
  return [
    { policy: 'sign-in/device', subject: id },
    { policy: 'sign-in/devices', subject: owner },
  ];
}

function countedOf(address: Address, requester: Requester): Counted {
  const known = knownDeviceFor(requester, address, digest);
  return {
    strangers: [
      { policy: 'sign-in/network', subject: requester.network },
      { policy: 'sign-in/address', subject: address.canonical },
    ],
    ...(known ? { device: { known, attempts: attemptsOf(known) } } : {}),
  };
}

async function startFor(
  user: typeof users.$inferSelect,
  password: Password,
  requester: Requester,
): Promise<Start | null> {
  const newHash =
    user.passwordHash && passwords.isOutdated(user.passwordHash) ? await passwords.hash(password, 'proven') : null;
  return transact(async (tx) => {
    const started = await start(tx, user, requester);
    if (!started) return null;
    if (newHash) await tx.update(users).set({ passwordHash: newHash }).where(eq(users.id, user.id));
    // With a second factor the sign-in is not complete: lib/users/second-steps.ts records it then.
    if (started.outcome === 'started')
      await record(tx, { name: 'session.started', userId: user.id, canonical: user.canonical, requester });
    return started;
  });
}

function isFactorNeeded() {
  const isOld = sql`coalesce(${sessions.factorAt} < now() - make_interval(mins => ${factorMinutes}), true)`;
  return sql<boolean>`${isEnrolled(sql`users.id`)} and ${isOld}`;
}

function isActive() {
  return and(
    gt(sessions.lastSeenAt, sql`now() - make_interval(days => ${idleDays})`),
    gt(sessions.createdAt, sql`now() - make_interval(days => ${longestDays})`),
  );
}
