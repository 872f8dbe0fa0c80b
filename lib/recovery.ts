import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { db, type Parameter, prepared, type Transaction, transact } from '@/db';
import { accounts, resets } from '@/db/schema';
import * as codes from './codes';
import { replacePassword } from './credentials';
import * as events from './events';
import type { Address, Password } from './fields';
import * as mailedLinks from './mailed-links';
import { deviceFor, type Origin } from './origin';
import * as outbox from './outbox';
import * as passwords from './password';
import { createReset, type Link, nobodys } from './recovery/create';
import {
  type Attempt,
  admissionRow,
  budgetOf,
  counting,
  digest,
  type KeyName,
  keysOf,
  type Limited,
  limitTries,
  readAdmission,
} from './throttle';
import * as token from './token';

export { resetLifetimeMinutes } from './recovery/create';

/** Within so many hours of the ask, a mail that is late gets a fresh link; after that nobody waits for it any more. */
export const freshHours = 6;
/** So many links an address can get within so many minutes. */
export const askBudget = budgetOf('reset/address');

type Account = typeof accounts.$inferSelect;

/**
 * Somebody asks for a reset. One statement counts the limits and writes one letter; no account is looked up here, so that
 * neither text nor time nor failure can tell whether there is one. The worker finds out later (requests.test.ts guards it).
 * @returns accepted also when the address has had its share of mail: the page is the same, the mail is not sent
 */
export async function requestReset(
  address: Address,
  askId: string,
  origin: Origin,
): Promise<{ outcome: 'accepted' } | Limited> {
  const device = deviceFor(origin, address, digest);
  const attempts: Attempt[] = [
    { policy: 'reset/network', subject: origin.network },
    device ? { policy: 'reset/device', subject: device } : { policy: 'reset/address', subject: address.canonical },
  ];
  const [row] = await (device ? askByDevice : askByAddress)({
    ...keysOf(attempts),
    ...outbox.valuesOf({ address, askId, origin }),
    ...events.valuesOf(address.canonical, origin),
  });
  const admission = readAdmission(row);
  if (!admission.granted && admission.policy === 'reset/network') {
    return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
  }
  return { outcome: 'accepted' };
}

// Prepared: planning it takes several times as long as running it.
const askBy = (policy: 'reset/device' | 'reset/address') =>
  prepared(
    (parameter: Parameter<KeyName | outbox.ParameterName | events.ParameterName>) =>
      sql`with ${counting(['reset/network', policy], parameter)},
      email as (${outbox.insertion(sql`admission`, parameter)}),
      suppressed as (${events.insertion('reset.suppressed', sql`admission where not granted`, parameter)})
      select * from admission`,
    admissionRow,
  );
const askByDevice = askBy('reset/device');
const askByAddress = askBy('reset/address');

/** What the worker writes into a reset mail. `to` is null when there is no account: all the work is done and nothing is sent. */
export type Issued =
  | {
      outcome: 'issued';
      to: string | null;
      accountId: string | null;
      name: string | undefined;
      url: string;
      /** The "I did not ask for this" of the mail. */
      denyUrl: string;
      /** What may be typed instead, where somebody asked. None for a reset that the house owes. */
      code: string | undefined;
      expiresAt: Date;
    }
  | { outcome: 'superseded' };

/**
 * Finds the account that a letter is for and signs its link. Called again for the same letter it gives the same link,
 * unless that link has expired before the mail could leave: then a fresh one. A link that died otherwise is not sent.
 */
export async function issue(letter: outbox.Letter): Promise<Issued> {
  const earlier = letter.reference ? await findById(letter.reference) : null;
  if (letter.reference) {
    const { state } = standingOf(earlier);
    if (state !== 'open' && (state !== 'expired' || letter.ageHours > freshHours)) return { outcome: 'superseded' };
    // A link whose key was rotated out cannot be signed again: a fresh one is as good.
    if (earlier && state === 'open' && token.isKeyKnown(earlier.keyId)) return toIssued(earlier);
  }
  const reset = await createReset(letter);
  return toIssued(reset ?? nobodys(letter));
}

/** What a link is worth at this moment, by the row and the database's clock. The reason is told only to the holder of a link of ours. */
export type Standing =
  | { state: 'open'; id: string; accountId: string; email: string; expiresAt: Date }
  | { state: 'expired' | 'used' | 'replaced' | 'moved'; email: string }
  | { state: 'invalid' };

/** Looks at a link without spending it. When it is opened for the first time the events get a line. */
export async function find(link: string, origin: Origin): Promise<Standing> {
  const reset = await findReset(link);
  const standing = standingOf(reset);
  if (reset && standing.state === 'open' && !reset.openedAt) {
    const unopened = and(eq(resets.id, reset.id), isNull(resets.openedAt));
    const first = await db().update(resets).set({ openedAt: sql`now()` }).where(unopened).returning({ id: resets.id });
    if (first[0]) await events.record(db(), { name: 'reset.opened', accountId: reset.accountId, origin });
  }
  return standing;
}

