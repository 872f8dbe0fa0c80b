import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { eq, sql } from 'drizzle-orm';
import { TOTP } from 'otpauth';
import { Pool } from 'tarn';
import { afterAll } from 'vitest';
import { db, transact } from '@/db';
import { type Connection, openConnection, type Query } from '@/db/connection';
import { migrate } from '@/db/migrate';
import { limits } from '@/db/pool';
import * as schema from '@/db/schema';
import { createDatabase, dropDatabase } from '@/e2e/dev/postgres/server';
import { SoftwareAuthenticator } from '@/e2e/support/authenticator';
import * as apps from '@/lib/factors/authenticators';
import { type FactorCode, factorCode } from '@/lib/factors/factors';
import { attestation } from '@/lib/factors/passkey-answers';
import { creationOptions } from '@/lib/factors/passkey-options';
import * as passkeys from '@/lib/factors/passkeys';
import * as recoveryCodes from '@/lib/factors/recovery-codes';
import * as outbox from '@/lib/mail/outbox';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as resetRequests from '@/lib/recovery/reset-requests';
import { type Address, address, type Password, password, personName } from './fields';
import type { Profile } from './profile';
import { type Attempt, countAttempts, digest } from './rate-limits';
import type { Requester } from './requester';
import type { Applicant } from './users/registrations';

// Helpers for tests. Each test file gets its own database, so that files can run in parallel and a worker only finds the emails of its
// own file.
const serverUrl = process.env.DATABASE_URL ?? '';
export const databaseUrl = await createDatabase(serverUrl, `return_key_${randomBytes(6).toString('hex')}`);
await migrate(databaseUrl);
process.env.DATABASE_URL = databaseUrl;

afterAll(async () => {
  await dropDatabase(serverUrl, databaseUrl);
});

type User = typeof schema.users.$inferSelect;

/** An address that no other test uses. */
export function newAddress(): Address {
  return address.parse(`${randomBytes(6).toString('hex')}@example.test`);
}

/** The requester on a device that is known for the address, or was before its devices were forgotten. */
export function onKnownDevice(
  { canonical }: { canonical: string },
  { id = randomUUID() as string, since = new Date() } = {},
): Requester {
  return { ...newRequester(), knownDevice: { id, owner: digest(canonical), since } };
}

/** A password that the policy accepts: of sixteen random characters, one in some twenty thousand is too easy. */
export function newPassword(): Password {
  return password.parse(randomBytes(18).toString('base64'));
}

/** What owners tell of themselves, for tests to which it is all the same. */
const someProfile: Profile = { name: personName.parse('Grace Hopper') };

/** Someone who asks for an account. */
export function newApplicant(given: Partial<Applicant> = {}): Applicant {
  return { ...someProfile, address: newAddress(), password: newPassword(), ...given };
}

/** A requester from a network that no other test uses, so that one test does not use up the limits of another. */
export function newRequester(): Requester {
  const network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  return { network, device: 'Firefox on Linux', locale: 'en', knownDevice: null };
}

/**
 * Creates a user as an import would, with a plain bcrypt hash that is cheap to compare.
 * @param secret the password; null for a user without one
 */
export async function createUser(secret: Password | null = null): Promise<User & { address: Address }> {
  const { typed, canonical } = newAddress();
  const passwordHash = secret === null ? null : bcrypt.hashSync(secret, 4);
  const values = { ...someProfile, name: personName.parse('Ada Lovelace'), email: typed, canonical, passwordHash };
  const [user] = await db().insert(schema.users).values(values).returning();
  if (!user) throw new Error('The user was not created.');
  return { ...user, address: address.parse(typed) };
}

/** Enrols an authenticator app. @returns its code of the present step, or of one some steps away */
export async function enrolApp({ id }: { id: string }): Promise<(steps?: number) => FactorCode> {
  const secret = apps.createSecret();
  await transact((tx) => apps.add(tx, id, secret, 1));
  const start = await apps.readClock();
  return (steps = 0) => factorCode.parse(new TOTP({ secret }).generate({ timestamp: (start + steps * 30) * 1000 }));
}

/** Gives a user new recovery codes. */
export async function enrolCodes({ id }: { id: string }): Promise<[FactorCode, FactorCode]> {
  const codes = recoveryCodes.createCodes();
  await transact((tx) => recoveryCodes.replaceAll(tx, id, codes));
  return [factorCode.parse(codes[0]), factorCode.parse(codes[1])];
}

/** Enrols a passkey. @returns the authenticator that holds it */
export async function enrolPasskey(
  { id }: { id: string },
  { counter = 0, isBackedUp = false } = {},
): Promise<SoftwareAuthenticator> {
  const authenticator = new SoftwareAuthenticator('http://localhost:3000');
  authenticator.counter = counter;
  const asker = { browser: randomUUID() };
  const options = await creationOptions({ userId: id, email: 'ada@example.test', name: 'Ada' }, [], asker);
  const answer = attestation.parse(authenticator.create(options, { isBackedUp }));
  const passkey = await passkeys.verifyNew(id, answer, asker);
  if (!passkey) throw new Error('The passkey was refused.');
  await transact((tx) => passkeys.add(tx, id, { ...passkey, name: 'Laptop' }));
  return authenticator;
}

/** The user as currently stored. */
export async function read({ id }: { id: string }): Promise<User | undefined> {
  return db().query.users.findFirst({ where: eq(schema.users.id, id) });
}

