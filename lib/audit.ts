import { desc, eq, or, type SQL, sql } from 'drizzle-orm';
import { db, type Parameter, type Transaction } from '@/db';
import { auditEvents, users } from '@/db/schema';
import { digest } from './rate-limits';

/** Every kind of audit event. The dictionaries have a sentence for each. */
const auditEventNames = [
  'account.registered',
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
  'session.refused',
  'session.ended',
  'reset.requested',
  'reset.suppressed',
  'reset.sent',
  'reset.failed',
  'reset.opened',
  'reset.completed',
  'reset.refused',
  'reset.declined',
  'password.changed',
  'password.refused',
  'email.repeated',
  'database.restored',
] as const;
export type AuditEventName = (typeof auditEventNames)[number];

/** An audit event to record. Must contain no secret, and no readable address of someone without an account. */
export type NewAuditEvent = {
  name: AuditEventName;
  userId?: string | null;
  /** Canonical address; stored as a digest. */
  canonical?: string;
  requester: { network: string; device: string };
  reason?: string;
  at?: Date;
};

/** Appends an event, inside the transaction of the change that it records, if there is one. */
export async function record(on: Transaction | ReturnType<typeof db>, event: NewAuditEvent): Promise<void> {
  await on.insert(auditEvents).values(toRow(event));
}

function toRow(event: NewAuditEvent) {
  return {
    name: event.name,
    userId: event.userId ?? null,
    subject: event.canonical ? digest(event.canonical) : null,
    network: event.requester.network,
    device: event.requester.device,
    reason: event.reason ?? null,
    at: event.at ?? sql`now()`,
  };
}

export type ParameterName = 'subject' | 'network' | 'device';

/** `record` as part of a larger statement: inserts one event for each row of `from`. Its values: `valuesOf`. */
export function insertion(
  name: AuditEventName,
  from: SQL,
  parameter: Parameter<ParameterName>,
  { userId = sql`null::uuid`, at = sql`now()` } = {},
): SQL {
  const row = [sql.raw(`'${name}'`), userId, parameter('subject'), parameter('network'), parameter('device'), at];
  return sql`insert into audit_events (name, user_id, subject, network, device, at)
    select ${sql.join(row, sql`, `)} from ${from}`;
}

/** The values for the parameters of `insertion`. */
export function valuesOf(
  canonical: string,
  { network, device }: NewAuditEvent['requester'],
): Record<ParameterName, string> {
  return { subject: digest(canonical), network, device };
}

/** The newest fifty events of a user, newest first, including those recorded only for the user's address. */
export async function list(userId: string) {
  const user = await db().query.users.findFirst({
    where: eq(users.id, userId),
    columns: { canonical: true },
  });
  const rows = await db()
    .select({
      id: sql<string>`${auditEvents.id}::text`,
      at: auditEvents.at,
      name: auditEvents.name,
      network: auditEvents.network,
      device: auditEvents.device,
    })
    .from(auditEvents)
    .where(or(eq(auditEvents.userId, userId), eq(auditEvents.subject, digest(user?.canonical ?? ''))))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(50);
  return rows.flatMap((row) => (isAuditEventName(row.name) ? [{ ...row, name: row.name }] : []));
}

function isAuditEventName(name: string): name is AuditEventName {
  return auditEventNames.some((known) => known === name);
}
