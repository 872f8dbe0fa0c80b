import { desc, eq, or, type SQL, sql } from 'drizzle-orm';
import { db, type Parameter, type Transaction } from '@/db';
import { accounts, events } from '@/db/schema';
import { digest } from './throttle';

/** The closed set of what is recorded. The dictionaries hold a sentence for each. */
const eventNames = [
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
  'reset.denied',
  'password.changed',
  'password.refused',
  'letter.repeated',
  'database.restored',
] as const;
export type EventName = (typeof eventNames)[number];

/** What happened. Neither a secret nor a readable address of a stranger may enter it. */
export type NewEvent = {
  name: EventName;
  accountId?: string | null;
  /** Canonical address; kept as a digest. */
  canonical?: string;
  origin: { network: string; device: string };
  reason?: string;
  at?: Date;
};

/** Appends an event; inside a transaction when what it tells of is one. */
export async function record(on: Transaction | ReturnType<typeof db>, event: NewEvent): Promise<void> {
  await on.insert(events).values(toRow(event));
}

function toRow(event: NewEvent) {
  return {
    name: event.name,
    accountId: event.accountId ?? null,
    subject: event.canonical ? digest(event.canonical) : null,
    network: event.origin.network,
    device: event.origin.device,
    reason: event.reason ?? null,
    at: event.at ?? sql`now()`,
  };
}

export type ParameterName = 'subject' | 'network' | 'device';

/** The same as part of a prepared statement: one event for each row of `from`. */
export function insertion(
  name: EventName,
  from: SQL,
  parameter: Parameter<ParameterName>,
  { accountId = sql`null::uuid`, at = sql`now()` } = {},
): SQL {
  const row = [sql.raw(`'${name}'`), accountId, parameter('subject'), parameter('network'), parameter('device'), at];
  return sql`insert into events (name, account_id, subject, network, device, at)
    select ${sql.join(row, sql`, `)} from ${from}`;
}

/** The values of `insertion`. */
export function valuesOf(canonical: string, { network, device }: NewEvent['origin']): Record<ParameterName, string> {
  return { subject: digest(canonical), network, device };
}

/** The newest fifty events of an account, newest first; also those that befell its address before anybody was known. */
export async function list(accountId: string) {
  const account = await db().query.accounts.findFirst({
    where: eq(accounts.id, accountId),
    columns: { canonical: true },
  });
  const rows = await db()
    .select({
      id: sql<string>`${events.id}::text`,
      at: events.at,
      name: events.name,
      network: events.network,
      device: events.device,
    })
    .from(events)
    .where(or(eq(events.accountId, accountId), eq(events.subject, digest(account?.canonical ?? ''))))
    .orderBy(desc(events.at), desc(events.id))
    .limit(50);
  return rows.flatMap((row) => (isEventName(row.name) ? [{ ...row, name: row.name }] : []));
}

function isEventName(name: string): name is EventName {
  return eventNames.some((known) => known === name);
}