/** The names of what was recorded for a user: the audit events, oldest first, then what was counted. */
export async function eventsOf({ id }: { id: string }): Promise<string[]> {
  const { auditEvents: events, auditCounts: counts } = schema;
  const listed = await db().select().from(events).where(eq(events.userId, id)).orderBy(events.id);
  const counted = await db().select().from(counts).where(eq(counts.key, id)).orderBy(counts.name);
  return [...listed, ...counted].map(({ name }) => name);
}

/** Requests a reset and claims its email from the outbox, as the worker would. */
export async function requestReset(to: Address): Promise<outbox.OutboxEmail> {
  const requestId = randomUUID();
  await resetRequests.requestReset(to, requestId, newRequester());
  return take(requestId);
}

/** Claims the email of a request from the outbox. @throws when the request has queued none */
export async function take(requestId: string): Promise<outbox.OutboxEmail> {
  for (const deadline = Date.now() + 20_000; ; ) {
    // Each claim takes every due email, including those of concurrent requests: keep them for later calls.
    for (const email of await outbox.claim(1000)) claimed.set(email.requestId, email);
    const outboxEmail = claimed.get(requestId);
    if (outboxEmail) return outboxEmail;
    if (Date.now() > deadline) {
      const isIt = eq(schema.outboxEmails.requestId, requestId);
      const rows = await db().select().from(schema.outboxEmails).where(isIt);
      throw new Error(`The request has no email to claim. What it queued: ${JSON.stringify(rows)}`);
    }
  }
}

const claimed = new Map<string, outbox.OutboxEmail>();

/** Issues the link of a claimed email. @returns its token, and the id of its reset */
export async function issueLink(outboxEmail: outbox.OutboxEmail): Promise<{ link: string; id: string }> {
  const issued = await resetLinks.issue(outboxEmail);
  if (issued.outcome !== 'issued') throw new Error(`The email was ${issued.outcome}.`);
  const link = issued.url.slice(issued.url.lastIndexOf('/') + 1);
  const [reset] = await db().select().from(schema.resets).where(eq(schema.resets.requestId, outboxEmail.requestId));
  return { link, id: reset?.id ?? '' };
}

/** Requests a reset and issues its link. @returns its token, and the id of its reset */
export async function mailLink(to: Address): Promise<{ link: string; id: string }> {
  return issueLink(await requestReset(to));
}

/**
 * Locks a user's row until this many transactions started by `start` wait for a lock, then releases it, so that whatever they checked
 * before is outdated. `meanwhile` runs while they wait.
 */
export async function holdUserLock(
  { id }: { id: string },
  waiting: number,
  start: () => unknown,
  meanwhile: () => unknown = () => {},
): Promise<void> {
  await transact(async (tx) => {
    await tx.select().from(schema.users).where(eq(schema.users.id, id)).for('update');
    start();
    await waitForLocks(waiting);
    await meanwhile();
  });
}

/** Waits until this many transactions wait for a lock. */
export async function waitForLocks(waiting: number): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (let count = 0; count < waiting; ) {
    if (Date.now() > deadline) throw new Error(`Only ${count} of ${waiting} transactions wait for the lock.`);
    const rows = await db().execute<{ count: number }>(sql`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    count = rows[0]?.count ?? 0;
  }
}

/** Uses up a limit, or so many places of it, without the work of the attempts. */
export async function exhaust(attempt: Attempt, places = Number.POSITIVE_INFINITY): Promise<void> {
  for (let used = 0; used < places && (await countAttempts(attempt)).granted; used += 1);
}

/** Makes everything that the rate limits have counted this many minutes older. */
export async function ageRateLimits(minutes: number): Promise<void> {
  const earlier = sql`array(select hit - make_interval(mins => ${minutes}) from unnest(granted_at) hit)`;
  const expiresAt = sql`expires_at - make_interval(mins => ${minutes})`;
  await db().update(schema.rateLimits).set({ grantedAt: earlier, expiresAt });
}

type Statement = { text: string; values: unknown[] };

/**
 * Runs `work` on a separate connection.
 * @param role the database role to run as
 * @returns the texts of the statements that it ran
 */
export async function watch(work: () => Promise<unknown>, role?: string): Promise<string[]> {
  // The outcome row of each transaction has a new id every time.
  return (await record(work, role)).map(({ text }) =>
    text.replace(/(transaction_outcomes .* values \(')[^']+/, '$1id'),
  );
}

/** Like `watch`, but returns the values of each statement too. */
export async function record(work: () => Promise<unknown>, role?: string): Promise<Statement[]> {
  const statements: Statement[] = [];
  const server = new URL(databaseUrl);
  if (role) server.searchParams.set('options', `-c role=${role}`);
  const connection = openConnection(server.href, limits);
  const pool = new Pool<Connection>({
    min: 0,
    max: 1,
    destroy: ({ close }) => close(),
    create: async () => ({
      ...connection,
      query<Of extends object>(query: Query) {
        statements.push({ text: query.text, values: query.values ?? [] });
        return connection.query<Of>(query);
      },
    }),
  });
  const shared = Reflect.get(globalThis, Symbol.for('return-key.database')) as { pool?: unknown };
  const { pool: original } = shared;
  shared.pool = { take: () => pool.acquire().promise, release: (one: Connection) => pool.release(one) };
  try {
    await work();
  } finally {
    shared.pool = original;
    await pool.destroy();
  }
  return statements;
}
