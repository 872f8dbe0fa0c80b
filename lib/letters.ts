import { and, between, count, desc, eq, getTableColumns, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { db, transact } from '@/db';
import { letterStates, letters, registrations } from '@/db/schema';
import * as addresses from './addresses';
import * as alarms from './alarms';
import * as events from './events';
import type { Address } from './fields';
import { operator } from './origin';
import * as recovery from './recovery';

// What an operator sees of the outbox, and the one thing they can do with it. The worker's side is lib/outbox.ts.

export type State = Sight['state'];
/** A letter with its age by the database's clock. */
export type Sight = typeof letters.$inferSelect & { ageHours: number };

export const states = letterStates;

/** In which an address is known to take no mail, by the word of its provider or of its mail server. */
const undeliverable = ['bounced', 'suppressed', 'complained', 'failed'] as const;

/** How many letters are in each state, in the order of a letter's life; the states without one included. */
export async function countByState(): Promise<{ state: State; count: number }[]> {
  const found = await db().select({ state: letters.state, count: count() }).from(letters).groupBy(letters.state);
  return letterStates.map((state) => ({ state, count: found.find((row) => row.state === state)?.count ?? 0 }));
}

/** The newest letters, of a state and to an address if those are given. */
export async function list(filter: {
  state?: State | undefined;
  address?: Address | undefined;
  limit: number;
}): Promise<Sight[]> {
  const { state, address, limit } = filter;
  return db()
    .select(columns)
    .from(letters)
    .where(
      and(state ? eq(letters.state, state) : undefined, address ? eq(letters.canonical, address.canonical) : undefined),
    )
    .orderBy(desc(letters.createdAt), desc(letters.id))
    .limit(limit);
}

/** The addresses that took no mail in the last 30 days, with the newest reason. */
export async function listUndeliverable(limit: number) {
  const newest = db()
    .selectDistinctOn([letters.canonical], {
      email: letters.email,
      state: letters.state,
      lastError: letters.lastError,
      settledAt: letters.settledAt,
    })
    .from(letters)
    .where(inArray(letters.state, [...undeliverable]))
    .orderBy(letters.canonical, desc(letters.settledAt))
    .as('newest');
  return db().select().from(newest).orderBy(desc(newest.settledAt)).limit(limit);
}

/** The letters whose id begins so, three at most. */
export async function findIds(prefix: string): Promise<string[]> {
  // By the bounds of the index, not by its text: an id is looked up among millions.
  const pad = (digit: string) =>
    [...prefix.replaceAll('-', '').toLowerCase().padEnd(32, digit)]
      .join('')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const found = await db()
    .select({ id: letters.id })
    .from(letters)
    .where(between(letters.id, pad('0'), pad('f')))
    .limit(3);
  return found.map(({ id }) => id);
}

/** A letter, whether what it carries still counts, and its copies: the letters of the same kind about the same thing. */
export type History = { letter: Sight; carries: 'alive' | 'dead'; copies: Sight[] };

export async function find(id: string): Promise<History | null> {
  const [letter] = await db().select(columns).from(letters).where(eq(letters.id, id));
  if (!letter) return null;
  const { kind, reference } = letter;
  const same = and(eq(letters.kind, kind), eq(letters.reference, reference ?? id), ne(letters.id, id));
  const copies = await db().select(columns).from(letters).where(same).orderBy(letters.createdAt);
  return { letter, carries: (await isAlive(letter)) ? 'alive' : 'dead', copies };
}

export type Repeat =
  /** A copy waits for the worker under an id of its own; the letter keeps its history. */
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
 * Sends a letter once more, as a copy: providers take a second mail with the id of the first for a repeat and drop it.
 * The copy carries the same link, and keeps the moment of the ask, so that it gets no life that the link has not.
 */
export async function repeat(id: string, { force = false } = {}): Promise<Repeat> {
  const found = await find(id);
  if (!found) return { outcome: 'unknown' };
  const { letter, carries } = found;
  if (letter.state === 'queued' || letter.state === 'sending') return { outcome: 'under-way' };
  if (letter.state === 'no-account') return { outcome: 'nobody' };
  if (carries === 'dead') return { outcome: 'dead' };
  if (['sent', 'delayed', 'delivered'].includes(letter.state) && !force)
    return { outcome: 'sent', state: letter.state };
  return transact(async (tx) => {
    const { kind, email, canonical, askId, origin, locale, reference, detail, owed, createdAt } = letter;
    const copy = { kind, email, canonical, askId, origin, locale, reference, detail, owed, createdAt };
    const [queued] = await tx.insert(letters).values(copy).returning({ id: letters.id });
    if (!queued) throw new Error('The letter was not written.');
    await events.record(tx, { name: 'letter.repeated', canonical, origin: operator, reason: `${id} as ${queued.id}` });
    return { outcome: 'queued', id: queued.id };
  });
}

const columns = {
  ...getTableColumns(letters),
  ageHours: sql<number>`(extract(epoch from now() - ${letters.createdAt}) / 3600)::float8`,
};

// What the worker would find when it writes the copy: a letter without anything alive to carry would only be put aside.
async function isAlive({ kind, reference, ageHours }: Sight): Promise<boolean> {
  switch (kind) {
    case 'reset': {
      const state = reference ? recovery.standingOf(await recovery.findById(reference)).state : 'expired';
      return state === 'open' || (state === 'expired' && ageHours <= recovery.freshHours);
    }
    case 'registration': {
      const open = and(isNull(registrations.confirmedAt), gt(registrations.expiresAt, sql`now()`));
      return (await db().$count(registrations, and(eq(registrations.id, reference ?? ''), open))) > 0;
    }
    case 'address-change':
      return addresses.standingOf(reference ? await addresses.findById(reference) : null).state === 'open';
    case 'password-changed':
    case 'address-changed':
      return alarms.standingOf(reference ? await alarms.findById(reference) : null).state === 'open';
  }
}
