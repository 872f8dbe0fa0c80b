import { findStart } from '@/lib/users/device-start';
import { rememberDevice } from './requester';

/** Marks this browser as a known device of the account that it is signed in to, unless its session has just ended. */
export async function rememberSignedIn(owner: string, sessionId: string): Promise<void> {
  const since = await findStart(sessionId);
  if (since) await rememberDevice({ owner, since });
}
