import { eq, sql } from 'drizzle-orm';
import { db, transact } from '@/db';
import { users } from '@/db/schema';
import { record } from '@/lib/audit';
import type { Assertion } from '@/lib/factors/passkey-answers';
import type { Asker } from '@/lib/factors/passkey-challenges';
import * as passkeys from '@/lib/factors/passkeys';
import { type Counted, countFor, digest, type Limited, limit, uncount } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as sessions from './sessions';

export type PasskeySignIn =
  | { outcome: 'signed-in'; userId: string; sessionId: string; owner: string; email: string }
  | { outcome: 'refused' }
  | Limited;

/**
 * Signs in by a passkey alone: its owner has it, and has unlocked it, which is two factors (NIST SP 800-63B-4, 2.2.1).
 * Answers count for the network as passwords do, or on a known device for that device, and the right one takes its attempt back.
 */
export async function signIn(given: Assertion, asker: Asker, requester: Requester): Promise<PasskeySignIn> {
  const counted = countedByNetwork(requester);
  const admission = await countFor(counted);
  if (!admission.granted) return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
  const verified = await passkeys.verify(given, asker);
  if (!verified) return { outcome: 'refused' };
  const limited = await limit({ policy: 'sign-in/user', subject: verified.userId });
  if (limited) return limited;
  const started = await startFor(verified, requester);
  if (!started) {
    await record(db(), { name: 'session.refused', userId: verified.userId, requester });
    return { outcome: 'refused' };
  }
  await uncount(counted, admission);
  return { outcome: 'signed-in', ...started };
}

async function startFor(verified: passkeys.Verified, requester: Requester) {
  return transact(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, verified.userId)).for('no key update');
    if (!user || !(await passkeys.accept(tx, verified, requester))) return null;
    const started = await sessions.start(tx, user, requester, { factorAt: sql`clock_timestamp()` });
    if (started?.outcome !== 'started') return null;
    const { id: userId, canonical, email } = user;
    await record(tx, { name: 'session.started', userId, canonical, requester });
    return { userId, sessionId: started.sessionId, owner: digest(canonical), email };
  });
}

/** What a sign-in counts as whose account is not known yet. The address has no limit here: neither a passkey nor a provider can be guessed. */
export function countedByNetwork({ network, knownDevice: known }: Requester): Counted {
  const strangers = [{ policy: 'sign-in/network', subject: network }] as const;
  return known ? { strangers, device: { known, attempts: sessions.attemptsOf(known) } } : { strangers };
}
