import { and, getTableColumns, gt, lte, type SQL, sql } from 'drizzle-orm';
import { db, type Parameter, type Transaction } from '@/db';
import { type NoticeDetail, outboxEmails } from '@/db/schema';
import type { Address } from '@/lib/fields';
import { type Requester, toStored } from '@/lib/requester';
import { ageHours, isHeldBy, isTooOld, type OutboxEmail } from './settling';
import { lastFreeTurn, type Places, provenTurn, registrationTurn, shares, turnOfReset } from './turns';

export { type OutboxEmail, type Settlement, type State, settle } from './settling';

/** How long a worker may keep an email. After a crash it is due again within a minute, the worker's idle poll included. */
const leaseSeconds = 45;

/** An email that a request from outside triggers. No account is looked up when it is queued. */
export type QueuedRequest = { address: Address; requestId: string; requester: Requester };

export type ParameterName = 'email' | 'canonical' | 'requestId' | 'requester' | 'locale';

/**
 * The INSERT of a reset email, to append to a statement that counts rate limits.
 * @param from a CTE with the columns `granted`, `proven` and `used`: how many requests the network has made, see `turnOfReset`
 */
export function insertion(from: SQL, parameter: Parameter<ParameterName>): SQL {
  const turn = sql`case when proven then ${sql.raw(String(provenTurn))} else ${turnOfReset(sql`used`)} end`;
  return sql`insert into outbox_emails (kind, email, canonical, request_id, requester, locale, turn)
    select 'reset', ${parameter('email')}, ${parameter('canonical')}, ${parameter('requestId')},
      ${parameter('requester')}::text::jsonb, ${parameter('locale')}, ${turn} from ${from} where granted`;
}

/** The parameter values for `insertion`. */
export function valuesOf({ address, requestId, requester }: QueuedRequest): Record<ParameterName, string> {
  const { typed: email, canonical } = address;
  return { email, canonical, requestId, requester: JSON.stringify(toStored(requester)), locale: requester.locale };
}

/** Queues any other email that a request from outside triggers, after its rate limits were counted. */
export async function enqueue(
  tx: Transaction,
  kind: 'registration' | 'address-change' | 'backup-address',
  { address, requestId, requester }: QueuedRequest,
  reference: string,
): Promise<void> {
  const { typed: email, canonical } = address;
  const { locale } = requester;
  const [stored, turn] = [toStored(requester), registrationTurn];
  await tx
    .insert(outboxEmails)
    .values({ kind, email, canonical, requestId, requester: stored, locale, reference, turn });
}

/** Queues a notice to the owner of an account, in the transaction of the change it reports. */
export async function enqueueNotice(
  tx: Transaction,
  notice: {
    kind: 'password-changed' | 'address-changed' | 'account-deleted' | 'security-changed';
    email: string;
    canonical: string;
    reference: string;
    detail: NoticeDetail;
  },
  requester: Requester,
  afterHours = 0,
): Promise<void> {
  await tx
    .insert(outboxEmails)
    .values({ ...notice, ...withoutRequest(requester), owed: true, ...(afterHours > 0 ? later(afterHours) : {}) });
}

/** Queues the reset email that follows the locking of an account. */
export async function enqueueOwedReset(
  tx: Transaction,
  to: { email: string; canonical: string },
  requester: Requester,
): Promise<void> {
  await tx.insert(outboxEmails).values({ ...to, kind: 'reset', ...withoutRequest(requester), owed: true });
}

/** Queues the email at the end of a waiting period. */
export async function enqueueWaitEnd(
  tx: Transaction,
  to: { email: string; canonical: string },
  reference: string,
  afterHours: number,
  requester: Requester,
): Promise<void> {
  const outboxEmail = { ...to, kind: 'wait-ended', reference, owed: true } as const;
  await tx.insert(outboxEmails).values({ ...outboxEmail, ...withoutRequest(requester), ...later(afterHours) });
}

// Not now(), when the transaction began: no email is due before what it waits for.
function later(hours: number) {
  const at = sql`clock_timestamp() + make_interval(secs => ${hours * 3600})`;
  return { dueAt: at, notBefore: at };
}

/** Queues a reset email that an operator sends to an account's owner. @returns the id of the email */
export async function enqueueReset(
  tx: Transaction,
  to: { email: string; canonical: string },
  requester: Requester,
): Promise<string> {
  const outboxEmail = { ...to, ...withoutRequest(requester), kind: 'reset' } as const;
  const [queued] = await tx.insert(outboxEmails).values(outboxEmail).returning({ id: outboxEmails.id });
  if (!queued) throw new Error('The email was not written.');
  return queued.id;
}

const withoutRequest = (requester: Requester) => ({
  requestId: '',
  requester: toStored(requester),
  locale: requester.locale,
  turn: provenTurn,
});

