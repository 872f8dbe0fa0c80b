import { cache } from 'react';
import { findProof } from '@/lib/users/credentials';
import { findFactor } from '@/lib/users/sessions';
import type { SignedInUser } from './session';

/** What a page asks of the signed-in user before a change of the account. Looked up once per response. */
export const findProofOf = cache(({ userId, sessionId }: SignedInUser) => findProof(userId, sessionId));

/** Whether the session of the signed-in user began in the last ten minutes. */
export async function isSignInNew({ userId, sessionId }: SignedInUser): Promise<boolean> {
  return (await findFactor(userId, sessionId)).isNew;
}
