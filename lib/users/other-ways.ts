import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { passkeys } from '@/db/schema';
import { isUsable } from '@/lib/identity-providers';
import type { User } from './credentials';
import { list } from './known-identities';

/** Whether a user could still sign in without one of their passkeys or identities. @param id of that one */
export async function hasOtherWay(tx: Transaction, user: User, id: string): Promise<boolean> {
  if (user.passwordHash !== null) return true;
  const isOther = and(eq(passkeys.userId, user.id), isNull(passkeys.removedAt), ne(passkeys.id, id));
  if ((await tx.$count(passkeys, isOther)) > 0) return true;
  return (await list(user.id, tx)).some((identity) => identity.id !== id && isUsable(identity));
}
