import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { db, type Transaction } from '@/db';
import { authenticators } from '@/db/schema';
import { brand } from '@/lib/brand';
import * as token from '@/lib/token';

// Authenticator apps: RFC 6238 with what every app supports. SHA-1 is safe here, because nothing depends on collisions.
const kind = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const secretBytes = 20;
/** Steps of tolerance each way, for clocks and slow fingers. */
const tolerance = 1;
/** How far off a clock may be for its code to be recognized, and refused with that reason: five minutes. */
const recognized = 10;
/** Refused codes in a row after which an app is no way in until another way was used (NIST SP 800-63B-4, 3.2.2). */
export const maxFailures = 100;

/** A new secret of 160 bits, in base32, as apps take it typed. */
export function createSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** The URI that an app reads from a QR code. */
export function uriOf(secret: string, email: string): string {
  return new TOTP({ ...kind, issuer: brand.name, label: email, secret }).toString();
}

export type Match =
  /** `step`: the time step of the code, by which it is accepted once. */
  | { outcome: 'right'; step: number }
  /** The code of another time: the phone's clock is wrong by minutes. */
  | { outcome: 'clock' }
  | { outcome: 'wrong' };

/** Compares a code with a secret. @param now Unix seconds, by the database's clock */
export function match(secret: string, code: string, now: number): Match {
  const given = { ...kind, secret: Secret.fromBase32(secret), token: code, timestamp: now * 1000, window: recognized };
  const delta = TOTP.validate(given);
  if (delta === null) return { outcome: 'wrong' };
  // The search begins at the present step, so a nearer match has been found first.
  return Math.abs(delta) <= tolerance
    ? { outcome: 'right', step: Math.floor(now / kind.period) + delta }
    : { outcome: 'clock' };
}

/** The user's app, or null. */
export async function find(userId: string): Promise<{ createdAt: Date } | null> {
  const [app] = await db().select({ createdAt: authenticators.createdAt }).from(authenticators).where(isOf(userId));
  return app ?? null;
}

/**
 * Adds an app whose code was right.
 * @param step that code's: it is refused from now on
 * @returns false when there is one already
 */
export async function add(tx: Transaction, userId: string, secret: string, step: number): Promise<boolean> {
  const { sealed, keyId } = token.seal('authenticator', secret, userId);
  const added = await tx
    .insert(authenticators)
    .values({ userId, secret: sealed, keyId, lastStep: step })
    .onConflictDoNothing()
    .returning({ id: authenticators.id });
  return added.length > 0;
}

/** Removes the user's app. Its row is kept while that can be disavowed. @returns false when there is none */
export async function remove(tx: Transaction, userId: string): Promise<boolean> {
  const removed = await tx
    .update(authenticators)
    .set({ removedAt: sql`clock_timestamp()` })
    .where(isOf(userId))
    .returning({ id: authenticators.id });
  return removed.length > 0;
}

export type Acceptance = 'accepted' | 'wrong' | 'used' | 'clock' | 'blocked' | 'none';

/**
 * Accepts a code of the user's app, once: two instances with the same code wait for each other, and one is refused.
 * @param isGuess whether a wrong one counts toward those that block the app
 */
export async function accept(tx: Transaction, userId: string, code: string, isGuess = true): Promise<Acceptance> {
  const [app] = await tx
    .select({
      id: authenticators.id,
      secret: authenticators.secret,
      keyId: authenticators.keyId,
      failures: authenticators.failures,
      now: sql<number>`extract(epoch from clock_timestamp())::float8`,
    })
    .from(authenticators)
    .where(isOf(userId))
    .for('update');
  // Without its key a secret cannot be read: as if the phone were lost. The other ways stay.
  if (!app || !token.isKeyKnown(app.keyId)) return 'none';
  if (app.failures >= maxFailures) return 'blocked';
  const secret = token.unseal('authenticator', app.secret, app.keyId, userId);
  const matched = match(secret, code, app.now);
  if (matched.outcome !== 'right') {
    const failures = sql`${authenticators.failures} + 1`;
    if (isGuess) await tx.update(authenticators).set({ failures }).where(eq(authenticators.id, app.id));
    return matched.outcome;
  }
  const { sealed, keyId } = token.seal('authenticator', secret, userId);
  const [accepted] = await tx
    .update(authenticators)
    // Sealed again with the newest key, so that an old one can be retired.
    .set({ lastStep: matched.step, failures: 0, ...(keyId === app.keyId ? {} : { secret: sealed, keyId }) })
    .where(and(eq(authenticators.id, app.id), lt(authenticators.lastStep, matched.step)))
    .returning({ id: authenticators.id });
  return accepted ? 'accepted' : 'used';
}

/** Forgets the refused codes of a user's app, after another way in was used. */
export async function forgive(tx: Transaction, userId: string): Promise<void> {
  await tx.update(authenticators).set({ failures: 0 }).where(eq(authenticators.userId, userId));
}

function isOf(userId: string) {
  return and(eq(authenticators.userId, userId), isNull(authenticators.removedAt));
}

/** The present time by the database's clock, in Unix seconds. */
export async function readClock(): Promise<number> {
  const [row] = await db().execute<{ now: number }>(sql`select extract(epoch from clock_timestamp())::float8 as now`);
  if (!row) throw new Error('The database told no time.');
  return row.now;
}
