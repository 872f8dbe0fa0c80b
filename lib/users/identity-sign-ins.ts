import { eq, sql } from 'drizzle-orm';
import { transact } from '@/db';
import { users } from '@/db/schema';
import { record } from '@/lib/audit';
import { type Address, personName } from '@/lib/fields';
import { storedProfile } from '@/lib/profile';
import { countFor, digest, type Limited, limit, uncount } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import type { Claims } from './known-identities';
import * as identities from './known-identities';
import { countedByNetwork } from './passkey-sign-ins';
import { limitNetwork, writeUser } from './registrations';
import * as sessions from './sessions';
import { isUnavailable, lockAddress } from './taken-addresses';

/** What this browser asked the provider for, and who is signed in here. */
export type Asked =
  | { for: 'sign-in'; userId: string | null }
  /** To connect another sign-in to this account, or to sign in to it again: no other account will do. */
  | { for: 'connect' | 'again'; userId: string };

type Authentication = Pick<sessions.Proof, 'authenticationAge'>;

export type IdentitySignIn =
  | { outcome: 'signed-in'; userId: string; sessionId: string; owner: string }
  /** There is a new account. */
  | { outcome: 'registered'; userId: string; sessionId: string; owner: string; name: string }
  | ({ outcome: 'second-factor' } & sessions.FirstStep)
  /** The owner of an account has to sign in to it before this identity can be connected: an address alone proves nothing. */
  | { outcome: 'link-needed' }
  /** Nothing is known of the address, whether or not it has an account. */
  | { outcome: 'unverified' }
  /** Another account than the one that is signed in here. */
  | { outcome: 'other-account' }
  | { outcome: 'refused' }
  | Limited;

/**
 * Signs in with an identity, or registers with it. The provider has verified the person; whose account that is, is decided here: by the
 * issuer and the subject, and never by the address, which the provider may give to someone else one day.
 * @param proof how long ago the provider authenticated the person
 */
export async function signIn(
  claims: Claims,
  asked: Asked,
  requester: Requester,
  proof: Authentication = {},
): Promise<IdentitySignIn> {
  const counted = countedByNetwork(requester);
  const admission = await countFor(counted);
  if (!admission.granted) return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
  const result = await decide(claims, asked, requester, proof);
  if ('userId' in result) await uncount(counted, admission);
  return result;
}

async function decide(
  claims: Claims,
  asked: Asked,
  requester: Requester,
  proof: Authentication,
): Promise<IdentitySignIn> {
  const owner = await identities.find(claims);
  if (owner)
    return asked.for === 'sign-in' || asked.userId === owner.userId ? start(owner, requester, proof) : otherAccount;
  if (asked.for === 'again') return otherAccount;
  if (asked.userId) return { outcome: 'link-needed' };
  if (!claims.address || !claims.isVerified) return { outcome: 'unverified' };
  const limited = await limitNetwork(requester);
  if (limited) return limited;
  const registered = await register(claims, claims.address, requester, proof);
  // Another request of the same person came first.
  return 'userId' in registered && registered.outcome === 'known' ? start(registered, requester, proof) : registered;
}

const otherAccount = { outcome: 'other-account' } as const;

async function start(
  { id, userId }: identities.Known,
  requester: Requester,
  proof: Authentication,
): Promise<IdentitySignIn> {
  const limited = await limit({ policy: 'sign-in/user', subject: userId });
  if (limited) return limited;
  return transact(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('no key update');
    const isUsed = await identities.use(tx, id);
    const started = user && isUsed ? await sessions.start(tx, user, requester, proof) : null;
    if (!user || !started) {
      await record(tx, { name: 'session.refused', userId, requester });
      return { outcome: 'refused' };
    }
    const { credentialVersion, canonical } = user;
    if (started.outcome === 'second-factor') return { outcome: 'second-factor', userId, credentialVersion };
    await record(tx, { name: 'session.started', userId, canonical, requester });
    return { outcome: 'signed-in', userId, sessionId: started.sessionId, owner: digest(canonical) };
  });
}

async function register(
  claims: Claims,
  { typed: email, canonical }: Address,
  requester: Requester,
  proof: Authentication,
): Promise<IdentitySignIn | ({ outcome: 'known' } & identities.Known)> {
  return transact(async (tx) => {
    await identities.lock(tx, claims);
    await lockAddress(tx, canonical);
    const known = await identities.find(claims, tx);
    if (known) return { outcome: 'known', ...known };
    const [address] = await tx.execute<{ isTaken: boolean }>(
      sql`select ${isUnavailable(sql`${canonical}::text`)} as "isTaken"`,
    );
    if (address?.isTaken) return { outcome: 'link-needed' };
    const name = personName.safeParse(claims.name).data ?? email.slice(0, email.lastIndexOf('@'));
    // What else owners tell of themselves is empty until they do.
    const profile = storedProfile.parse({ name });
    const user = await writeUser(tx, { ...profile, email, canonical, passwordHash: null }, requester);
    if (!user) return { outcome: 'link-needed' };
    await identities.add(tx, user.id, claims, requester);
    const started = await sessions.start(tx, user, requester, proof);
    if (started?.outcome !== 'started') throw new Error('A new account needs no second factor.');
    const { sessionId } = started;
    return { outcome: 'registered', userId: user.id, sessionId, owner: digest(canonical), name };
  });
}
