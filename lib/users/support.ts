import { and, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { auditEvents, backupAddresses, outboxEmails, registrations, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import * as auditTrail from '@/lib/audit-trail';
import * as factors from '@/lib/factors/factors';
import type { Address } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import * as passwords from '@/lib/passwords/passwords';
import { operator } from '@/lib/requester';
import * as credentials from './credentials';
import * as knownIdentities from './known-identities';
import { disavowalLifetimeDays } from './notices';
import * as sessions from './sessions';
import * as waits from './waits';

// What operators can do for an account: look it up, send a reset link, open a waiting period, end its sessions, disable and enable it.
// Nothing here shows a link or a code, sets a password, ends a second factor or shortens a wait (disabling cancels it): even for an
// operator, the only way in is the user's mailbox (ASVS 6.4.4, 6.4.6).

/** An account as an operator sees it. */
export type Details = {
  user: Omit<credentials.User, 'passwordHash' | 'credentialVersion'> & { password: 'set' | 'imported' | 'none' };
  /** Which ways in there are, as counts. */
  ways: factors.Enrolled & { backupAddresses: number; identities: number; wait: waits.Wait | null };
  sessions: Awaited<ReturnType<typeof sessions.list>>;
  auditEvents: Awaited<ReturnType<typeof auditTrail.list>>['events'];
  auditCounts: Awaited<ReturnType<typeof auditTrail.listCounts>>;
};

/** The account of an address; null when there is none. */
export async function find(address: Address): Promise<Details | null> {
  const found = await db().query.users.findFirst({ where: eq(users.canonical, address.canonical) });
  if (!found) return null;
  const { passwordHash, credentialVersion: _, ...user } = found;
  return {
    user: { ...user, password: describePassword(passwordHash) },
    ways: {
      ...(await factors.find(found.id)),
      backupAddresses: await db().$count(backupAddresses, isConfirmedOf(found.id)),
      identities: (await knownIdentities.list(found.id)).length,
      wait: await waits.find(found.id),
    },
    sessions: await sessions.list(found.id),
    auditEvents: (await auditTrail.list(found.id)).events,
    auditCounts: await auditTrail.listCounts(found.id),
  };
}

const isConfirmedOf = (userId: string) =>
  and(eq(backupAddresses.userId, userId), isNotNull(backupAddresses.confirmedAt), isNull(backupAddresses.removedAt));

/** The newest ten emails to an address and its number of registrations that can still be confirmed, whether or not it has an account. */
export async function listTraces(address: Address) {
  const emails = await db()
    .select({
      id: outboxEmails.id,
      kind: outboxEmails.kind,
      state: outboxEmails.state,
      createdAt: outboxEmails.createdAt,
      lastError: outboxEmails.lastError,
    })
    .from(outboxEmails)
    .where(eq(outboxEmails.canonical, address.canonical))
    .orderBy(desc(outboxEmails.createdAt))
    .limit(10);
  const isOpen = and(isNull(registrations.confirmedAt), gt(registrations.expiresAt, sql`now()`));
  const count = await db().$count(registrations, and(eq(registrations.canonical, address.canonical), isOpen));
  return { outboxEmails: emails, registrations: count };
}

/** When a deleted account is erased, unless its owner brings it back. */
export function erasedAt(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + disavowalLifetimeDays * 86_400_000);
}

type NoAccount = { outcome: 'no-account' };
/** By its owner, who alone can bring it back, by the link of a notice. */
type Deleted = { outcome: 'deleted' };

/** Queues a reset link for the account. Only its mailbox gets to see the link. */
export async function sendReset(
  address: Address,
): Promise<{ outcome: 'queued'; outboxEmail: string; to: string } | { outcome: 'disabled' } | Deleted | NoAccount> {
  return withUser(address, async (tx, user) => {
    // The worker would not send it.
    if (user.status === 'disabled') return { outcome: 'disabled' };
    if (user.status === 'deleted') return { outcome: 'deleted' };
    const outboxEmail = await outbox.enqueueReset(tx, { email: user.email, canonical: user.canonical }, operator);
    return { outcome: 'queued', outboxEmail, to: user.email };
  });
}

/** Opens the waiting period of an account for its owner, who has lost every second factor and code. Only the mailbox gets the link. */
export async function startWait(
  address: Address,
): Promise<
  { outcome: 'started'; endsAt: Date } | { outcome: 'already' | 'needless' | 'disabled' } | Deleted | NoAccount
> {
  return withUser(address, async (tx, user) => {
    if (user.status === 'disabled') return { outcome: 'disabled' };
    if (user.status === 'deleted') return { outcome: 'deleted' };
    if (!factors.hasFactor(await factors.find(user.id, tx))) return { outcome: 'needless' };
    const started = await waits.begin(tx, user, { email: user.email, canonical: user.canonical }, operator);
    return started ? { outcome: 'started', ...started } : { outcome: 'already' };
  });
}

/** Ends every session of an account. Its password and links still work. */
export async function signOut(address: Address): Promise<{ outcome: 'ended'; sessions: number } | NoAccount> {
  return withUser(address, async (tx, { id: userId }) => {
    const ended = await sessions.endAll(tx, userId);
    await audit.record(tx, { name: 'session.ended', userId, requester: operator, reason: `all ${ended}` });
    return { outcome: 'ended', sessions: ended };
  });
}

/** Disables an account, see `credentials.disable`. */
export async function disable(
  address: Address,
): Promise<{ outcome: 'disabled'; sessions: number } | { outcome: 'already' } | Deleted | NoAccount> {
  return withUser(address, async (tx, user) => {
    if (user.status === 'disabled') return { outcome: 'already' };
    if (user.status === 'deleted') return { outcome: 'deleted' };
    return { outcome: 'disabled', sessions: await credentials.disable(tx, user, operator) };
  });
}

/**
 * Enables a disabled account. Its sessions and links stay ended. A locked account, or one that was locked when it was disabled, is unlocked
 * by its owner, through a reset link: what a thief connected before must not open it.
 */
export async function enable(
  address: Address,
): Promise<
  | { outcome: 'enabled'; hasPassword: boolean; isLocked: boolean }
  | { outcome: 'already' }
  | { outcome: 'locked' }
  | Deleted
  | NoAccount
> {
  return withUser(address, async (tx, user) => {
    const { status, passwordHash } = user;
    if (status === 'active') return { outcome: 'already' };
    if (status === 'locked') return { outcome: 'locked' };
    if (status === 'deleted') return { outcome: 'deleted' };
    const isLocked = passwordHash === null && !(await wasActive(tx, user.id));
    await tx
      .update(users)
      .set({ status: isLocked ? 'locked' : 'active' })
      .where(eq(users.id, user.id));
    await audit.record(tx, { name: 'account.enabled', userId: user.id, requester: operator });
    return { outcome: 'enabled', hasPassword: passwordHash !== null, isLocked };
  });
}

// Only the event tells, for an account without a password: disabling removes that of a locked one. Not if the event is no longer there.
async function wasActive(tx: Transaction, userId: string): Promise<boolean> {
  const [event] = await tx
    .select({ reason: auditEvents.reason })
    .from(auditEvents)
    .where(and(eq(auditEvents.userId, userId), eq(auditEvents.name, 'account.disabled')))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1);
  return event?.reason === 'was active';
}

// Locks the user's row first, as every change of an account does: a concurrent reset either completes first or sees the change.
function withUser<Result>(
  { canonical }: Address,
  change: (tx: Transaction, user: credentials.User) => Promise<Result>,
): Promise<Result | NoAccount> {
  return transact(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.canonical, canonical)).for('update');
    return user ? change(tx, user) : { outcome: 'no-account' };
  });
}

function describePassword(hash: string | null): 'set' | 'imported' | 'none' {
  if (hash === null) return 'none';
  return passwords.isOwn(hash) ? 'set' : 'imported';
}
