import { and, asc, eq, getTableColumns, gt, lte, not, type SQL, sql } from 'drizzle-orm';
import { db, type Parameter, type Transaction } from '@/db';
import { leftStates, type NoticeDetail, outboxEmails, reportedStates } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Address } from '@/lib/fields';
import { digest } from '@/lib/rate-limits';
import { type Requester, toStored } from '@/lib/requester';

/** An email as the worker gets it. Its age is by the database's clock, the end of the lease by `performance.now()` of this process. */
export type OutboxEmail = typeof outboxEmails.$inferSelect & { ageHours: number; leaseEndsAtMs: number };
export type State = OutboxEmail['state'];

/** How long a worker may keep an email. A crash gives it back after this; with the worker's rest that is within a minute. */
const leaseSeconds = 45;
/** An email that could not leave for so long is given up. */
const giveUpHours = 12;

/** How a claimed email ended. `accountId` is whom it was for, where that was found out. */
export type Settlement = { userId?: string | null } & (
  | { state: 'sent'; provider: string; providerId: string | null }
  | { state: 'no-account' | 'superseded' }
  | { state: 'failed'; reason: string }
  /** Tried again later, not before so many seconds if the other side has named them. */
  | { state: 'deferred'; reason: string; retryAfterSeconds?: number }
);

/** An email that a visitor causes. Nothing of an account is known yet, and nothing is looked up. */
export type QueuedRequest = { address: Address; requestId: string; requester: Requester };

export type ParameterName = 'email' | 'canonical' | 'requestId' | 'requester' | 'locale';

/** The INSERT of a reset email, to hang on a counting of limits: `from` names an expression with a column `granted`. */
export function insertion(from: SQL, parameter: Parameter<ParameterName>): SQL {
  return sql`insert into outbox_emails (kind, email, canonical, request_id, requester, locale)
    select 'reset', ${parameter('email')}, ${parameter('canonical')}, ${parameter('requestId')},
      ${parameter('requester')}::text::jsonb, ${parameter('locale')} from ${from} where granted`;
}

/** The values of `insertion`. */
export function valuesOf({ address, requestId, requester }: QueuedRequest): Record<ParameterName, string> {
  const { typed: email, canonical } = address;
  return { email, canonical, requestId, requester: JSON.stringify(toStored(requester)), locale: requester.locale };
}

/** Queues another email that a visitor causes, once its limits were counted. */
export async function enqueue(
  tx: Transaction,
  kind: 'registration' | 'address-change',
  { address, requestId, requester }: QueuedRequest,
  reference: string,
): Promise<void> {
  const { typed: email, canonical } = address;
  const { locale } = requester;
  await tx
    .insert(outboxEmails)
    .values({ kind, email, canonical, requestId, requester: toStored(requester), locale, reference });
}

/** Queues a notice to the owner of an account, within the transaction that it tells of. Owed: no limit holds it back. */
export async function enqueueNotice(
  tx: Transaction,
  notice: {
    kind: 'password-changed' | 'address-changed';
    email: string;
    canonical: string;
    reference: string;
    detail: NoticeDetail;
  },
  requester: Requester,
): Promise<void> {
  await tx.insert(outboxEmails).values({ ...notice, ...owed(requester) });
}

/** Queues a reset email that nobody asked for, because the house has locked the account. Owed: no limit holds it back. */
export async function enqueueOwedReset(
  tx: Transaction,
  to: { email: string; canonical: string },
  requester: Requester,
): Promise<void> {
  await tx.insert(outboxEmails).values({ ...to, kind: 'reset', ...owed(requester) });
}

/** Queues a reset email for an account whose owner has asked an operator for one. */
export async function enqueueReset(
  tx: Transaction,
  to: { email: string; canonical: string },
  requester: Requester,
): Promise<string> {
  const outboxEmail = { ...to, ...owed(requester), kind: 'reset', owed: false } as const;
  const [queued] = await tx.insert(outboxEmails).values(outboxEmail).returning({ id: outboxEmails.id });
  if (!queued) throw new Error('The email was not written.');
  return queued.id;
}

const owed = (requester: Requester) => ({
  requestId: '',
  requester: toStored(requester),
  locale: requester.locale,
  owed: true,
});

/** Takes what is due, and what a crashed worker has kept too long. No two workers get the same email. */
export async function claim(limit: number): Promise<OutboxEmail[]> {
  // Taken before the database begins to count, so that the lease never ends later than it is believed to.
  const leaseEndsAtMs = performance.now() + leaseSeconds * 1000;
  // CTE: PostgreSQL may re-run a subquery and lock more than LIMIT. Its ids as an array, which is always looked up by the primary
  // key: a join is planned for a tenth of what is due, and reads the whole table.
  const due = db()
    .$with('due')
    .as(
      db()
        .select({ id: outboxEmails.id })
        .from(outboxEmails)
        .where(and(isWaiting, lte(outboxEmails.dueAt, sql`now()`), not(isAbandoned)))
        .orderBy(asc(outboxEmails.dueAt))
        .limit(limit)
        .for('update', { skipLocked: true }),
    );
  const claimed = await db()
    .with(due)
    .update(outboxEmails)
    .set({
      state: 'sending',
      attempts: sql`${outboxEmails.attempts} + 1`,
      dueAt: sql`now() + make_interval(secs => ${leaseSeconds})`,
    })
    .where(sql`${outboxEmails.id} = any(array(select id from ${due}))`)
    .returning({ ...getTableColumns(outboxEmails), ageHours });
  return claimed.map((outboxEmail) => ({ ...outboxEmail, leaseEndsAtMs }));
}

