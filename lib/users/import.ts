import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type SQL, sql } from 'drizzle-orm';
import { db, transact } from '@/db';
import { auditEvents as auditRows, backupAddresses, users } from '@/db/schema';
import { releaseAddresses } from '@/lib/audit';
import { operator } from '@/lib/requester';
import { type Line, type Refusal, readLines } from './import-file';
import { CsvUnreadable } from './import-header';
import { isReserved } from './taken-addresses';

export type Imported = {
  /** Imported, or what would be in a dry run. */
  imported: number;
  /** Of those, the users without a password. They set one through a reset link. */
  withoutPassword: number;
  /** Skipped, because the address already has an account. A second run changes nothing. */
  existing: number;
  refused: number;
  /** The columns of the file that were not read. */
  ignoredColumns: string[];
};

/** Thrown when an import stops before the end of the file. What it counted until then is done. */
export class ImportStopped extends Error {
  constructor(
    readonly totals: Imported,
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** Lines per transaction. No more of the file is in memory at a time. */
const batchSize = 500;

/**
 * Imports the users of a CSV file (UTF-8, with the header name,email,passwordHash and, if there is one, backupEmail), except those who already
 * have an account. A backup address counts as confirmed by the import, and can recover the account seven days later.
 * Each batch is one transaction, so an interrupted import can be continued by running it again.
 * @param report called for each refused line
 * @throws ImportStopped when the file cannot be read any further, or the database does not answer
 */
export async function importUsers(
  file: Readable,
  report: (refusal: Refusal) => void,
  { dryRun = false } = {},
): Promise<Imported> {
  const totals: Imported = { imported: 0, withoutPassword: 0, existing: 0, refused: 0, ignoredColumns: [] };
  const refuse = (line: number, reason: string) => {
    totals.refused += 1;
    report({ line, reason });
  };
  const isRepeated = createRepeatCheck();
  let batch: Line[] = [];
  const write = async () => {
    const availabilities = await (dryRun ? checkAvailability(batch) : insert(batch));
    for (const { line, address, passwordHash } of batch) {
      const availability = availabilities.get(address.canonical);
      if (availability === 'deleted') refuse(line, 'the account with this address is being deleted');
      else if (availability === 'reserved')
        refuse(line, 'another account has this address as its backup address, or can still restore it');
      else if (availability === 'backup-taken') refuse(line, 'the backup address belongs to another account');
      else if (availability === 'taken') totals.existing += 1;
      else totals.imported += 1;
      if (availability === 'free' && passwordHash === null) totals.withoutPassword += 1;
    }
    batch = [];
  };
  const readAll = async () => {
    for await (const read of readLines(file)) {
      if ('ignoredColumns' in read) totals.ignoredColumns = read.ignoredColumns;
      else if ('reason' in read) refuse(read.line, read.reason);
      else if (isRepeated(read.address.canonical)) refuse(read.line, 'the email address is on an earlier line');
      else if (read.backup && isRepeated(read.backup.canonical))
        refuse(read.line, 'the backup address is on an earlier line');
      else batch.push(read);
      if (batch.length >= batchSize) await write();
    }
  };
  try {
    // Whatever comes before an unreadable line is imported.
    const unreadable = await readAll().catch((error) => {
      if (!(error instanceof CsvUnreadable)) throw error;
      return error;
    });
    await write();
    if (unreadable) throw unreadable;
    return totals;
  } catch (error) {
    throw new ImportStopped(totals, error instanceof Error ? error : new Error(String(error)));
  }
}

type Availability = 'free' | 'taken' | 'deleted' | 'reserved' | 'backup-taken';

async function insert(lines: Line[]): Promise<Map<string, Availability>> {
  return transact(async (tx) => {
    const availabilities = await checkAvailability(lines, tx);
    const values = lines
      .filter(({ address }) => availabilities.get(address.canonical) === 'free')
      .map(({ profile, address, passwordHash }) => ({
        ...profile,
        email: address.typed,
        canonical: address.canonical,
        passwordHash,
      }));
    if (values.length === 0) return availabilities;
    // onConflictDoNothing: a registration of one of these addresses may just have been confirmed.
    const written = await tx
      .insert(users)
      .values(values)
      .onConflictDoNothing()
      .returning({ id: users.id, canonical: users.canonical });
    const { network, device } = operator;
    await tx
      .insert(auditRows)
      .values(written.map(({ id: userId }) => ({ name: 'account.imported', userId, network, device })));
    await releaseAddresses(
      tx,
      written.map(({ canonical }) => canonical),
    );
    const userIds = new Map(written.map(({ id, canonical }) => [canonical, id]));
    const backups = lines.flatMap(({ address, backup }) => {
      const userId = userIds.get(address.canonical);
      return backup && userId ? [{ userId, email: backup.typed, canonical: backup.canonical, ...confirmed }] : [];
    });
    if (backups.length > 0) await tx.insert(backupAddresses).values(backups);
    const inserted = new Set(written.map(({ canonical }) => canonical));
    for (const { canonical } of values) if (!inserted.has(canonical)) availabilities.set(canonical, 'taken');
    return availabilities;
  });
}

const confirmed = { credentialVersion: 1, expiresAt: sql`now()`, confirmedAt: sql`now()` };

async function checkAvailability(
  lines: Line[],
  on: Pick<ReturnType<typeof db>, 'execute'> = db(),
): Promise<Map<string, Availability>> {
  const wanted = lines.map(
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

/**
 * Returns a function that tells whether an address occurred earlier in the file. It forgets all addresses after a million. A repeated
 * line is then counted as existing instead, and skipped all the same.
 */
function createRepeatCheck(): (canonical: string) => boolean {
  const seen = new Set<number>();
  return (canonical) => {
    const bytes = createHash('sha256').update(canonical).digest();
    // 53 bits, which a number holds exactly, take a fifth of the memory of a string.
    const digest = bytes.readUIntBE(0, 6) * 32 + (bytes.readUInt8(6) & 31);
    if (seen.has(digest)) return true;
    if (seen.size >= 1_000_000) seen.clear();
    seen.add(digest);
    return false;
  };
}
