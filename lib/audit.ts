import { inArray, type SQL, sql } from 'drizzle-orm';
import type { db, Parameter, Transaction } from '@/db';
import { auditCounts, auditEvents } from '@/db/schema';
import { digest } from './rate-limits';

// The dictionaries have a sentence for every name.

/** What happened to an account: each is an event of its own. Only someone who has proven something can cause one. */
export const listedNames = [
  'account.confirmed',
  'account.renamed',
  'account.locked',
  'account.disabled',
  'account.enabled',
  'account.imported',
  'account.deleted',
  'address.requested',
  'address.changed',
  'session.started',
  'session.ended',
  'reset.opened',
  'reset.completed',
  'reset.refused',
  'reset.declined',
  'password.changed',
  'factor.added',
  'factor.removed',
  'codes.renewed',
  'codes.used',
  'passkey.suspect',
  'backup.requested',
  'backup.added',
  'backup.removed',
  'identity.added',
  'identity.removed',
  'wait.started',
  'wait.cancelled',
  'wait.ended',
  'email.repeated',
  'database.restored',
] as const;

/** What can be repeated without proof, most of it by anyone who knows the address: counted for each account and day, never listed. */
export const countedNames = [
  'account.registered',
  'session.refused',
  'reset.requested',
  'reset.suppressed',
  'reset.sent',
  'reset.failed',
  'code.refused',
  'password.refused',
  'factor.refused',
] as const;

type ListedName = (typeof listedNames)[number];
type CountedName = (typeof countedNames)[number];
export type AuditEventName = ListedName | CountedName;

type Connection = Transaction | ReturnType<typeof db>;

/** An audit event to record. Must contain no secret, and no readable address of someone without an account. */
export type NewAuditEvent = {
  name: AuditEventName;
  userId?: string | null;
  /** Canonical address; stored as a digest. */
  canonical?: string;
  requester: { network: string; device: string };
  /** Not stored for what is counted. */
  reason?: string;
};

/**
 * Appends an event, inside the transaction of the change that it records, if there is one. What anyone can repeat is counted instead:
 * it needs a user or an address.
 */
export async function record(on: Connection, event: NewAuditEvent): Promise<void> {
  const { name, userId = null, canonical, requester, reason = null } = event;
  const { network, device } = requester;
  const subject = canonical ? digest(canonical) : null;
  if (!isCounted(name)) {
    await on.insert(auditEvents).values({ name, userId, subject, network, device, reason });
    return;
  }
  const key = userId ?? subject;
  if (!key) throw new Error(`${name} was recorded for no user and no address.`);
  const first = { key, name, subject, network, device, day: today, firstAt: sql`now()`, lastAt: sql`now()` };
  await on
    .insert(auditCounts)
    .values(first)
    .onConflictDoUpdate({
      target: [auditCounts.key, auditCounts.name, auditCounts.day],
      set: { count: sql`${auditCounts.count} + 1`, lastAt: sql`now()`, network, device },
    });
}

export type ParameterName = 'subject' | 'network' | 'device';

/** Counting as part of a larger statement: once for each row of `from`, of which there may be one. Its values: `valuesOf`. */
export function counting(
  name: CountedName,
  from: SQL,
  parameter: Parameter<ParameterName>,
  { userId = sql`null::uuid`, at = sql`now()` } = {},
): SQL {
  const subject = parameter('subject');
  return sql`insert into audit_counts as t (key, name, day, subject, first_at, last_at, network, device)
    select coalesce(${userId}::text, ${subject}), ${sql.raw(`'${name}'`)}, ${dayOf(at)}, ${subject}, ${at}, ${at},
      ${parameter('network')}, ${parameter('device')} from ${from}
    on conflict (key, name, day) do update set count = t.count + 1, last_at = greatest(t.last_at, excluded.last_at),
      network = excluded.network, device = excluded.device`;
}

/** The values for the parameters of `counting`. */
export function valuesOf(
  canonical: string,
  { network, device }: NewAuditEvent['requester'],
): Record<ParameterName, string> {
  return { subject: digest(canonical), network, device };
}

const dayOf = (at: SQL) => sql`(${at} at time zone 'UTC')::date`;
const today = dayOf(sql`now()`);

/**
 * Detaches what was recorded for addresses alone, when they get another owner or their account is erased: the next owner must not see
 * the networks and devices of the one before. What names a user stays theirs.
 */
export async function releaseAddresses(on: Connection, canonicals: readonly string[]): Promise<void> {
  const subjects = canonicals.map(digest);
  if (subjects.length === 0) return;
  await on.delete(auditCounts).where(inArray(auditCounts.key, subjects));
  await on.update(auditCounts).set({ subject: null }).where(inArray(auditCounts.subject, subjects));
  await on.update(auditEvents).set({ subject: null }).where(inArray(auditEvents.subject, subjects));
}

const isCounted = (name: AuditEventName): name is CountedName => isOneOf(countedNames, name);

export function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((known) => known === name);
}
