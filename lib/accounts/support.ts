import { desc, eq } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { accounts, letters, registrations } from '@/db/schema';
import * as credentials from '../credentials';
import * as events from '../events';
import type { Address } from '../fields';
import { operator } from '../origin';
import * as outbox from '../outbox';
import * as sessions from '../sessions';

// What whoever runs the site can do for an account: look, send a link, end sessions, close and open it.
// Nothing here shows a link or sets a password: the way in is the mailbox, for operators too.

/** An account as an operator sees it. */
export type Sight = {
  account: Omit<credentials.Account, 'passwordHash' | 'credentialVersion'> & { password: 'set' | 'imported' | 'none' };
  sessions: Awaited<ReturnType<typeof sessions.list>>;
  events: Awaited<ReturnType<typeof events.list>>;
};

/** The account of an address, compared as the forms compare it; null when there is none. */
export async function find(address: Address): Promise<Sight | null> {
  const found = await db().query.accounts.findFirst({ where: eq(accounts.canonical, address.canonical) });
  if (!found) return null;
  const { passwordHash, credentialVersion: _, ...account } = found;
  return {
    account: { ...account, password: describePassword(passwordHash) },
    sessions: await sessions.list(found.id),
    events: await events.list(found.id),
  };
}

/** The newest letters to an address, whether or not it has an account, and how many registrations of it wait to be confirmed. */
export async function listTraces(address: Address) {
  const mail = await db()
    .select({
      id: letters.id,
      kind: letters.kind,
      state: letters.state,
      createdAt: letters.createdAt,
      lastError: letters.lastError,
    })
    .from(letters)
    .where(eq(letters.canonical, address.canonical))
    .orderBy(desc(letters.createdAt))
    .limit(10);
  const waiting = await db().$count(registrations, eq(registrations.canonical, address.canonical));
  return { letters: mail, registrations: waiting };
}

type Absent = { outcome: 'no-account' };

/** Sends the account a reset link, through the outbox like any other. Nobody but its mailbox sees it. */
export async function sendReset(
  address: Address,
): Promise<{ outcome: 'queued'; letter: string; to: string } | { outcome: 'disabled' } | Absent> {
  return withAccount(address, async (tx, account) => {
    // The worker would find nobody to write to.
    if (account.status === 'disabled') return { outcome: 'disabled' };
    const letter = await outbox.enqueueReset(tx, { email: account.email, canonical: account.canonical }, operator);
    return { outcome: 'queued', letter, to: account.email };
  });
}

/** Ends every session of an account. Its password and its links stay. */
export async function signOut(address: Address): Promise<{ outcome: 'ended'; sessions: number } | Absent> {
  return withAccount(address, async (tx, { id: accountId }) => {
    const ended = await sessions.endAll(tx, accountId);
    await events.record(tx, { name: 'session.ended', accountId, origin: operator, reason: `all ${ended}` });
    return { outcome: 'ended', sessions: ended };
  });
}

/** Closes an account: see `credentials.disable`. */
export async function disable(
  address: Address,
): Promise<{ outcome: 'disabled'; sessions: number } | { outcome: 'already' } | Absent> {
  return withAccount(address, async (tx, account) => {
    if (account.status === 'disabled') return { outcome: 'already' };
    return { outcome: 'disabled', sessions: await credentials.disable(tx, account, operator) };
  });
}

/** Opens a closed account again. What ended with it stays ended. A locked one is opened by its owner, through the link. */
export async function enable(
  address: Address,
): Promise<{ outcome: 'enabled'; hasPassword: boolean } | { outcome: 'already' } | { outcome: 'locked' } | Absent> {
  return withAccount(address, async (tx, { id: accountId, status, passwordHash }) => {
    if (status === 'active') return { outcome: 'already' };
    if (status === 'locked') return { outcome: 'locked' };
    await tx.update(accounts).set({ status: 'active' }).where(eq(accounts.id, accountId));
    await events.record(tx, { name: 'account.enabled', accountId, origin: operator });
    return { outcome: 'enabled', hasPassword: passwordHash !== null };
  });
}

// The row is held first, as in every change of an account: a reset under way is either done before or finds the account changed.
function withAccount<Result>(
  { canonical }: Address,
  change: (tx: Transaction, account: credentials.Account) => Promise<Result>,
): Promise<Result | Absent> {
  return transact(async (tx) => {
    const [account] = await tx.select().from(accounts).where(eq(accounts.canonical, canonical)).for('update');
    return account ? change(tx, account) : { outcome: 'no-account' };
  });
}

function describePassword(hash: string | null): 'set' | 'imported' | 'none' {
  if (hash === null) return 'none';
  return hash.startsWith('$2') ? 'imported' : 'set';
}
