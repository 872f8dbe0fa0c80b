import { and, between, count, desc, eq, getTableColumns, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { db, transact } from '@/db';
import { outboxEmails, outboxStates, registrations } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Address } from '@/lib/fields';
import * as disavowals from '@/lib/recovery/disavowals';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as recovery from '@/lib/recovery/resets';
import { operator } from '@/lib/requester';
import * as addresses from '@/lib/users/address-changes';

// What an operator sees of the outbox, and the one thing they can do with it. The worker's side is lib/mail/outbox.ts.

export type State = Details['state'];
/** An email with its age by the database's clock. */
export type Details = typeof outboxEmails.$inferSelect & { ageHours: number };

export const states = outboxStates;

/** In which an address is known to take no email, by the word of its provider or of its mail server. */
const undeliverable = ['bounced', 'suppressed', 'complained', 'failed'] as const;

/** How many emails are in each state, in the order of an email's life; the states without one included. */
export async function countByState(): Promise<{ state: State; count: number }[]> {
  const found = await db()
    .select({ state: outboxEmails.state, count: count() })
    .from(outboxEmails)
    .groupBy(outboxEmails.state);
  return outboxStates.map((state) => ({ state, count: found.find((row) => row.state === state)?.count ?? 0 }));
}

/** The newest emails, of a state and to an address if those are given. */
export async function list(filter: {
  state?: State | undefined;
  address?: Address | undefined;
  limit: number;
}): Promise<Details[]> {
  const { state, address, limit } = filter;
  return db()
    .select(columns)
    .from(outboxEmails)
    .where(
      and(
        state ? eq(outboxEmails.state, state) : undefined,
        address ? eq(outboxEmails.canonical, address.canonical) : undefined,
      ),
    )
    .orderBy(desc(outboxEmails.createdAt), desc(outboxEmails.id))
    .limit(limit);
}

/** The addresses that took no email in the last 30 days, with the newest reason. */
export async function listUndeliverable(limit: number) {
  const newest = db()
    .selectDistinctOn([outboxEmails.canonical], {
      email: outboxEmails.email,
      state: outboxEmails.state,
      lastError: outboxEmails.lastError,
      settledAt: outboxEmails.settledAt,
    })
    .from(outboxEmails)
    .where(inArray(outboxEmails.state, [...undeliverable]))
    .orderBy(outboxEmails.canonical, desc(outboxEmails.settledAt))
    .as('newest');
  return db().select().from(newest).orderBy(desc(newest.settledAt)).limit(limit);
}

/** The emails whose id begins so, three at most. */
export async function findIds(prefix: string): Promise<string[]> {
  // By the bounds of the index, not by its text: an id is looked up among millions.
  const pad = (digit: string) =>
    [...prefix.replaceAll('-', '').toLowerCase().padEnd(32, digit)]
      .join('')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const found = await db()
    .select({ id: outboxEmails.id })
    .from(outboxEmails)
    .where(between(outboxEmails.id, pad('0'), pad('f')))
    .limit(3);
  return found.map(({ id }) => id);
}

/** An email, whether what it carries still counts, and its copies: the emails of the same kind about the same thing. */
export type History = { outboxEmail: Details; carries: 'alive' | 'dead'; copies: Details[] };

export async function find(id: string): Promise<History | null> {
  const [outboxEmail] = await db().select(columns).from(outboxEmails).where(eq(outboxEmails.id, id));
  if (!outboxEmail) return null;
  const { kind, reference } = outboxEmail;
  const same = and(eq(outboxEmails.kind, kind), eq(outboxEmails.reference, reference ?? id), ne(outboxEmails.id, id));
  const copies = await db().select(columns).from(outboxEmails).where(same).orderBy(outboxEmails.createdAt);
  return { outboxEmail, carries: (await isAlive(outboxEmail)) ? 'alive' : 'dead', copies };
}

export type Repeat =
  /** A copy waits for the worker under an id of its own; the email keeps its history. */
  | { outcome: 'queued'; id: string }
  | { outcome: 'unknown' }
  /** It waits or is being sent already. */
  | { outcome: 'under-way' }
  /** It left, and nobody reported that it did not arrive: a second copy needs force. */
  | { outcome: 'sent'; state: State }
  /** Nobody has an account with the address. */
  | { outcome: 'nobody' }
  /** What it carries is over; the person has to ask again. */
  | { outcome: 'dead' };

/**
 * Sends an email once more, as a copy: providers take a second mail with the id of the first for a repeat and drop it.
 * The copy carries the same link, and keeps the moment of the ask, so that it gets no life that the link has not.
 */
export async function repeat(id: string, { force = false } = {}): Promise<Repeat> {
  const found = await find(id);
  if (!found) return { outcome: 'unknown' };
  const { outboxEmail, carries } = found;
  if (outboxEmail.state === 'queued' || outboxEmail.state === 'sending') return { outcome: 'under-way' };
  if (outboxEmail.state === 'no-account') return { outcome: 'nobody' };
  if (carries === 'dead') return { outcome: 'dead' };
  if (['sent', 'delayed', 'delivered'].includes(outboxEmail.state) && !force)
    return { outcome: 'sent', state: outboxEmail.state };
  return transact(async (tx) => {
    const { kind, email, canonical, requestId, requester, locale, reference, detail, owed, createdAt } = outboxEmail;
    const copy = { kind, email, canonical, requestId, requester, locale, reference, detail, owed, createdAt };
    const [queued] = await tx.insert(outboxEmails).values(copy).returning({ id: outboxEmails.id });
    if (!queued) throw new Error('The email was not written.');
    await audit.record(tx, { name: 'email.repeated', canonical, requester: operator, reason: `${id} as ${queued.id}` });
    return { outcome: 'queued', id: queued.id };
  });
}

const columns = {
  ...getTableColumns(outboxEmails),
  ageHours: sql<number>`(extract(epoch from now() - ${outboxEmails.createdAt}) / 3600)::float8`,
};

// What the worker would find when it writes the copy: an email without anything alive to carry would only be put aside.
async function isAlive({ kind, reference, ageHours }: Details): Promise<boolean> {
  switch (kind) {
    case 'reset': {
      const state = reference ? recovery.standingOf(await recovery.findById(reference)).state : 'expired';
      return state === 'open' || (state === 'expired' && ageHours <= resetLinks.maxRequestAgeHours);
    }
    case 'registration': {
      const open = and(isNull(registrations.confirmedAt), gt(registrations.expiresAt, sql`now()`));
      return (await db().$count(registrations, and(eq(registrations.id, reference ?? ''), open))) > 0;
    }
    case 'address-change':
      return addresses.standingOf(reference ? await addresses.findById(reference) : null).state === 'open';
    case 'password-changed':
    case 'address-changed':
      return disavowals.standingOf(reference ? await disavowals.findById(reference) : null).state === 'open';
  }
}
