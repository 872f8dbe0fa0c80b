import { and, asc, eq, getTableColumns, gt, inArray, lte, not, type SQL, sql } from 'drizzle-orm';
import { db, type Parameter, type Transaction, transact } from '@/db';
import { leftStates, letters, type NoticeDetail, reportedStates } from '@/db/schema';
import * as events from './events';
import type { Address } from './fields';
import { type Origin, toStored } from './origin';

/** A letter as the worker gets it. Its age is by the database's clock, the end of the lease by `performance.now()` of this process. */
export type Letter = typeof letters.$inferSelect & { ageHours: number; leaseEndsAtMs: number };
export type State = Letter['state'];

/** How long a worker may keep a letter. A crash gives it back after this; with the worker's rest that is within a minute. */
const leaseSeconds = 45;
/** A letter that could not leave for so long is given up. */
const giveUpHours = 12;

/** How a claimed letter ended. `accountId` is whom it was for, where that was found out. */
export type Settlement = { accountId?: string | null } & (
  | { state: 'sent'; provider: string; providerId: string | null }
  | { state: 'no-account' | 'superseded' }
  | { state: 'failed'; reason: string }
  /** Tried again later, not before so many seconds if the other side has named them. */
  | { state: 'deferred'; reason: string; retryAfterSeconds?: number }
);

/** A letter that a visitor causes. Nothing of an account is known yet, and nothing is looked up. */
export type Asked = { address: Address; askId: string; origin: Origin };

export type ParameterName = 'email' | 'canonical' | 'askId' | 'origin' | 'locale';

/** The INSERT of a reset email, to hang on a counting of limits: `from` names an expression with a column `granted`. */
export function insertion(from: SQL, parameter: Parameter<ParameterName>): SQL {
  return sql`insert into letters (kind, email, canonical, ask_id, origin, locale)
    select 'reset', ${parameter('email')}, ${parameter('canonical')}, ${parameter('askId')},
      ${parameter('origin')}::text::jsonb, ${parameter('locale')} from ${from} where granted`;
}

/** The values of `insertion`. */
export function valuesOf({ address, askId, origin }: Asked): Record<ParameterName, string> {
  const { typed: email, canonical } = address;
  return { email, canonical, askId, origin: JSON.stringify(toStored(origin)), locale: origin.locale };
}

/** Queues another email that a visitor causes, once its limits were counted. */
export async function enqueue(
  tx: Transaction,
  kind: 'registration' | 'address-change',
  { address, askId, origin }: Asked,
  reference: string,
): Promise<void> {
  const { typed: email, canonical } = address;
  const { locale } = origin;
  await tx.insert(letters).values({ kind, email, canonical, askId, origin: toStored(origin), locale, reference });
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
  origin: Origin,
): Promise<void> {
  await tx.insert(letters).values({ ...notice, ...owed(origin) });
}

/** Queues a reset mail that nobody asked for, because the house has locked the account. Owed: no limit holds it back. */
export async function enqueueOwedReset(
  tx: Transaction,
  to: { email: string; canonical: string },
  origin: Origin,
): Promise<void> {
  await tx.insert(letters).values({ ...to, kind: 'reset', ...owed(origin) });
}

/** Queues a reset mail for an account whose owner has asked an operator for one. */
export async function enqueueReset(
  tx: Transaction,
  to: { email: string; canonical: string },
  origin: Origin,
): Promise<string> {
  const letter = { ...to, ...owed(origin), kind: 'reset', owed: false } as const;
  const [queued] = await tx.insert(letters).values(letter).returning({ id: letters.id });
  if (!queued) throw new Error('The letter was not written.');
  return queued.id;
}

const owed = (origin: Origin) => ({ askId: '', origin: toStored(origin), locale: origin.locale, owed: true });

/** Takes what is due, and what a crashed worker has kept too long. No two workers get the same letter. */
export async function claim(limit: number): Promise<Letter[]> {
  // Taken before the database begins to count, so that the lease never ends later than it is believed to.
  const leaseEndsAtMs = performance.now() + leaseSeconds * 1000;
  // CTE: PostgreSQL may re-run a subquery and lock more than LIMIT. Its ids as an array, which is always looked up by the primary
  // key: a join is planned for a tenth of what is due, and reads the whole table.
  const due = db()
    .$with('due')
    .as(
      db()
        .select({ id: letters.id })
        .from(letters)
        .where(and(isWaiting, lte(letters.dueAt, sql`now()`), not(isForsaken)))
        .orderBy(asc(letters.dueAt))
        .limit(limit)
        .for('update', { skipLocked: true }),
    );
  const claimed = await db()
    .with(due)
    .update(letters)
    .set({
      state: 'sending',
      attempts: sql`${letters.attempts} + 1`,
      dueAt: sql`now() + make_interval(secs => ${leaseSeconds})`,
    })
    .where(sql`${letters.id} = any(array(select id from ${due}))`)
    .returning({ ...getTableColumns(letters), ageHours });
  return claimed.map((letter) => ({ ...letter, leaseEndsAtMs }));
}

