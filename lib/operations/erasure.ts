import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { db, transact } from '@/db';
import { backupAddresses, outboxEmails, registrations, users } from '@/db/schema';
import { releaseAddresses } from '@/lib/audit';

/** How long a deleted account can be brought back: as long as the links of its notices work. */
export const erasedAfterDays = 7;
/** Accounts at once; each is a transaction. */
export const erasedAtOnce = 100;

/**
 * Erases accounts whose owners deleted them a week ago, with all sessions, links, ways in and emails. Their addresses can be registered again.
 * Audit events stay, but the user id in them no longer leads to anyone. Accounts that another sweep is erasing are skipped.
 * @returns how many, `erasedAtOnce` at most
 */
export async function eraseDeleted(): Promise<number> {
  const due = await db().select({ id: users.id }).from(users).where(isDue).limit(erasedAtOnce);
  let erased = 0;
  for (const { id } of due) if (await erase(id)) erased += 1;
  return erased;
}

const isDue = sql`${users.deletedAt} <= now() - make_interval(days => ${erasedAfterDays})`;

async function erase(id: string): Promise<boolean> {
  return transact(async (tx) => {
    const stillDue = and(eq(users.id, id), isDue);
    const [user] = await tx.select().from(users).where(stillDue).for('update', { skipLocked: true });
    if (!user) return false;
    const isTheirs = and(eq(backupAddresses.userId, id), isNotNull(backupAddresses.confirmedAt));
    const backups = await tx.select({ canonical: backupAddresses.canonical }).from(backupAddresses).where(isTheirs);
    const canonicals = [user.canonical, ...backups.map(({ canonical }) => canonical)];
    await tx.delete(users).where(eq(users.id, id));
    await tx.delete(registrations).where(inArray(registrations.canonical, canonicals));
    await tx.delete(outboxEmails).where(inArray(outboxEmails.canonical, canonicals));
    await releaseAddresses(tx, canonicals);
    return true;
  });
}