const isWaiting = sql`${outboxEmails.state} in ('queued', 'sending')`;
const ageHours = sql<number>`(extract(epoch from now() - ${outboxEmails.createdAt}) / 3600)::float8`;

/** Whether nobody else gets the email for so long. What is sent after the end of a lease may be sent twice. */
export function isHeldFor(outboxEmail: OutboxEmail, ms: number): boolean {
  return performance.now() + ms < outboxEmail.leaseEndsAtMs;
}

/**
 * Writes down how an email ended, or when it is tried again.
 * @returns the state that it is in now; null when it is no longer this worker's: the lease had ended, or its provider has
 * reported it meanwhile
 */
export async function settle(outboxEmail: OutboxEmail, settlement: Settlement): Promise<State | null> {
  const settled = db()
    .$with('settled')
    .as(
      db()
        .update(outboxEmails)
        .set(changesOf(outboxEmail, settlement))
        .where(isHeldBy(outboxEmail))
        .returning({ state: outboxEmails.state, requester: outboxEmails.requester }),
    );
  // One statement: with BEGIN, INSERT and COMMIT of their own the worker fell behind at a hundred emails a second.
  const event = eventOf(outboxEmail, settlement);
  const recorded = event ? [db().$with('recorded', {}).as(event)] : [];
  const [row] = await db()
    .with(settled, ...recorded)
    .select({ state: settled.state })
    .from(settled);
  return row?.state ?? null;
}

// For the owner's activity, and the operator's: a reset email is on its way, or it never will be.
function eventOf({ id, kind, canonical }: OutboxEmail, settlement: Settlement): SQL | null {
  if (kind !== 'reset' || settlement.state === 'no-account' || settlement.state === 'superseded') return null;
  // From the row: one that cannot be read must not keep its email from being settled.
  const row = {
    subject: sql`${digest(canonical)}::text`,
    network: sql`requester->>'network'`,
    device: sql`requester->>'device'`,
  };
  const userId = sql`${settlement.userId ?? null}::uuid`;
  // A report may come before we know that the provider took it. It left all the same.
  const reported = sql`select requester from ${outboxEmails} where id = ${id} and state in (${sql.raw(reportedStates.map((state) => `'${state}'`).join())})`;
  const [name, from] =
    settlement.state === 'sent'
      ? (['reset.sent', sql`(select requester from settled union all ${reported}) emails`] as const)
      : (['reset.failed', sql`settled where state = 'failed'`] as const);
  return audit.insertion(name, from, (column) => row[column], { userId });
}

function changesOf(outboxEmail: OutboxEmail, settlement: Settlement) {
  const lastError = 'reason' in settlement ? settlement.reason : null;
  if (settlement.state === 'deferred') {
    return {
      state: sql`case when ${isTooOld} then 'failed' else 'queued' end`,
      settledAt: sql`case when ${isTooOld} then now() end`,
      dueAt: sql`now() + make_interval(secs => ${waitSeconds(outboxEmail, settlement.retryAfterSeconds)})`,
      lastError,
    };
  }
  const sentBy =
    settlement.state === 'sent' ? { provider: settlement.provider, providerId: settlement.providerId } : {};
  return { state: settlement.state, settledAt: sql`now()`, lastError, ...sentBy };
}

/**
 * Gives up the emails that no worker has ever come back with: one that ends its process can settle nothing.
 * @returns how many
 */
export async function giveUpAbandoned(): Promise<number> {
  const { count } = await db()
    .update(outboxEmails)
    .set({ state: 'failed', settledAt: sql`now()`, lastError: 'no worker came back with it in twelve hours' })
    .where(and(isAbandoned, lte(outboxEmails.dueAt, sql`now()`)));
  return count;
}

const isTooOld = sql`${outboxEmails.createdAt} < now() - make_interval(hours => ${sql.raw(String(giveUpHours))})`;
const isAbandoned = sql`(${outboxEmails.state} = 'sending' and ${isTooOld})`;

/** Gives a claimed email back untried, when the process is asked to stop. */
export async function release(outboxEmail: OutboxEmail): Promise<void> {
  await db()
    .update(outboxEmails)
    .set({ state: 'queued', dueAt: sql`now()`, attempts: sql`${outboxEmails.attempts} - 1` })
    .where(isHeldBy(outboxEmail));
}

/** How many emails may still leave in this hour, after those that are being sent. Under zero: more than that have left. */
export async function remainingBudget(hourly: number): Promise<number> {
  const hasLeft = sql`${outboxEmails.state} in (${sql.raw(leftStates.map((state) => `'${state}'`).join())})`;
  const recent = gt(outboxEmails.settledAt, sql`now() - interval '1 hour'`);
  const counts = sql`not ${outboxEmails.owed}`;
  const sent = await db().$count(outboxEmails, and(hasLeft, recent, counts));
  const sending = await db().$count(outboxEmails, and(sql`${outboxEmails.state} = 'sending'`, counts));
  return hourly - sent - sending;
}

// Full jitter under 2, 4, 8 … seconds, at most ten minutes: many emails that failed together do not come back together.
function waitSeconds({ attempts }: OutboxEmail, atLeast = 1): number {
  return atLeast + Math.random() * Math.min(600, 2 ** Math.min(attempts, 12));
}

// Only the worker that holds the lease may write: the number of attempts tells whether another took the email over, and the
// state whether its provider has reported it meanwhile.
// `|| ''` hides the column from the partial index letters_due: it is full of finished rows, yet the planner prefers it to the
// primary key.
function isHeldBy(outboxEmail: OutboxEmail) {
  return and(
    eq(outboxEmails.id, outboxEmail.id),
    eq(outboxEmails.attempts, outboxEmail.attempts),
    sql`${outboxEmails.state} || '' = 'sending'`,
  );
}