const isWaiting = sql`${letters.state} in ('queued', 'sending')`;
const ageHours = sql<number>`(extract(epoch from now() - ${letters.createdAt}) / 3600)::float8`;

/** Whether nobody else gets the letter for so long. What is sent after the end of a lease may be sent twice. */
export function isHeldFor(letter: Letter, ms: number): boolean {
  return performance.now() + ms < letter.leaseEndsAtMs;
}

/**
 * Writes down how an email ended, or when it is tried again.
 * @returns the state that it is in now; null when it is no longer this worker's: the lease had ended, or its provider has
 * reported it meanwhile
 */
export function settle(letter: Letter, settlement: Settlement): Promise<State | null> {
  return transact(async (tx) => {
    const [settled] = await tx
      .update(letters)
      .set(changesOf(letter, settlement))
      .where(isHeldBy(letter))
      .returning({ state: letters.state });
    // A report may come before we know that the provider took it. It left all the same.
    const hasLeft = settled ? settled.state === 'sent' : settlement.state === 'sent' && (await isReported(tx, letter));
    // For the owner's activity, and the operator's: a reset email is on its way, or it never will be.
    if (letter.kind === 'reset' && (hasLeft || settled?.state === 'failed')) {
      const { canonical, origin } = letter;
      const name = hasLeft ? 'reset.sent' : 'reset.failed';
      await events.record(tx, { name, accountId: settlement.accountId ?? null, canonical, origin });
    }
    return settled?.state ?? null;
  });
}

function changesOf(letter: Letter, settlement: Settlement) {
  const lastError = 'reason' in settlement ? settlement.reason : null;
  if (settlement.state === 'deferred') {
    return {
      state: sql`case when ${isTooOld} then 'failed' else 'queued' end`,
      settledAt: sql`case when ${isTooOld} then now() end`,
      dueAt: sql`now() + make_interval(secs => ${waitSeconds(letter, settlement.retryAfterSeconds)})`,
      lastError,
    };
  }
  const sentBy =
    settlement.state === 'sent' ? { provider: settlement.provider, providerId: settlement.providerId } : {};
  return { state: settlement.state, settledAt: sql`now()`, lastError, ...sentBy };
}

async function isReported(tx: Transaction, { id }: Letter): Promise<boolean> {
  const reported = and(eq(letters.id, id), inArray(letters.state, [...reportedStates]));
  return (await tx.$count(letters, reported)) > 0;
}

/**
 * Gives up the letters that no worker has ever come back with: one that ends its process can settle nothing.
 * @returns how many
 */
export async function giveUpForsaken(): Promise<number> {
  const { count } = await db()
    .update(letters)
    .set({ state: 'failed', settledAt: sql`now()`, lastError: 'no worker came back with it in twelve hours' })
    .where(and(isForsaken, lte(letters.dueAt, sql`now()`)));
  return count;
}

const isTooOld = sql`${letters.createdAt} < now() - make_interval(hours => ${sql.raw(String(giveUpHours))})`;
const isForsaken = sql`(${letters.state} = 'sending' and ${isTooOld})`;

/** Gives a claimed letter back untried, when the process is asked to stop. */
export async function release(letter: Letter): Promise<void> {
  await db()
    .update(letters)
    .set({ state: 'queued', dueAt: sql`now()`, attempts: sql`${letters.attempts} - 1` })
    .where(isHeldBy(letter));
}

/** How many emails may still leave in this hour, after those that are being sent. Under zero: more than that have left. */
export async function remainingBudget(hourly: number): Promise<number> {
  const hasLeft = sql`${letters.state} in (${sql.raw(leftStates.map((state) => `'${state}'`).join())})`;
  const recent = gt(letters.settledAt, sql`now() - interval '1 hour'`);
  const counts = sql`not ${letters.owed}`;
  const sent = await db().$count(letters, and(hasLeft, recent, counts));
  const sending = await db().$count(letters, and(sql`${letters.state} = 'sending'`, counts));
  return hourly - sent - sending;
}

// Full jitter under 2, 4, 8 … seconds, at most ten minutes: many emails that failed together do not come back together.
function waitSeconds({ attempts }: Letter, atLeast = 1): number {
  return atLeast + Math.random() * Math.min(600, 2 ** Math.min(attempts, 12));
}

// Only the worker that holds the lease may write: the number of attempts tells whether another took the email over, and the
// state whether its provider has reported it meanwhile.
// `|| ''` hides the column from the partial index letters_due: it is full of finished rows, yet the planner prefers it to the
// primary key.
function isHeldBy(letter: Letter) {
  return and(eq(letters.id, letter.id), eq(letters.attempts, letter.attempts), sql`${letters.state} || '' = 'sending'`);
}
