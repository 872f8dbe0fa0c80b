import { cache } from 'react';
import { findProof, type Unproven } from '@/lib/users/credentials';
import type { Refuse } from './answer';
import type { FormState } from './form-state';
import { askForFactor, askToSignInAgain, type SignedInUser } from './session';

/** What a page asks of the signed-in user before a change of the account. Looked up once per response. */
export const findProofOf = cache(({ userId, sessionId }: SignedInUser) => findProof(userId, sessionId));

/** What the form of a change answers to someone who has not proven that they own the account, or may not try now. */
export async function refuseUnproven(unproven: Unproven, refuse: Refuse): Promise<FormState> {
  switch (unproven.outcome) {
    case 'limited':
      return refuse.limited(unproven.retryAfterSeconds);
    case 'wrong-current':
      return refuse.fields({ currentPassword: 'wrongCurrent' });
    case 'factor-needed':
      return askForFactor();
    case 'sign-in-needed':
      return askToSignInAgain();
  }
}
