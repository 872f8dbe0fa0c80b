import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { type Transaction, transact } from '@/db';
import { backupAddresses, recoveryWaits, resets, users } from '@/db/schema';
import { type Address, mask } from '@/lib/fields';
import type { OutboxEmail } from '@/lib/mail/outbox';
import * as mailedLinks from '@/lib/mailed-links';
import { type Limited, limit, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as token from '@/lib/token';
import { isClosed, lockUser } from '@/lib/users/credentials';
import * as waits from '@/lib/users/waits';
import { findReset, type Reset, standingOf } from './standings';

export type Opening =
  /** Every address of the account is told. */
  | { outcome: 'opened' }
  | { outcome: 'waiting' }
  /** Not the address that the link was sent to. That of the account would be a secret which the answer gives away. */
  | { outcome: 'refused' }
  /** No second factor is enrolled: the link needs none. */
  | { outcome: 'needless' }
  /** The link does not work. */
  | { outcome: 'dead' }
  | Limited;

/**
 * Opens the waiting period of an account by a reset link, whose holder types the address that it was sent to: a mail scanner presses every button,
 * but knows no address. The link stays as it is.
 */
export async function open(link: string, address: Address, requester: Requester): Promise<Opening> {
  const reset = await findReset(link);
  if (!reset || standingOf(reset).state !== 'open') return { outcome: 'dead' };
  const tried = await limitTries(`wait ${reset.id}`);
  if (tried) return tried;
  // The mailbox that the link was sent to. The link at the end goes there too.
  if (address.canonical !== reset.mailbox) return { outcome: 'refused' };
  const to = { email: reset.email, canonical: reset.mailbox };
  if (!reset.needsFactor) return { outcome: 'needless' };
  if (await waits.find(reset.userId)) return { outcome: 'waiting' };
  // Each tells every address: anyone who holds one mailbox must not flood the others.
  const limited = await limit({ policy: 'wait/user', subject: reset.userId });
  return limited ?? transact((tx) => begin(tx, reset, to, requester));
}

async function begin(
  tx: Transaction,
  { id, userId, credentialVersion }: Reset,
  to: { email: string; canonical: string },
  requester: Requester,
): Promise<Opening> {
  const user = await lockUser(tx, userId);
  const isUnused = and(eq(resets.id, id), isNull(resets.usedAt), isNull(resets.declinedAt));
  if (!user || user.credentialVersion !== credentialVersion || (await tx.$count(resets, isUnused)) === 0)
    return { outcome: 'dead' };
  return { outcome: (await waits.begin(tx, user, to, requester)) ? 'opened' : 'waiting' };
}

/** What the worker writes into the email at the end of a wait; null when it was canceled. */
export type Issued = {
  name: string;
  url: string;
  cancelUrl: string;
  expiresAt: Date;
  /** The account's address, masked, if the link goes to a backup address. */
  backupOf: string | undefined;
};

/** Signs the link that ends a wait. Repeated for the same email it returns the same link. */
export async function issue(outboxEmail: OutboxEmail): Promise<Issued | null> {
  const issued = await transact((tx) => findOrCreate(tx, outboxEmail));
  if (!issued) return null;
  const { user, reset } = issued;
  return {
    name: user.name,
    url: await mailedLinks.signUrl('reset', reset),
    cancelUrl: await mailedLinks.signUrl('deny', reset),
    expiresAt: reset.expiresAt,
    backupOf: reset.backupAddressId ? mask(user.email) : undefined,
  };
}

async function findOrCreate(tx: Transaction, { id, reference, canonical, email }: OutboxEmail) {
  const recoveryWaitId = reference ?? id;
  const backup = and(
    eq(backupAddresses.userId, users.id),
    eq(backupAddresses.canonical, canonical),
    sql`${backupAddresses.confirmedAt} is not null and ${backupAddresses.removedAt} is null`,
  );
  const [due] = await tx
    .select({ user: users, backupAddressId: backupAddresses.id })
    .from(recoveryWaits)
    .innerJoin(users, eq(users.id, recoveryWaits.userId))
    .leftJoin(backupAddresses, backup)
    .where(and(waits.isDue(sql`recovery_waits.id`), eq(recoveryWaits.id, recoveryWaitId)))
    .for('update', { of: users });
  // To an address that is the account's no longer, no link goes.
  const isTheirs = due?.user.canonical === canonical || due?.backupAddressId;
  if (!due || !isTheirs || isClosed(due.user)) return null;
  const { user, backupAddressId } = due;
  const isLive = and(isNull(resets.usedAt), isNull(resets.declinedAt), gt(resets.expiresAt, sql`now()`));
  const [earlier] = await tx
    .select()
    .from(resets)
    .where(and(eq(resets.userId, user.id), eq(resets.recoveryWaitId, recoveryWaitId), isLive));
  if (earlier && token.isKeyKnown(earlier.keyId)) return { user, reset: earlier };
  const [reset] = await tx
    .insert(resets)
    .values({
      userId: user.id,
      recoveryWaitId,
      email,
      backupAddressId,
      credentialVersion: user.credentialVersion,
      requestId: '',
      keyId: token.currentKeyId(),
      expiresAt: sql`now() + make_interval(hours => ${waits.linkLifetimeHours})`,
    })
    .returning();
  if (!reset) throw new Error('The reset of a waiting period was not written.');
  return { user, reset };
}
