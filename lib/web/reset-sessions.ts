import type { Requester } from '@/lib/requester';
import * as sessions from '@/lib/users/sessions';
import { closeSession, type SignedInUser } from './session';

// What the pages of a reset know of sessions. An application that has its own replaces this file (lib/README.md, decision 79).

export { pathAfterReset } from './replacement';
export { findUser } from './session';

/** Ends the session of this browser after its reset, also when another account is signed in here. */
export async function signOut(user: SignedInUser | null, requester: Requester): Promise<void> {
  if (user) await sessions.end(user.userId, user.sessionId, requester);
  await closeSession();
}
