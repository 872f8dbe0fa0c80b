import { type SQL, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { auditEvents as auditRows, backupAddresses, users } from '@/db/schema';
import { releaseAddresses } from '@/lib/audit';
import { operator } from '@/lib/requester';
import { isReserved } from '../taken-addresses';
import type { Row } from './rows';

/** Whether an account can have an address: `taken` by an account, which a second run skips, or by something else. */
export type Availability = 'free' | 'taken' | 'deleted' | 'reserved' | 'backup-taken';

/** Writes the users whose addresses are free, in one transaction. @returns the availability of each canonical address */
export async function insert(rows: readonly Row[]): Promise<Map<string, Availability>> {
  return transact(async (tx) => {
    const availabilities = await checkAvailability(rows, tx);
    const free = rows.filter(({ address }) => availabilities.get(address.canonical) === 'free');
    if (free.length === 0) return availabilities;
    const ids = await insertUsers(tx, free);
    await insertBackups(tx, free, ids);
    const { network, device } = operator;
    const events = [...ids.values()].map((userId) => ({ name: 'account.imported', userId, network, device }));
    if (events.length > 0) await tx.insert(auditRows).values(events);
    await releaseAddresses(tx, [...ids.keys()]);
    for (const { address } of free) if (!ids.has(address.canonical)) availabilities.set(address.canonical, 'taken');
    return availabilities;
  });
}

async function insertUsers(tx: Transaction, rows: readonly Row[]): Promise<Map<string, string>> {
  const values = rows.map(({ profile, address, passwordHash, isDisabled }) => ({
    ...profile,
    email: address.typed,
    canonical: address.canonical,
    passwordHash,
    status: isDisabled ? ('disabled' as const) : ('active' as const),
  }));
  // onConflictDoNothing: a registration of one of these addresses may just have been confirmed.
  const written = await tx
    .insert(users)
    .values(values)
    .onConflictDoNothing()
    .returning({ id: users.id, canonical: users.canonical });
  return new Map(written.map(({ id, canonical }) => [canonical, id]));
}

async function insertBackups(tx: Transaction, rows: readonly Row[], ids: Map<string, string>): Promise<void> {
  const confirmed = { credentialVersion: 1, expiresAt: sql`now()`, confirmedAt: sql`now()` };
  const backups = rows.flatMap(({ address, backup }) => {
    const userId = ids.get(address.canonical);
    return backup && userId ? [{ userId, email: backup.typed, canonical: backup.canonical, ...confirmed }] : [];
  });
  if (backups.length > 0) await tx.insert(backupAddresses).values(backups);
}

export async function checkAvailability(
  rows: readonly Row[],
  on: Pick<ReturnType<typeof db>, 'execute'> = db(),
): Promise<Map<string, Availability>> {
  const wanted = rows.map(
    ({ address, backup }): SQL => sql`(${address.canonical}, ${backup?.canonical ?? null}::text)`,
  );
  if (wanted.length === 0) return new Map();
  const found = await on.execute<{
    canonical: string;
    status: string | null;
    reserved: boolean;
    backupReserved: boolean;
  }>(sql`
    select wanted.canonical, users.status, ${isReserved(sql`wanted.canonical`)} as reserved,
      ${isReserved(sql`wanted.backup`)} as "backupReserved"
    from (values ${sql.join(wanted, sql`, `)}) wanted (canonical, backup)
    left join users on users.canonical = wanted.canonical`);
  return new Map(
    found.map(({ canonical, status, reserved, backupReserved }): [string, Availability] => {
      if (status) return [canonical, status === 'deleted' ? 'deleted' : 'taken'];
      return [canonical, reserved ? 'reserved' : backupReserved ? 'backup-taken' : 'free'];
    }),
  );
}
