import { and, eq, getTableColumns, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { db, type Transaction } from '@/db';
import { leftStates, letters, type NoticeDetail } from '@/db/schema';
import type { Address } from './fields';
import { type Origin, toStored } from './origin';

/** A letter as the worker gets it. Its age is by the database's clock. */
export type Letter = typeof letters.$inferSelect & { ageHours: number };

/** How long a worker may keep a letter. A crash gives it back after this. */
const leaseSeconds = 60;
/** A letter that could not leave for so long is given up. */
const giveUpHours = 12;

/** How a claimed letter ended. */
export type Settlement =
  | { state: 'sent'; provider: string; providerId: string | null }
  | { state: 'no-account' | 'superseded' }
  | { state: 'failed'; reason: string }
  | { state: 'deferred'; reason: string };

/**
 * An INSERT for a letter that a visitor causes, to hang on a counting of limits: `from` names an expression with a column `granted`.
 * Nothing of an account is known yet, and nothing is looked up.
 */
export function insertion(
  letter: {
    kind: 'reset' | 'registration' | 'address-change';
    address: Address;
    askId: string;
    origin: Origin;
    reference?: SQL;
  },
  from: SQL,
): SQL {
  return sql`insert into letters (kind, email, canonical, ask_id, origin, locale, reference)
    select ${letter.kind}, ${letter.address.typed}, ${letter.address.canonical}, ${letter.askId},
      ${JSON.stringify(toStored(letter.origin))}::text::jsonb, ${letter.origin.locale}, ${letter.reference ?? sql`null::uuid`}
    from ${from} where granted`;
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
  const due = db()
    .select({ id: letters.id })
    .from(letters)
    .where(and(inArray(letters.state, ['queued', 'sending']), lte(letters.dueAt, sql`now()`)))
    .orderBy(letters.dueAt)
    .limit(limit)
    .for('update', { skipLocked: true });
  return db()
    .update(letters)
    .set({
      state: 'sending',
      attempts: sql`${letters.attempts} + 1`,
      dueAt: sql`now() + make_interval(secs => ${leaseSeconds})`,
    })
    .where(inArray(letters.id, due))
    .returning({
      ...getTableColumns(letters),
      ageHours: sql<number>`(extract(epoch from now() - ${letters.createdAt}) / 3600)::float8`,
    });
}

/** Writes down how a letter ended, or when it is tried again. */
export async function settle(letter: Letter, settlement: Settlement): Promise<void> {
  const mine = isHeldBy(letter);
  switch (settlement.state) {
    case 'sent':
      await db()
        .update(letters)
        .set({ ...settlement, settledAt: sql`now()`, lastError: null })
        .where(mine);
      return;
    case 'deferred':
      await db()
        .update(letters)
        .set({
          state: sql`case when ${letters.createdAt} < now() - make_interval(hours => ${giveUpHours}) then 'failed' else 'queued' end`,
          settledAt: sql`case when ${letters.createdAt} < now() - make_interval(hours => ${giveUpHours}) then now() end`,
          dueAt: sql`now() + make_interval(secs => ${backOffSeconds(letter.attempts)})`,
          lastError: settlement.reason,
        })
        .where(mine);
      return;
    default:
      await db()
        .update(letters)
        .set({
          state: settlement.state,
          settledAt: sql`now()`,
          lastError: 'reason' in settlement ? settlement.reason : null,
        })
        .where(mine);
  }
}

/** Gives a claimed letter back untried, when the process is asked to stop. */
export async function release(letter: Letter): Promise<void> {
  await db()
    .update(letters)
    .set({ state: 'queued', dueAt: sql`now()`, attempts: sql`${letters.attempts} - 1` })
    .where(isHeldBy(letter));
}

/** How many mails may still leave in this hour. */
export async function remainingBudget(hourly: number): Promise<number> {
  const [row] = await db()
    .select({ sent: sql<number>`count(*)::int` })
    .from(letters)
    .where(
      and(
        inArray(letters.state, [...leftStates]),
        sql`${letters.settledAt} > now() - interval '1 hour'`,
        eq(letters.owed, false),
      ),
    );
  return Math.max(0, hourly - (row?.sent ?? 0));
}

// Full jitter around 2, 4, 8 … seconds, at most ten minutes: many letters that failed together do not come back together.
function backOffSeconds(attempts: number): number {
  const ceiling = Math.min(600, 2 ** Math.min(attempts, 12));
  return 1 + Math.random() * ceiling;
}

// Only the worker that holds the lease may write: the number of attempts tells whether somebody took the letter over.
function isHeldBy(letter: Letter) {
  return and(eq(letters.id, letter.id), eq(letters.attempts, letter.attempts));
}
