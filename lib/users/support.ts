import { desc, eq } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { outboxEmails, registrations, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import type { Address } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import { operator } from '@/lib/requester';
import * as credentials from './credentials';
import * as sessions from './sessions';

// What whoever runs the site can do for an account: look, send a link, end sessions, close and open it.
// Nothing here shows a link or sets a password: the way in is the mailbox, for operators too.

/** An account as an operator sees it. */
export type Details = {
  user: Omit<credentials.User, 'passwordHash' | 'credentialVersion'> & { password: 'set' | 'imported' | 'none' };
  sessions: Awaited<ReturnType<typeof sessions.list>>;
  auditEvents: Awaited<ReturnType<typeof audit.list>>;
};

/** The account of an address, compared as the forms compare it; null when there is none. */
export async function find(address: Address): Promise<Details | null> {
  const found = await db().query.users.findFirst({ where: eq(users.canonical, address.canonical) });
  if (!found) return null;
  const { passwordHash, credentialVersion: _, ...user } = found;
  return {
    user: { ...user, password: describePassword(passwordHash) },
    sessions: await sessions.list(found.id),
    auditEvents: await audit.list(found.id),
  };
}

/** The newest emails to an address, whether or not it has an account, and how many registrations of it wait to be confirmed. */
export async function listTraces(address: Address) {
  const content = await db()
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
  const waiting = await db().$count(registrations, eq(registrations.canonical, address.canonical));
  return { outboxEmails: content, registrations: waiting };
}

type Absent = { outcome: 'no-account' };

/** Sends the account a reset link, through the outbox like any other. Nobody but its mailbox sees it. */
export async function sendReset(
  address: Address,
): Promise<{ outcome: 'queued'; outboxEmail: string; to: string } | { outcome: 'disabled' } | Absent> {
  return withUser(address, async (tx, user) => {
    // The worker would find nobody to write to.
    if (user.status === 'disabled') return { outcome: 'disabled' };
    const outboxEmail = await outbox.enqueueReset(tx, { email: user.email, canonical: user.canonical }, operator);
    return { outcome: 'queued', outboxEmail, to: user.email };
  });
}

/** Ends every session of an account. Its password and its links stay. */
export async function signOut(address: Address): Promise<{ outcome: 'ended'; sessions: number } | Absent> {
  return withUser(address, async (tx, { id: userId }) => {
    const ended = await sessions.endAll(tx, userId);
    await audit.record(tx, { name: 'session.ended', userId, requester: operator, reason: `all ${ended}` });
    return { outcome: 'ended', sessions: ended };
  });
}

/** Closes an account: see `credentials.disable`. */
export async function disable(
  address: Address,
): Promise<{ outcome: 'disabled'; sessions: number } | { outcome: 'already' } | Absent> {
  return withUser(address, async (tx, user) => {
    if (user.status === 'disabled') return { outcome: 'already' };
    return { outcome: 'disabled', sessions: await credentials.disable(tx, user, operator) };
  });
}

/** Opens a closed account again. What ended with it stays ended. A locked one is opened by its owner, through the link. */
export async function enable(
  address: Address,
): Promise<{ outcome: 'enabled'; hasPassword: boolean } | { outcome: 'already' } | { outcome: 'locked' } | Absent> {
  return withUser(address, async (tx, { id: userId, status, passwordHash }) => {
    if (status === 'active') return { outcome: 'already' };
    if (status === 'locked') return { outcome: 'locked' };
    await tx.update(users).set({ status: 'active' }).where(eq(users.id, userId));
    await audit.record(tx, { name: 'account.enabled', userId, requester: operator });
    return { outcome: 'enabled', hasPassword: passwordHash !== null };
  });
}

// The row is held first, as in every change of an account: a reset under way is either done before or finds the account changed.
function withUser<Result>(
  { canonical }: Address,
  change: (tx: Transaction, user: credentials.User) => Promise<Result>,
): Promise<Result | Absent> {
  return transact(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.canonical, canonical)).for('update');
    return user ? change(tx, user) : { outcome: 'no-account' };
  });
}

function describePassword(hash: string | null): 'set' | 'imported' | 'none' {
  if (hash === null) return 'none';
  return hash.startsWith('$2') ? 'imported' : 'set';
}
