import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { users } from '@/db/schema';
import type { Requester } from '@/lib/requester';
import * as credentials from '@/lib/users/credentials';
import * as waits from '@/lib/users/waits';
import { providers } from '@/lib/users/ways-in';

// All that a reset knows of users. To take the recovery into an application that has users of its own, replace this one file: `npm run
// eject` writes it for a table `members` (lib/README.md, decision 78). e2e/labs/embed/members.test.ts runs a reset's requirements with that table.

export { accountOf } from '@/lib/users/ways-in';
export { isProven, needsFactor } from './factor-proofs';

/** The table, and its columns as a reset reads them. `isClosed`: no link leads into the account. `providers`: which
 * sign a user without a password in, separated by commas. */
export const table = users;
export const columns = {
  id: users.id,
  email: users.email,
  canonical: users.canonical,
  name: users.name,
  credentialVersion: users.credentialVersion,
  isClosed: sql<boolean>`${users.status} not in ('active', 'locked')`,
  providers,
};

/** SQL: the mailbox that a reset's link went to, in canonical form; null when it is the user's no longer. */
export const mailbox = sql<string | null>`case when resets.backup_address_id is null then ${users.canonical} else
  (select backup.canonical from backup_addresses backup where backup.id = resets.backup_address_id and backup.removed_at is null) end`;

/** Locks a user's row, so that two changes of one account come one after the other. @returns null when the account is closed */
export const lock = credentials.lockUser;

type Reset = { userId: string; recoveryWaitId: string | null };

/**
 * Sets the new password, raises the credential version, ends the sessions and queues the notice: all that goes with a reset besides the
 * link itself. The link at the end of a waiting period removes the second factors, too.
 * @param tx holds the lock
 * @returns from when a device is known again
 */
export async function setPassword(
  tx: Transaction,
  user: credentials.User,
  hash: string,
  { recoveryWaitId }: Reset,
  requester: Requester,
): Promise<{ knownSince: Date }> {
  if (recoveryWaitId) await waits.finish(tx, recoveryWaitId, requester);
  return credentials.replacePassword(tx, user, hash, 'reset', requester);
}

/** Ends what a declined link ends besides itself: the link at the end of a waiting period stands for the whole period. */
export async function decline({ userId, recoveryWaitId }: Reset, requester: Requester): Promise<void> {
  if (recoveryWaitId) await waits.cancelFor(userId, requester);
}
