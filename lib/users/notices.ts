import { and, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { backupAddresses, disavowals, type NoticeDetail, type SecurityChange } from '@/db/schema';
import { fewLeft } from '@/lib/factors/recovery-codes';
import * as outbox from '@/lib/mail/outbox';
import type { Requester } from '@/lib/requester';
import * as token from '@/lib/token';

/** How long the "this was not me" link of a notice works. */
export const disavowalLifetimeDays = 7;
export const disavowalEnd = sql`now() + make_interval(days => ${disavowalLifetimeDays})`;

type Mailbox = { email: string; canonical: string };
type Owner = Mailbox & { id: string };
type NoticeKind = (typeof disavowals.$inferInsert)['kind'];

const outboxKinds = {
  password: 'password-changed',
  address: 'address-changed',
  deletion: 'account-deleted',
  security: 'security-changed',
} as const;

/**
 * Tells every confirmed address of a user that the ways into the account have changed (NIST SP 800-63B-4, 4.6; ASVS 6.3.7), each with a
 * disavowal of its own. Part of the transaction of the change.
 * @param also addresses that were the user's until this change
 */
export function notifyAll(
  tx: Transaction,
  user: Owner,
  change: SecurityChange,
  requester: Requester,
  also: readonly Mailbox[] = [],
): Promise<void> {
  return notify(tx, user, 'security', change, requester, also);
}

/**
 * Like `notifyAll`, for later: the notices leave after so many hours, if what they say then holds (lib/delivery/compose.ts).
 * @param except an address that gets another email instead
 */
export function notifyLater(
  tx: Transaction,
  user: Owner,
  change: SecurityChange,
  requester: Requester,
  afterHours: number,
  except?: Mailbox,
): Promise<void> {
  return notify(tx, user, 'security', change, requester, [], { afterHours, except });
}

/** Tells every address that a recovery code was used; with two left, once, that it is time for new ones. */
export function notifyCodeUsed(tx: Transaction, user: Owner, left: number, requester: Requester): Promise<void> {
  return notifyAll(tx, user, { codes: left === fewLeft ? 'low' : 'used', left }, requester);
}

/**
 * Queues the notice of a change to every confirmed address of the user, each with its disavowal. The user is given as before the change:
 * an address change is told to the previous address, which its disavowals bring back.
 */
export async function notify(
  tx: Transaction,
  user: Owner,
  kind: NoticeKind,
  detail: NoticeDetail,
  requester: Requester,
  also: readonly Mailbox[] = [],
  { afterHours = 0, except }: { afterHours?: number; except?: Mailbox | undefined } = {},
): Promise<void> {
  const { id: userId, email, canonical } = user;
  const later = sql`make_interval(secs => ${afterHours * 3600})`;
  const issued = { userId, kind, keyId: token.currentKeyId(), expiresAt: sql`${disavowalEnd} + ${later}` };
  const back = kind === 'address' ? { restoredEmail: email, restoredCanonical: canonical } : {};
  const rows = [
    ...[{ email, canonical }, ...(await listBackups(tx, userId))]
      .filter((mailbox) => mailbox.canonical !== except?.canonical)
      .map((mailbox) => ({ ...issued, ...back, ...mailbox })),
    ...also.map((mailbox) => ({
      ...issued,
      ...mailbox,
      restoredEmail: mailbox.email,
      restoredCanonical: mailbox.canonical,
    })),
  ];
  if (rows.length === 0) return;
  const written = await tx.insert(disavowals).values(rows).returning();
  if (written.length !== rows.length) throw new Error('The disavowals were not written.');
  for (const { id: reference, ...mailbox } of written)
    await enqueueNotice(
      tx,
      kind,
      { email: mailbox.email, canonical: mailbox.canonical, reference, detail },
      requester,
      afterHours,
    );
}

/** Queues a notice with the link of a disavowal that exists. */
export function enqueueNotice(
  tx: Transaction,
  kind: NoticeKind,
  notice: Mailbox & { reference: string; detail: NoticeDetail },
  requester: Requester,
  afterHours = 0,
): Promise<void> {
  return outbox.enqueueNotice(tx, { kind: outboxKinds[kind], ...notice }, requester, afterHours);
}

/**
 * Ends the user's other disavowals that were issued with this one or later: those of the same change have the same effect, and later ones
 * may have gone to the person who made it.
 */
export async function endWith(tx: Transaction, disavowal: { userId: string; id: string }): Promise<void> {
  const isOther = and(eq(disavowals.userId, disavowal.userId), isNull(disavowals.usedAt));
  const same = and(isOther, eq(disavowals.issuedAt, issuedAt(disavowal)));
  await tx.update(disavowals).set({ usedAt: sql`now()` }).where(same);
  const later = and(eq(disavowals.userId, disavowal.userId), gt(disavowals.issuedAt, issuedAt(disavowal)));
  await tx.delete(disavowals).where(later);
}

/** How many earlier changes the same mailbox can still disavow: what they added stays until then. */
export async function countEarlier(tx: Transaction, disavowal: { userId: string; canonical: string; id: string }) {
  const { userId, canonical, usedAt, expiresAt } = disavowals;
  const isTheirs = and(eq(userId, disavowal.userId), eq(canonical, disavowal.canonical));
  const isOpen = and(isNull(usedAt), gt(expiresAt, sql`now()`));
  return tx.$count(disavowals, and(isTheirs, isOpen, lt(disavowals.issuedAt, issuedAt(disavowal))));
}

/** SQL for when a disavowal was issued: a Date has no microseconds, so the disavowal would be later than itself. */
export function issuedAt({ id }: { id: string }): SQL {
  return sql`(select a.issued_at from disavowals a where a.id = ${id})`;
}

/** The confirmed backup addresses of a user. */
function listBackups(tx: Transaction, userId: string): Promise<Mailbox[]> {
  const { email, canonical, confirmedAt, removedAt } = backupAddresses;
  return tx
    .select({ email, canonical })
    .from(backupAddresses)
    .where(and(eq(backupAddresses.userId, userId), sql`${confirmedAt} is not null`, isNull(removedAt)))
    .orderBy(confirmedAt);
}
