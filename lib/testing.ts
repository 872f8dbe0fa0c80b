import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { eq, sql } from 'drizzle-orm';
import { Pool } from 'tarn';
import { afterAll } from 'vitest';
import { db, transact } from '@/db';
import { type Connection, openConnection, type Query } from '@/db/connection';
import { migrate } from '@/db/migrate';
import { limits } from '@/db/pool';
import * as schema from '@/db/schema';
import { createDatabase, dropDatabase } from '@/e2e/dev/postgres/server';
import * as outbox from '@/lib/mail/outbox';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as resetRequests from '@/lib/recovery/reset-requests';
import { type Address, address, type Password, password, personName } from './fields';
import type { Requester } from './requester';

// What the tests of the domain set up. Only tests import it.
// Each test file has a database of its own: files may run side by side, and a worker finds only the emails of its file.
const home = process.env.DATABASE_URL ?? '';
export const databaseUrl = await createDatabase(home, `return_key_${randomBytes(6).toString('hex')}`);
await migrate(databaseUrl);
process.env.DATABASE_URL = databaseUrl;

afterAll(async () => {
  await dropDatabase(home, databaseUrl);
});

type User = typeof schema.users.$inferSelect;

/** An address that nobody else has. */
export function newAddress(): Address {
  return address.parse(`${randomBytes(6).toString('hex')}@example.test`);
}

/** A password that the policy accepts. */
export function newPassword(): Password {
  return password.parse(randomBytes(12).toString('base64'));
}

/** A visitor from a network that nobody else has, so that one test does not use up the budget of another. */
export function newRequester(): Requester {
  const network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  return { network, device: 'Firefox on Linux', locale: 'en', knownDevice: null };
}

/**
 * Writes an account, as an import would: its hash is plain bcrypt, and cheap to compare with. `secret` is its password;
 * null for an account that never had one.
 */
export async function createUser(secret: Password | null = null): Promise<User & { address: Address }> {
  const { typed, canonical } = newAddress();
  const passwordHash = secret === null ? null : bcrypt.hashSync(secret, 4);
  const values = { name: personName.parse('Ada Lovelace'), email: typed, canonical, passwordHash };
  const [user] = await db().insert(schema.users).values(values).returning();
  if (!user) throw new Error('The account was not written.');
  return { ...user, address: address.parse(typed) };
}

/** The account as it is stored now. */
export async function read({ id }: { id: string }): Promise<User | undefined> {
  return db().query.users.findFirst({ where: eq(schema.users.id, id) });
}

/** Asks for a reset and takes the email out of the outbox, as the worker would. */
export async function requestReset(to: Address): Promise<outbox.OutboxEmail> {
  const requestId = randomUUID();
  await resetRequests.requestReset(to, requestId, newRequester());
  return take(requestId);
}

/** Takes the email of an ask out of the outbox. */
export async function take(requestId: string): Promise<outbox.OutboxEmail> {
  for (;;) {
    // Beside us others may ask, and each claim takes everything.
    for (const claimed of await outbox.claim(1000)) taken.set(claimed.requestId, claimed);
    const outboxEmail = taken.get(requestId);
    if (outboxEmail) return outboxEmail;
  }
}

const taken = new Map<string, outbox.OutboxEmail>();

/** The secret in the address that an email carries, with the id of its reset. */
export async function issueLink(outboxEmail: outbox.OutboxEmail): Promise<{ link: string; id: string }> {
  const issued = await resetLinks.issue(outboxEmail);
  if (issued.outcome !== 'issued') throw new Error(`The email was ${issued.outcome}.`);
  const link = issued.url.slice(issued.url.lastIndexOf('/') + 1);
  const [reset] = await db().select().from(schema.resets).where(eq(schema.resets.requestId, outboxEmail.requestId));
  return { link, id: reset?.id ?? '' };
}

/** A reset link in the mailbox of an account. */
export async function mailLink(to: Address): Promise<{ link: string; id: string }> {
  return issueLink(await requestReset(to));
}

/**
 * Holds an account's row until so many transactions wait for it, then lets them go on: what they have checked before is old by
 * then. `meanwhile` runs while they wait.
 */
export async function holdUp(
  { id }: { id: string },
  waiting: number,
  start: () => unknown,
  meanwhile: () => unknown = () => {},
): Promise<void> {
  await transact(async (tx) => {
    await tx.select().from(schema.users).where(eq(schema.users.id, id)).for('update');
    start();
    for (let found = 0; found < waiting; ) {
      const rows = await db().execute<{ found: number }>(sql`select count(*)::int as found from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      found = rows[0]?.found ?? 0;
    }
    await meanwhile();
  });
}

/** Lets minutes pass for everything that the limits have counted. */
export async function ageRateLimits(minutes: number): Promise<void> {
  const earlier = sql`array(select hit - make_interval(mins => ${minutes}) from unnest(granted_at) hit)`;
  await db().update(schema.rateLimits).set({ grantedAt: earlier });
}

type Statement = { text: string; values: unknown[] };

/** Runs a piece of the domain on a connection of its own, in the role of a database user, and lists the statements it ran. */
export async function watch(work: () => Promise<unknown>, role?: string): Promise<string[]> {
  // The row that each transaction writes of itself has a new id every time.
  return (await record(work, role)).map(({ text }) =>
    text.replace(/(transaction_outcomes .* values \(')[^']+/, '$1id'),
  );
}

/** The same with the values that each statement was sent with. */
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
  const holder = Reflect.get(globalThis, Symbol.for('return-key.database')) as { pool?: unknown };
  const { pool: usual } = holder;
  holder.pool = { take: () => pool.acquire().promise, release: (one: Connection) => pool.release(one) };
  try {
    await work();
  } finally {
    holder.pool = usual;
    await pool.destroy();
  }
  return statements;
}
