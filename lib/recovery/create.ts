import { and, eq, ne, sql } from 'drizzle-orm';
import { transact } from '@/db';
import { accounts, letters, resets } from '@/db/schema';
import * as events from '../events';
import type * as outbox from '../outbox';
import * as token from '../token';

/** A reset link lives so long from the moment the worker signs it (ASVS 6.4.1). */
export const resetLifetimeMinutes = 30;

/** What a link is made of. */
export type Link = Pick<
  typeof resets.$inferSelect,
  'id' | 'accountId' | 'askId' | 'keyId' | 'issuedAt' | 'expiresAt'
> & {
  account: Pick<typeof accounts.$inferSelect, 'email' | 'name'> | null;
};

/** Writes the reset of an email and the audit event of its request. @returns null when no account has the address */
export async function createReset(letter: outbox.Letter): Promise<Link | null> {
  const { id, askId, canonical, origin, createdAt } = letter;
  return transact(async (tx) => {
    const isOpen = and(eq(accounts.canonical, canonical), ne(accounts.status, 'disabled'));
    const [account] = await tx.select().from(accounts).where(isOpen);
    // A fresh reset for an email that could not leave in time is not another request.
    if (!letter.reference) {
      const accountId = account?.id ?? null;
      await events.record(tx, { name: 'reset.requested', accountId, canonical, origin, at: createdAt });
    }
    if (!account) return null;
    const { id: accountId, email, credentialVersion } = account;
    const expiresAt = sql`now() + make_interval(mins => ${resetLifetimeMinutes})`;
    const keyId = token.currentKeyId();
    const values = { accountId, email, credentialVersion, askId, keyId, expiresAt };
    const [reset] = await tx.insert(resets).values(values).returning();
    if (!reset) throw new Error('The reset was not written.');
    await tx.update(letters).set({ reference: reset.id }).where(eq(letters.id, id));
    return { ...reset, account };
  });
}

/** What an address without an account gets: the same signing and writing, for nobody. */
export function nobodys({ id, askId, createdAt }: outbox.Letter): Link {
  const expiresAt = new Date(createdAt.getTime() + resetLifetimeMinutes * 60_000);
  return { id, accountId: id, askId, keyId: token.currentKeyId(), issuedAt: createdAt, expiresAt, account: null };
}
