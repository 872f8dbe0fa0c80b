import type { Transaction } from '@/db';
import * as audit from '@/lib/audit';
import type { Password } from '@/lib/fields';
import { nameProvider } from '@/lib/identity-providers';
import type { Requester } from '@/lib/requester';
import { type Unproven, type User, verifyCurrentPassword } from './credentials';
import type { Claims } from './known-identities';
import * as identities from './known-identities';
import { notifyAll } from './notices';
import { hasOtherWay } from './other-ways';
import * as security from './security';
import * as sessions from './sessions';
import { findHolder } from './taken-addresses';

// The identities of a signed-in user: the sign-ins of providers that lead into the account. Each change is one transaction with the end of
// the other sessions, its event and its notices.

/** What a provider said in this browser, until its owner connects it. */
export type Held = Claims & {
  /** When, in milliseconds by the clock of the database. */
  heldAt: number;
  /** Who was signed in then. */
  heldFor: string | null;
};

export type Connection =
  | { outcome: 'connected'; sessionsEnded: number }
  /** Connected already, in another tab for example. */
  | { outcome: 'exists' }
  /** To another account: it has to be disconnected there first. */
  | { outcome: 'taken' }
  | Unproven
  | security.Refused;

/**
 * Connects an identity to the account of a signed-in user, who gives the current password unless `isSignInEnough`. All other sessions end
 * (ASVS 7.4.3).
 * @param current null when none was given
 */
export async function connect(
  userId: string,
  claims: Held,
  current: Password | null,
  requester: Requester,
): Promise<Connection> {
  const isEnough = await isSignInEnough(userId, requester.sessionId ?? null, claims);
  const verified = isEnough ? null : await verifyCurrentPassword(userId, current, requester);
  if (verified && verified.outcome !== 'correct') return verified;
  return security.change(userId, requester, async (tx, user, sessionId) => {
    if (verified && user.credentialVersion !== verified.user.credentialVersion) return { outcome: 'wrong-current' };
    await identities.lock(tx, claims);
    const known = await identities.find(claims, tx);
    if (known) return { outcome: known.userId === userId ? 'exists' : 'taken' };
    await identities.add(tx, userId, claims, requester);
    return { outcome: 'connected', ...(await tell(tx, user, sessionId, 'added', read(claims), requester)) };
  });
}

/**
 * Whether having just signed in is the proof for connecting what waits: it waited before, so the sign-in was for that. Someone who has got
 * hold of a session that began earlier needs the password. So does a user of a shared browser, in which someone else may have left it: they
 * are told apart by who was signed in then or, if no one was, by the address that the provider has verified.
 */
export async function isSignInEnough(userId: string, sessionId: string | null, held: Held): Promise<boolean> {
  const { isFresh, authenticatedAt } = await sessions.findFactor(userId, sessionId);
  if (!isFresh || !authenticatedAt || authenticatedAt.getTime() <= held.heldAt) return false;
  if (held.heldFor) return held.heldFor === userId;
  return held.isVerified && held.address !== null && (await findHolder(held.address.canonical))?.user.id === userId;
}

export type Disconnection =
  | { outcome: 'disconnected'; sessionsEnded: number }
  /** It was disconnected already. */
  | { outcome: 'gone' }
  /** Without it there would be no way to sign in: a password has to be set first. */
  | { outcome: 'last-way' }
  | Unproven
  | security.Refused;

/** Disconnects an identity of a signed-in user who gives the current password, or has none and was authenticated lately. All other sessions end. */
export async function disconnect(
  userId: string,
  identityId: string,
  current: Password | null,
  requester: Requester,
): Promise<Disconnection> {
  const verified = await verifyCurrentPassword(userId, current, requester);
  if (verified.outcome !== 'correct') return verified;
  return security.change(userId, requester, async (tx, user, sessionId) => {
    if (user.credentialVersion !== verified.user.credentialVersion) return { outcome: 'wrong-current' };
    if (!(await hasOtherWay(tx, user, identityId))) return { outcome: 'last-way' };
    const removed = await identities.remove(tx, userId, identityId);
    if (!removed) return { outcome: 'gone' };
    await audit.record(tx, { name: 'identity.removed', userId, requester, reason: removed.provider });
    return { outcome: 'disconnected', ...(await tell(tx, user, sessionId, 'removed', removed, requester)) };
  });
}

async function tell(
  tx: Transaction,
  user: User,
  sessionId: string,
  change: 'added' | 'removed',
  { provider, email }: { provider: string; email: string },
  requester: Requester,
): Promise<{ sessionsEnded: number }> {
  const sessionsEnded = await sessions.endOthers(user.id, sessionId, requester, tx);
  await notifyAll(tx, user, { identity: change, provider: nameProvider(provider), account: email }, requester);
  return { sessionsEnded };
}

const read = ({ provider, address }: Claims) => ({ provider, email: address?.typed ?? '' });
