import type { Transaction } from '@/db';
import * as audit from '@/lib/audit';
import type { Password } from '@/lib/fields';
import { nameProvider } from '@/lib/identity-providers';
import type { Requester } from '@/lib/requester';
import { type User, verifyCurrentPassword } from './credentials';
import type { Claims } from './known-identities';
import * as identities from './known-identities';
import { notifyAll } from './notices';
import { hasOtherWay } from './other-ways';
import * as security from './security';
import * as sessions from './sessions';

// The identities of a signed-in user: the sign-ins of providers that lead into the account. Each change is one transaction with the end of
// the other sessions, its event and its notices.

type Unverified = { outcome: 'wrong-current' } | { outcome: 'sign-in-needed' } | security.Refused;

export type Connection =
  | { outcome: 'connected'; sessionsEnded: number }
  /** Connected already, in another tab for example. */
  | { outcome: 'exists' }
  /** To another account: it has to be disconnected there first. */
  | { outcome: 'taken' }
  | Unverified;

/**
 * Connects an identity to the account of a signed-in user, who has signed in within the last ten minutes or gives the current password. All
 * other sessions end (ASVS 7.4.3).
 * @param claims what the provider said in this browser
 * @param current null when none was given
 */
export async function connect(
  userId: string,
  claims: Claims,
  current: Password | null,
  requester: Requester,
): Promise<Connection> {
  const { isNew } = await sessions.findFactor(userId, requester.sessionId ?? null);
  const verified = isNew ? null : await verifyCurrentPassword(userId, current, requester);
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

export type Disconnection =
  | { outcome: 'disconnected'; sessionsEnded: number }
  /** It was disconnected already. */
  | { outcome: 'gone' }
  /** Without it there would be no way to sign in: a password has to be set first. */
  | { outcome: 'last-way' }
  | Unverified;

/** Disconnects an identity of a signed-in user who gives the current password, or has none and has signed in lately. All other sessions end. */
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
