import type { Requester } from '@/lib/requester';
import { signInPath } from '@/lib/web/destination';

// What the pages of a reset know of your sessions.

type SignedInUser = { userId: string; name: string; email: string };

/** The signed-in user of this browser, or null: their address fills the form. */
export async function findUser(): Promise<SignedInUser | null> {
  return null;
}

/** Ends the session of this browser after its reset, also when another account is signed in here. */
export async function signOut(_user: SignedInUser | null, _requester: Requester): Promise<void> {}

/** The page after a reset. */
export async function pathAfterReset(_userId: string, next: string | null | undefined): Promise<string> {
  return signInPath(next);
}
