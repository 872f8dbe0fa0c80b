import { and, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { db, type Parameter, type Transaction } from '@/db';
import { auditCounts, auditEvents, users } from '@/db/schema';
import { digest } from './rate-limits';

// The dictionaries have a sentence for every name.

/** What happened to an account: each is an event of its own. Only someone who has proven something can cause one. */
const listedNames = [
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
const countedNames = [
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

/** How many events `list` returns at once. */
export const pageLength = 50;

/**
 * What happened to a user's account, newest first.
 * @param before the id of the event that the page before this one ended with
 * @returns `next`: the `before` of the following page, or null on the last
 */
export async function list(userId: string, before?: string) {
  const subject = await subjectOf(userId);
  const isOfUser = or(
    eq(auditEvents.userId, userId),
    and(isNull(auditEvents.userId), eq(auditEvents.subject, subject)),
  );
  const isOlder = before
    ? sql`(${auditEvents.at}, ${auditEvents.id}) < (select e.at, e.id from audit_events e where e.id = ${before}::bigint)`
    : undefined;
  const rows = await db()
    .select({
      id: sql<string>`${auditEvents.id}::text`,
      at: auditEvents.at,
      name: auditEvents.name,
      network: auditEvents.network,
      device: auditEvents.device,
    })
    .from(auditEvents)
    .where(and(isOfUser, isOlder))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(pageLength + 1);
  const page = rows.slice(0, pageLength);
  const events = page.flatMap((row) => (isOneOf(listedNames, row.name) ? [{ ...row, name: row.name }] : []));
  return { events, next: rows.length > pageLength ? (page.at(-1)?.id ?? null) : null };
}

/** What was counted for a user's account and its address in the last 180 days, one row for each kind, newest first. */
export async function listCounts(userId: string) {
  const last = <Value>(column: SQL.Aliased | typeof auditCounts.network | typeof auditCounts.device) =>
    sql<Value>`(array_agg(${column} order by ${auditCounts.lastAt} desc))[1]`;
  const lastAt = sql`max(${auditCounts.lastAt})`;
  const rows = await db()
    .select({
      name: auditCounts.name,
      count: sql<number>`sum(${auditCounts.count})::int`,
      firstAt: sql`min(${auditCounts.firstAt})`.mapWith(auditCounts.firstAt),
      lastAt: lastAt.mapWith(auditCounts.lastAt),
      network: last<string>(auditCounts.network),
      device: last<string>(auditCounts.device),
    })
    .from(auditCounts)
    .where(inArray(auditCounts.key, [userId, await subjectOf(userId)]))
    .groupBy(auditCounts.name)
    .orderBy(desc(lastAt));
  return rows.flatMap((row) => (isOneOf(countedNames, row.name) ? [{ ...row, name: row.name }] : []));
}

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

async function subjectOf(userId: string): Promise<string> {
  const user = await db().query.users.findFirst({ where: eq(users.id, userId), columns: { canonical: true } });
  return digest(user?.canonical ?? '');
}

const isCounted = (name: AuditEventName): name is CountedName => isOneOf(countedNames, name);

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((known) => known === name);
}
