import { and, between, count, desc, eq, getTableColumns, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { db, transact } from '@/db';
import { outboxEmails, outboxStates, registrations } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Address } from '@/lib/fields';
import { ageHours } from '@/lib/mail/settling';
import { provenTurn, shareOf } from '@/lib/mail/turns';
import * as disavowals from '@/lib/recovery/disavowals';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as standings from '@/lib/recovery/standings';
import { operator } from '@/lib/requester';
import * as addresses from '@/lib/users/address-changes';
import * as backupAddresses from '@/lib/users/backup-addresses';
import * as newAddresses from '@/lib/users/new-addresses';
import * as waits from '@/lib/users/waits';
import * as budget from './budget';

// The operator's view of the outbox, and sending an email again. The worker's side is lib/mail/outbox.ts.

export type State = Details['state'];
/** An outbox row with its age by the database clock. */
export type Details = typeof outboxEmails.$inferSelect & { ageHours: number };

export const states = outboxStates;

/** The states in which the provider or the recipient's mail server reported that the address takes no email. */
const undeliverable = ['bounced', 'suppressed', 'complained', 'failed'] as const;

/** How many emails are in each state, in the order of an email's life, including states with none. */
export async function countByState(): Promise<{ state: State; count: number }[]> {
  const found = await db()
    .select({ state: outboxEmails.state, count: count() })
    .from(outboxEmails)
    .groupBy(outboxEmails.state);
  return outboxStates.map((state) => ({ state, count: found.find((row) => row.state === state)?.count ?? 0 }));
}

/** The newest emails, optionally filtered by state and address. */
export async function list(filter: {
  state?: State | undefined;
  address?: Address | undefined;
  limit: number;
}): Promise<Details[]> {
  const { state, address, limit } = filter;
  const found = await db()
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
  return explainWaiting(found);
}

// An email without a place in the hour's budget is not claimed, so its row cannot say why it waits.
async function explainWaiting(emails: Details[]): Promise<Details[]> {
  if (!emails.some(({ state }) => state === 'queued')) return emails;
  const places = await budget.countPlaces();
  return emails.map((email) => {
    const share = shareOf(email.turn);
    const hasNoPlace = email.state === 'queued' && email.attempts === 0 && share !== null && places[share] <= 0;
    return hasNoPlace ? { ...email, lastError: 'MAIL_HOURLY_BUDGET is used up' } : email;
  });
}

/** The addresses that took no email in the last 30 days, each with the most recent reason. */
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

/** At most three ids that start with the prefix. */
export async function findIds(prefix: string): Promise<string[]> {
  // A range of ids, not a text prefix, so that the primary key is used.
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

/** An email, whether its link still works or can be renewed, and its copies: emails of the same kind about the same row. */
export type History = { outboxEmail: Details; carries: 'alive' | 'dead'; copies: Details[] };

export async function find(id: string): Promise<History | null> {
  const found = await db().select(columns).from(outboxEmails).where(eq(outboxEmails.id, id));
  const [outboxEmail] = await explainWaiting(found);
  if (!outboxEmail) return null;
  const { kind, reference } = outboxEmail;
  const same = and(eq(outboxEmails.kind, kind), eq(outboxEmails.reference, reference ?? id), ne(outboxEmails.id, id));
  const copies = await db().select(columns).from(outboxEmails).where(same).orderBy(outboxEmails.createdAt);
  return { outboxEmail, carries: (await isAlive(outboxEmail)) ? 'alive' : 'dead', copies };
}

export type Repeat =
  /** A copy with a new id was queued; the original row is unchanged. */
  | { outcome: 'queued'; id: string }
  | { outcome: 'unknown' }
  /** It is already queued or being sent. */
  | { outcome: 'under-way' }
  /** It was sent, with no report of a failure: a second copy needs `force`. */
  | { outcome: 'sent'; state: State }
  /** No account has the address. */
  | { outcome: 'no-account' }
  /** Its link no longer works; the person has to request a new one. */
  | { outcome: 'dead' };

/**
 * Sends an email again as a copy with a new id: providers drop a second email with the same id as a duplicate.
 * The copy keeps the time of the request, so its link lives no longer than the original's.
 */
export async function repeat(id: string, { force = false } = {}): Promise<Repeat> {
  const found = await find(id);
  if (!found) return { outcome: 'unknown' };
  const { outboxEmail, carries } = found;
  if (outboxEmail.state === 'queued' || outboxEmail.state === 'sending') return { outcome: 'under-way' };
  if (outboxEmail.state === 'no-account') return { outcome: 'no-account' };
  if (carries === 'dead') return { outcome: 'dead' };
  if (['sent', 'delayed', 'delivered'].includes(outboxEmail.state) && !force)
    return { outcome: 'sent', state: outboxEmail.state };
  return transact(async (tx) => {
    const { kind, email, canonical, requestId, requester, locale, reference, detail, owed, createdAt, notBefore } =
      outboxEmail;
    const copy = {
      kind,
      email,
      canonical,
      requestId,
      requester,
      locale,
      reference,
      detail,
      owed,
      createdAt,
      notBefore,
      turn: provenTurn,
    };
    const [queued] = await tx.insert(outboxEmails).values(copy).returning({ id: outboxEmails.id });
    if (!queued) throw new Error('The email was not written.');
    await audit.record(tx, { name: 'email.repeated', canonical, requester: operator, reason: `${id} as ${queued.id}` });
    return { outcome: 'queued', id: queued.id };
  });
}

const columns = {
  ...getTableColumns(outboxEmails),
  ageHours,
};

// Mirrors what the worker checks when it composes the copy: an email without a working link would only end as `superseded`.
async function isAlive({ kind, reference, ageHours }: Details): Promise<boolean> {
  switch (kind) {
    case 'reset': {
      const state = reference ? standings.standingOf(await standings.findById(reference)).state : 'expired';
      return state === 'open' || (state === 'expired' && ageHours <= resetLinks.maxRequestAgeHours);
    }
    case 'wait-ended':
      return reference !== null && (await waits.findById(reference)) !== null;
    case 'registration': {
      const open = and(isNull(registrations.confirmedAt), gt(registrations.expiresAt, sql`now()`));
      return (await db().$count(registrations, and(eq(registrations.id, reference ?? ''), open))) > 0;
    }
    case 'address-change':
      return newAddresses.standingOf(reference ? await addresses.findById(reference) : null).state === 'open';
    case 'backup-address':
      return backupAddresses.standingOf(reference ? await backupAddresses.findById(reference) : null).state === 'open';
    case 'password-changed':
    case 'address-changed':
    case 'account-deleted':
    case 'security-changed':
      return disavowals.standingOf(reference ? await disavowals.findById(reference) : null).state === 'open';
  }
}
