import { and, eq, getTableColumns, lte, type SQL, sql } from 'drizzle-orm';
import { db, hole, statement, type Transaction } from '@/db';
import { leftStates, letters, type NoticeDetail, reportedStates } from '@/db/schema';
import type { Address } from './fields';
import { grouped } from './groups';
import { type Origin, toStored } from './origin';
import { digest } from './throttle';

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

/** The INSERT of such a letter, to hang on a counting of limits: `from` names an expression with a column `granted`. */
export function insertion(
  kind: 'reset' | 'registration' | 'address-change',
  from: SQL,
  reference = sql`null::uuid`,
): SQL {
  return sql`insert into letters (kind, email, canonical, ask_id, origin, locale, reference)
    select ${sql.raw(`'${kind}'`)}, ${hole('email')}, ${hole('canonical')}, ${hole('askId')}, ${hole('origin')}::text::jsonb, ${hole('locale')}, ${reference}
    from ${from} where granted`;
}

/** The values of `insertion`. */
export function valuesOf({ address, askId, origin }: Asked): Record<string, string> {
  const { typed: email, canonical } = address;
  return { email, canonical, askId, origin: JSON.stringify(toStored(origin)), locale: origin.locale };
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
  const claimed = await claimDue({ limit });
  return claimed.map((letter) => ({ ...letter, leaseEndsAtMs }));
}

// A table of its own, so that the rows are picked once: as a subquery it might be asked again, and lock more than its limit. And an
// array of it, which is always looked up by the key: joined, it is planned for a tenth of what is due, and reads the whole table.
const claimDue = statement<Omit<Letter, 'leaseEndsAtMs'>>(() => {
  const columns = Object.entries(getTableColumns(letters)).map(
    ([name, column]) => sql`${column} as ${sql.identifier(name)}`,
  );
  return sql`with due as (
      select id from letters where state in ('queued', 'sending') and due_at <= now() and not ${isForsaken}
      order by due_at limit ${hole('limit')} for update skip locked)
    update letters set state = 'sending', attempts = attempts + 1,
      due_at = now() + make_interval(secs => ${sql.raw(String(leaseSeconds))})
    where id = any(array(select id from due))
    returning ${sql.join(columns, sql`, `)}, (extract(epoch from now() - created_at) / 3600)::float8 as "ageHours"`;
});

/** Whether nobody else gets the letter for so long. What is sent after the end of a lease may be sent twice. */
export function isHeldFor(letter: Letter, ms: number): boolean {
  return performance.now() + ms < letter.leaseEndsAtMs;
}

/**
 * Writes down how a letter ended, or when it is tried again.
 * @returns the state that it is in now; null when it is no longer this worker's: the lease had ended, or its provider has
 * reported it meanwhile
 */
export function settle(letter: Letter, settlement: Settlement): Promise<State | null> {
  return settleTogether({ letter, settlement });
}

type Settled = { letter: Letter; settlement: Settlement };

const settleTogether = grouped(async (settled: Settled[]): Promise<(State | null)[]> => {
  const column = (pick: (one: Settled) => unknown) => settled.map(pick);
  const said = (key: string) => column(({ settlement }) => Reflect.get(settlement, key) ?? null);
  const rows = await settleAll({
    ...{ id: column(({ letter }) => letter.id), attempts: column(({ letter }) => letter.attempts) },
    ...{ state: said('state'), reason: said('reason'), provider: said('provider'), providerId: said('providerId') },
    ...{ madeAt: column(({ letter }) => letter.createdAt.toISOString()), wait: column(waitSeconds) },
    ...{ account: said('accountId'), subject: column(({ letter }) => digest(letter.canonical)) },
  });
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  return settled.map(({ letter }) => states.get(letter.id) ?? null);
});

// Only the worker that holds the lease may write: the number of attempts tells whether somebody took the letter over, and the
// state whether its provider has reported it before we knew that it took it.
// The state is written so that no index knows it: that of what is due looks as good as the key, and is full of what was due.
// For the owner's activity, and the operator's: a reset mail is on its way, or it never will be.
const settleAll = statement<{ id: string; state: State }>(
  () => sql`with s as (
      select *, made_at < now() - make_interval(hours => ${sql.raw(String(giveUpHours))}) as is_too_old
      from unnest(${hole('id')}::uuid[], ${hole('attempts')}::int[], ${hole('state')}::text[], ${hole('reason')}::text[],
        ${hole('provider')}::text[], ${hole('providerId')}::text[], ${hole('madeAt')}::timestamptz[], ${hole('wait')}::float8[],
        ${hole('account')}::uuid[], ${hole('subject')}::text[])
        s (id, attempts, state, reason, provider, provider_id, made_at, wait, account_id, subject)),
    settled as (
      update letters set
        state = case when s.state <> 'deferred' then s.state when is_too_old then 'failed' else 'queued' end,
        settled_at = case when s.state <> 'deferred' or is_too_old then now() end,
        due_at = case when s.state = 'deferred' then now() + make_interval(secs => wait) else due_at end,
        last_error = s.reason,
        provider = coalesce(s.provider, letters.provider),
        provider_id = coalesce(s.provider_id, letters.provider_id)
      from s where letters.id = s.id and letters.attempts = s.attempts and letters.state || '' = 'sending'
      returning letters.id, letters.state),
    noted as (
      insert into events (name, account_id, subject, network, device)
      select case when s.state = 'sent' then 'reset.sent' else 'reset.failed' end, s.account_id, s.subject,
        letters.origin->>'network', letters.origin->>'device'
      from s join letters on letters.id = s.id left join settled on settled.id = s.id
      where letters.kind = 'reset' and (settled.state in ('sent', 'failed')
        or (s.state = 'sent' and letters.state in (${sql.raw(reportedStates.map((state) => `'${state}'`).join())}))))
    select id, state from settled`,
);

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

const isForsaken = sql`(${letters.state} = 'sending' and ${letters.createdAt} < now() - make_interval(hours => ${sql.raw(String(giveUpHours))}))`;

/** Gives a claimed letter back untried, when the process is asked to stop. */
export async function release(letter: Letter): Promise<void> {
  await db()
    .update(letters)
    .set({ state: 'queued', dueAt: sql`now()`, attempts: sql`${letters.attempts} - 1` })
    .where(isHeldBy(letter));
}

/** How many mails may still leave in this hour. */
export async function remainingBudget(hourly: number): Promise<number> {
  const [row] = await countLeft({});
  return Math.max(0, hourly - (row?.sent ?? 0));
}

const countLeft = statement<{ sent: number }>(
  () => sql`select count(*)::int as sent from letters
    where state in (${sql.raw(leftStates.map((state) => `'${state}'`).join())}) and settled_at > now() - interval '1 hour' and not owed`,
);

// Full jitter under 2, 4, 8 … seconds, at most ten minutes: many letters that failed together do not come back together.
function waitSeconds({ letter, settlement }: Settled): number {
  const atLeast = settlement.state === 'deferred' ? (settlement.retryAfterSeconds ?? 1) : 0;
  const ceiling = Math.min(600, 2 ** Math.min(letter.attempts, 12));
  return atLeast + Math.random() * ceiling;
}

// The same as in `settle`.
function isHeldBy(letter: Letter) {
  return and(eq(letters.id, letter.id), eq(letters.attempts, letter.attempts), eq(letters.state, 'sending'));
}