export type Completion =
  | { outcome: 'completed'; email: string; sessionsEnded: number }
  /** The link stays alive. */
  | { outcome: 'refused'; problem: passwords.PasswordProblem }
  /** The form was opened with another link than the one in hand: nothing happened. */
  | { outcome: 'other-link' }
  /** The link cannot be used; the page that looks it up says why. */
  | { outcome: 'dead' }
  | Limited;

/**
 * Sets a new password by a reset link. Everything that can refuse comes first; then one transaction does all or nothing.
 * @param resetId the reset that the form was shown for
 */
export async function complete(link: string, resetId: string, password: Password, origin: Origin): Promise<Completion> {
  const reset = await findReset(link);
  const limited = await limitTries(reset?.id, origin.network);
  if (limited) return limited;
  const { state } = standingOf(reset);
  if (!reset || state !== 'open') return refuse('dead', state, reset, origin);
  if (reset.id !== resetId) return refuse('other-link', 'two links', reset, origin);
  // Not compared with the present password: its owner is back in, and a second hash would double the wait.
  const judged = await passwords.judgeAndHash(password, reset.account);
  if (judged.outcome === 'refused') {
    const { problem } = judged;
    return { ...(await refuse('refused', problem, reset, origin)), problem };
  }
  const sessionsEnded = await transact((tx) => spend(tx, reset, judged.hash, origin));
  // Null: somebody was faster while the hash was computed.
  if (sessionsEnded === null) return refuse('dead', 'race', reset, origin);
  return { outcome: 'completed', email: reset.account.email, sessionsEnded };
}

/** @returns how many sessions were ended; null when the link was spent or died meanwhile */
async function spend(tx: Transaction, { id, accountId }: Reset, hash: string, origin: Origin): Promise<number | null> {
  // The account's row first: every change of an account queues here, so that of two links one is the first.
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
  if (!account || account.status === 'disabled') return null;
  const isCurrent = eq(resets.credentialVersion, account.credentialVersion);
  const isOpen = and(
    eq(resets.id, id),
    isNull(resets.usedAt),
    isNull(resets.deniedAt),
    gt(resets.expiresAt, sql`clock_timestamp()`),
    isCurrent,
  );
  const [spent] = await tx.update(resets).set({ usedAt: sql`now()` }).where(isOpen).returning({ id: resets.id });
  return spent ? replacePassword(tx, account, hash, 'reset', origin) : null;
}

async function refuse<Outcome extends Completion['outcome']>(
  outcome: Outcome,
  reason: string,
  reset: Reset | null,
  origin: Origin,
) {
  await events.record(db(), { name: 'reset.refused', accountId: reset?.accountId ?? null, origin, reason });
  return { outcome };
}

/** A reset with its account. `isPast` is by the database's clock. */
export type Reset = typeof resets.$inferSelect & { account: Account; isPast: boolean };

// Which state change makes which link die: use → used; a newer password → replaced; a newer address → moved; time → expired;
// denied, a disabled or deleted account → invalid. Used is looked at first, because the change it made also raised the version.
export function standingOf(reset: Reset | null): Standing {
  if (!reset || reset.deniedAt || reset.account.status === 'disabled') return { state: 'invalid' };
  const { id, accountId, email, expiresAt } = reset;
  // Before all others, because no new link goes to the old address: whoever holds this one must type the new one.
  if (email !== reset.account.email) return { state: 'moved', email };
  if (reset.usedAt) return { state: 'used', email };
  if (reset.credentialVersion !== reset.account.credentialVersion) return { state: 'replaced', email };
  return reset.isPast ? { state: 'expired', email } : { state: 'open', id, accountId, email, expiresAt };
}

/** The reset that a signed link names: the link to a new password, or the "I did not ask for this" beside it. */
export function findReset(link: string, purpose: 'reset' | 'deny' = 'reset'): Promise<Reset | null> {
  return mailedLinks.find(purpose, link, findById);
}

/** The reset that a letter carries. */
export async function findById(id: string): Promise<Reset | null> {
  const [row] = await db()
    .select({ reset: resets, account: accounts, isPast: sql<boolean>`${resets.expiresAt} <= now()` })
    .from(resets)
    .innerJoin(accounts, eq(accounts.id, resets.accountId))
    .where(eq(resets.id, id));
  return row ? { ...row.reset, account: row.account, isPast: row.isPast } : null;
}

async function toIssued({ account, ...reset }: Link): Promise<Issued> {
  return {
    outcome: 'issued',
    to: account?.email ?? null,
    accountId: account && reset.accountId,
    name: account?.name,
    url: await mailedLinks.signUrl('reset', reset),
    denyUrl: await mailedLinks.signUrl('deny', reset),
    code: reset.askId ? codes.show(codes.derive(reset)) : undefined,
    expiresAt: reset.expiresAt,
  };
}
