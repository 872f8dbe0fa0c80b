import { and, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';
import { auditCounts, auditEvents, users } from '@/db/schema';
import { countedNames, isOneOf, listedNames } from './audit';
import { digest } from './rate-limits';

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

async function subjectOf(userId: string): Promise<string> {
  const user = await db().query.users.findFirst({ where: eq(users.id, userId), columns: { canonical: true } });
  return digest(user?.canonical ?? '');
}
