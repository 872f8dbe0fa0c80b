import { cache } from 'react';
import { findProof } from '@/lib/users/credentials';
import type { SignedInUser } from './session';

/** What a page asks of the signed-in user before a change of the account. Looked up once per response. */
export const findProofOf = cache(({ userId, sessionId }: SignedInUser) => findProof(userId, sessionId));
