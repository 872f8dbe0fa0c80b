import { and, eq } from 'drizzle-orm';
import { transact } from '@/db';
import { accounts, events as eventRows, letters, registrations } from '@/db/schema';
import { askForCurrent, replacePassword } from './credentials';
import * as events from './events';
import type { Password, PersonName } from './fields';
import type { Origin } from './origin';
import * as passwords from './password';
import * as sessions from './sessions';
import { digest } from './throttle';

/** Gives the account another display name. */
export async function rename(accountId: string, name: PersonName, origin: Origin): Promise<void> {
  await transact(async (tx) => {
    await tx.update(accounts).set({ name }).where(eq(accounts.id, accountId));
    await events.record(tx, { name: 'account.renamed', accountId, origin });
  });
}

export type PasswordChange =
  /** The visitor goes on in a new session; every earlier one has ended. */
  | { outcome: 'changed'; sessionId: string; owner: string; othersEnded: number }
  | { outcome: 'wrong-current' }
  | { outcome: 'refused'; problem: passwords.PasswordProblem | 'sameAsCurrent' }
  | { outcome: 'limited'; retryAfterSeconds: number };

/**
 * Changes the password of somebody who is signed in and knows the present one (ASVS 6.2.3, 7.4.3).
 * Guesses at the present password are limited for the account and for the network.
 */
export async function changePassword(
  accountId: string,
  current: Password,
  next: Password,
  origin: Origin,
): Promise<PasswordChange> {
  const asked = await askForCurrent(accountId, current, origin);
  if (asked.outcome !== 'correct') return asked;
  const { account } = asked;
  if (next === current) return { outcome: 'refused', problem: 'sameAsCurrent' };
  const judged = await passwords.judgeAndHash(next, account);
  if (judged.outcome === 'refused') return judged;
  return transact(async (tx) => {
    const [locked] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
    // The password that was checked above may have been replaced while the new one was hashed.
    if (!locked || locked.credentialVersion !== account.credentialVersion) return { outcome: 'wrong-current' };
    const ended = await replacePassword(tx, locked, judged.hash, 'self', origin);
    const sessionId = await sessions.start(
      tx,
      { id: accountId, credentialVersion: locked.credentialVersion + 1 },
      origin,
    );
    return sessionId
      ? { outcome: 'changed', sessionId, owner: digest(account.canonical), othersEnded: Math.max(0, ended - 1) }
      : { outcome: 'wrong-current' };
  });
}

export type Deletion =
  | { outcome: 'deleted' }
  | { outcome: 'wrong-current' }
  | { outcome: 'limited'; retryAfterSeconds: number };

/** Deletes an account for good, with its sessions, links and letters. The address can register anew. Events stay, under an id that names nobody. */
export async function remove(accountId: string, current: Password, origin: Origin): Promise<Deletion> {
  const asked = await askForCurrent(accountId, current, origin);
  if (asked.outcome !== 'correct') return asked;
  const { account } = asked;
  return transact(async (tx) => {
    // Registrations before accounts, the order in which a confirmation of one takes them.
    await tx.delete(registrations).where(eq(registrations.canonical, account.canonical));
    // A reset that was faster than the look at the password has saved the account from whoever knew the old one.
    const asRead = and(eq(accounts.id, accountId), eq(accounts.credentialVersion, account.credentialVersion));
    const gone = await tx.delete(accounts).where(asRead).returning({ id: accounts.id });
    if (gone.length === 0) return { outcome: 'wrong-current' };
    await tx.delete(letters).where(eq(letters.canonical, account.canonical));
    await tx
      .update(eventRows)
      .set({ subject: null })
      .where(eq(eventRows.subject, digest(account.canonical)));
    await events.record(tx, { name: 'account.deleted', accountId, origin });
    return { outcome: 'deleted' };
  });
}
