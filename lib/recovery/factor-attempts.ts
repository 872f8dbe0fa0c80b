import { transact } from '@/db';
import { type Acceptance, type Given, limitGuesses } from '@/lib/factors/factors';
import { type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import { lockUser } from '@/lib/users/credentials';
import { take, usedIdOf } from '@/lib/users/second-steps';
import { isProven, issue } from './factor-proofs';
import { findReset, type Reset, standingOf } from './standings';

export type FactorAttempt =
  /** `proof` stands for the factor in this browser from now on. `usedId`: of a recovery code, which is to be replaced. */
  | { outcome: 'accepted'; proof: string; userId: string; usedId: string | null }
  /** None is needed, or it was given before. */
  | { outcome: 'not-needed' }
  | Extract<Acceptance, { outcome: 'wrong-factor' }>
  /** The link does not work, or the form was shown for another. */
  | { outcome: 'dead' }
  | Limited;

/**
 * Gives the second factor for a reset link, before a password is set. It never spends the link, and a wrong code changes nothing: tries
 * are limited for the link and for the account.
 * @param resetId the reset that the form was shown for
 * @param proof of a factor that this browser gave before, or empty
 */
export async function giveFactor(
  link: string,
  resetId: string,
  given: Given,
  proof: string,
  requester: Requester,
): Promise<FactorAttempt> {
  const reset = await findReset(link);
  if (!reset || reset.id !== resetId || standingOf(reset).state !== 'open') return { outcome: 'dead' };
  // A form that is sent again: its code has been used.
  if (await isProven(reset, proof)) return { outcome: 'not-needed' };
  const limited = (await limitTries(`factor ${reset.id}`)) ?? (await limitGuesses(reset.userId, given));
  if (limited) return limited;
  const taken = await accept(reset, given, requester);
  if (taken.outcome !== 'accepted') return taken;
  return { outcome: 'accepted', proof: await issue(reset), userId: reset.userId, usedId: usedIdOf(taken) };
}

function accept(reset: Reset, given: Given, requester: Requester): Promise<Acceptance | { outcome: 'dead' }> {
  return transact(async (tx) => {
    const user = await lockUser(tx, reset.userId);
    if (!user || user.credentialVersion !== reset.credentialVersion) return { outcome: 'dead' };
    return take(tx, user, given, requester);
  });
}
