import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import * as z from 'zod';
import { type Parameter, prepared } from '@/db';
import { type outboxEmails, outboxStates, reportedStates } from '@/db/schema';
import * as audit from '@/lib/audit';
import { digest } from '@/lib/rate-limits';

// How claimed emails end: the second half of lib/mail/outbox.ts.

/** A claimed email. Its age is by the database clock; the end of its lease is on this process's `performance.now()` scale. */
export type OutboxEmail = typeof outboxEmails.$inferSelect & { ageHours: number; leaseEndsAtMs: number };
export type State = OutboxEmail['state'];

/** An email that could not be sent for this long is given up. */
const giveUpHours = 12;

/** The result of a claimed email. `userId` is its recipient, where the lookup found one. */
export type Settlement = { userId?: string | null } & (
  | { state: 'sent'; provider: string; providerId: string | null }
  | { state: 'no-account' | 'superseded' }
  | { state: 'failed'; reason: string }
  /**
   * Tried again later, after at least the number of seconds that the provider named, if any. Uncounted: the provider did not look at
   * the email, so this was no attempt, and no longer wait follows from it.
   */
  | { state: 'deferred'; reason: string; retryAfterSeconds?: number; isUncounted?: boolean }
);

type Deferral = Extract<Settlement, { state: 'deferred' }>;

/**
 * Stores how an email ended, or when it is tried again.
 * @returns its new state; null when this worker no longer holds it: the lease expired, or the provider's report came first
 */
export async function settle(outboxEmail: OutboxEmail, settlement: Settlement): Promise<State | null> {
  const { kind, id, attempts, canonical } = outboxEmail;
  const ofReset = kind === 'reset';
  const statement =
    settlement.state === 'deferred'
      ? defer[ofReset ? 'reset' : 'other']
      : finish[ofReset && (settlement.state === 'sent' || settlement.state === 'failed') ? settlement.state : 'silent'];
  const sent = settlement.state === 'sent' ? settlement : { provider: '', providerId: null };
  const deferred = settlement.state === 'deferred' ? settlement : null;
  const [row] = await statement({
    id,
    attempts: String(attempts),
    state: settlement.state,
    lastError: 'reason' in settlement ? settlement.reason : '',
    provider: sent.provider,
    providerId: sent.providerId ?? '',
    userId: settlement.userId ?? '',
    subject: ofReset ? digest(canonical) : '',
    waitSeconds: String(deferred ? waitSeconds(outboxEmail, deferred) : 0),
    untried: deferred?.isUncounted ? '1' : '0',
  });
  return row?.state ?? null;
}

type SettlingName =
  | ('id' | 'attempts' | 'state' | 'lastError' | 'provider' | 'providerId')
  | ('userId' | 'subject' | 'waitSeconds' | 'untried');

// One statement, prepared: with BEGIN, INSERT and COMMIT of their own the worker fell behind at a hundred emails a second.
function settling(changes: (parameter: Parameter<SettlingName>) => SQL, event: 'reset.sent' | 'reset.failed' | null) {
  return prepared(
    (parameter: Parameter<SettlingName>) => {
      const settled = sql`update outbox_emails set ${changes(parameter)}, last_error = nullif(${parameter('lastError')}, '')
        where ${isHeldBy(parameter('id'), parameter('attempts'))} returning state, requester`;
      const recorded = event ? sql`, recorded as (${eventOf(event, parameter)})` : sql``;
      return sql`with settled as (${settled})${recorded} select state from settled`;
    },
    z.object({ state: z.enum(outboxStates) }),
  );
}

// For the activity pages of the owner and the operator: a reset email was sent, or given up.
function eventOf(name: 'reset.sent' | 'reset.failed', parameter: Parameter<SettlingName>): SQL {
  // Read in SQL: a requester that JavaScript could not parse must not keep the email from being settled.
  const row = {
    subject: sql`${parameter('subject')}::text`,
    network: sql`requester->>'network'`,
    device: sql`requester->>'device'`,
  };
  const userId = sql`nullif(${parameter('userId')}, '')`;
  // The provider's report may have moved the row on before this statement. The email was sent all the same.
  const reported = sql`select requester from outbox_emails where id = ${parameter('id')}::uuid and state in (${sql.raw(reportedStates.map((state) => `'${state}'`).join())})`;
  const from =
    name === 'reset.sent'
      ? sql`(select requester from settled union all ${reported}) emails`
      : sql`settled where state = 'failed'`;
  return audit.counting(name, from, (column) => row[column], { userId });
}

/** SQL: from when an email's age counts: one that was queued for later is not old when its day comes. */
const bornAt = sql`coalesce(not_before, created_at)`;
/** SQL: how old an email is. */
export const ageHours = sql<number>`(extract(epoch from now() - ${bornAt}) / 3600)::float8`;

/** SQL: whether an email is given up instead of tried again. */
export const isTooOld = sql`${bornAt} < now() - make_interval(hours => ${sql.raw(String(giveUpHours))})`;

const finishing = (event: Parameters<typeof settling>[1]) =>
  settling(
    (parameter) => sql`state = ${parameter('state')}, settled_at = now(),
      provider = coalesce(nullif(${parameter('provider')}, ''), provider),
      provider_id = coalesce(nullif(${parameter('providerId')}, ''), provider_id)`,
    event,
  );
const finish = { sent: finishing('reset.sent'), failed: finishing('reset.failed'), silent: finishing(null) };

const deferring = (event: Parameters<typeof settling>[1]) =>
  settling(
    (parameter) => sql`state = case when ${isTooOld} then 'failed' else 'queued' end,
      settled_at = case when ${isTooOld} then now() end,
      attempts = attempts - ${parameter('untried')}::int,
      due_at = now() + make_interval(secs => ${parameter('waitSeconds')}::float8),
      turn = turn - (turn > 0 and turn % 2 = 0)::int`,
    event,
  );
const defer = { reset: deferring('reset.failed'), other: deferring(null) };

// Exponential backoff from 2 s to 10 min with full jitter, so that emails that failed together don't retry together.
function waitSeconds({ attempts }: OutboxEmail, { retryAfterSeconds, isUncounted }: Deferral): number {
  if (isUncounted) return retryAfterSeconds ?? 0;
  return (retryAfterSeconds ?? 1) + Math.random() * Math.min(600, 2 ** Math.min(attempts, 12));
}

// Only the worker that holds the lease may write: `attempts` changes when another worker claims the email, `state` when its provider
// reports it. `|| ''` hides the column from the partial index outbox_emails_due: it is full of finished rows, yet the planner prefers
// it to the primary key.
export function isHeldBy(id: SQLWrapper, attempts: SQLWrapper): SQL {
  return sql`id = ${id}::uuid and attempts = ${attempts}::int and state || '' = 'sending'`;
}