/**
 * Claims due emails, and those whose lease has expired: the proven first, then resets, then registrations. No two workers get the same
 * email.
 * @param places how many emails of each share may still leave this hour; the others stay in the queue
 */
export async function claim(
  limit: number,
  places: Places = { resets: limit, registrations: limit },
): Promise<OutboxEmail[]> {
  // Read before the UPDATE runs, so that this process never believes in a lease longer than the database grants.
  const leaseEndsAtMs = performance.now() + leaseSeconds * 1000;
  // CTEs: PostgreSQL may re-run a subquery and lock more than LIMIT. `= any(array(…))` always uses the primary key; a join is planned
  // for a tenth of the due rows and reads the whole table.
  const due = (name: string, turns: SQL, most: SQL) =>
    db()
      .$with(name, {})
      .as(sql`select id from outbox_emails where ${isWaiting} and due_at <= now() and not ${isAbandoned} and ${turns}
        order by turn, due_at limit ${most} for update skip locked`);
  const most = (share: keyof Places, left: SQL) => sql`least(${Math.max(0, places[share])}::int, ${left})`;
  const free = due('free', sql.raw(`turn <= ${lastFreeTurn}`), sql`${limit}::int`);
  const afterFree = sql`${limit}::int - (select count(*) from free)`;
  const resets = due('repeated', shares.resets, most('resets', afterFree));
  const afterResets = sql`${afterFree} - (select count(*) from repeated)`;
  const registrations = due('registered', shares.registrations, most('registrations', afterResets));
  const claimed = await db()
    .with(free, resets, registrations)
    .update(outboxEmails)
    .set({
      state: 'sending',
      attempts: sql`${outboxEmails.attempts} + 1`,
      dueAt: sql`now() + make_interval(secs => ${leaseSeconds})`,
    })
    .where(
      sql`${outboxEmails.id} = any(array(select id from free union all select id from repeated union all select id from registered))`,
    )
    .returning({ ...getTableColumns(outboxEmails), ageHours });
  return claimed.map((outboxEmail) => ({ ...outboxEmail, leaseEndsAtMs }));
}

const isWaiting = sql`state in ('queued', 'sending')`;

/** Whether this worker's lease lasts for at least `ms` more. An email sent after its lease ended may be sent twice. */
export function isHeldFor(outboxEmail: OutboxEmail, ms: number): boolean {
  return performance.now() + ms < outboxEmail.leaseEndsAtMs;
}

/**
 * Gives up emails that were claimed but never settled: one that crashes every worker would be retried forever.
 * @returns how many
 */
export async function giveUpAbandoned(): Promise<number> {
  const { count } = await db()
    .update(outboxEmails)
    .set({ state: 'failed', settledAt: sql`now()`, lastError: 'no worker came back with it in twelve hours' })
    .where(and(isAbandoned, lte(outboxEmails.dueAt, sql`now()`)));
  return count;
}

const isAbandoned = sql`(state = 'sending' and ${isTooOld})`;

/** Returns a claimed email to the queue without counting an attempt, when the process stops. */
export async function release(outboxEmail: OutboxEmail): Promise<void> {
  await db()
    .update(outboxEmails)
    .set({ state: 'queued', dueAt: sql`now()`, attempts: sql`${outboxEmails.attempts} - 1` })
    .where(isHeldBy(sql`${outboxEmail.id}`, sql`${outboxEmail.attempts}`));
}

/**
 * How many emails of each share have left in the last hour. A reset counts whether or not an account has the address: otherwise the
 * last place of the hour would tell.
 */
export async function countLeft(): Promise<Places> {
  const [row] = await db().execute<Places>(sql`select count(*) filter (where ${shares.resets})::int as resets,
      count(*) filter (where ${shares.registrations})::int as registrations from outbox_emails
    where turn > ${sql.raw(String(lastFreeTurn))} and settled_at > now() - interval '1 hour' and state <> 'superseded'`);
  return { resets: row?.resets ?? 0, registrations: row?.registrations ?? 0 };
}

/** How many due emails of a share wait, up to a thousand. */
export async function countDue(share: keyof Places): Promise<number> {
  const [row] = await db().execute<{ due: number }>(sql`select count(*)::int as due from (select from outbox_emails
    where ${isWaiting} and due_at <= now() and ${shares[share]} limit 1000) waiting`);
  return row?.due ?? 0;
}

/** Whether a process of this site has sent an email in the last seconds: the provider works. */
export async function hasJustSent(): Promise<boolean> {
  const [row] = await db()
    .select({ id: outboxEmails.id })
    .from(outboxEmails)
    .where(and(sql`${outboxEmails.state} = 'sent'`, gt(outboxEmails.settledAt, sql`now() - interval '5 seconds'`)))
    .limit(1);
  return row !== undefined;
}
