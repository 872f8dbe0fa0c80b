import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type SQL, sql } from 'drizzle-orm';
import { db, transact } from '@/db';
import { auditEvents as auditRows, users } from '@/db/schema';
import { operator } from '@/lib/requester';
import { isReserved } from './credentials';
import { type Line, readLines } from './import-file';

/** A line that was not taken, in words for operators. */
export type Refusal = { line: number; reason: string };

export type Imported = {
  /** Written; in a dry run, what would be. */
  imported: number;
  /** Of those, without a password: their owners get one through a reset link. */
  withoutPassword: number;
  /** Skipped: the address has an account already, so that a second run changes nothing. */
  existing: number;
  refused: number;
};

/** Lines of one transaction, which is all of the file that is in memory at a time. */
const batch = 500;

/**
 * Writes the accounts of a CSV file (UTF-8, with a header: name, email, passwordHash) that are not there yet.
 * A batch is one transaction; whatever stops the import between two of them, the same command goes on from there.
 * @param report is told of each line that was not taken
 * @throws CsvUnreadable when the file as a whole cannot be used
 */
export async function importUsers(
  file: Readable,
  report: (refusal: Refusal) => void,
  { dryRun = false } = {},
): Promise<Imported> {
  const sum: Imported = { imported: 0, withoutPassword: 0, existing: 0, refused: 0 };
  const refuse = (line: number, reason: string) => {
    sum.refused += 1;
    report({ line, reason });
  };
  const isRepeated = watchForRepeats();
  let waiting: Line[] = [];
  const write = async () => {
    const free = await (dryRun ? findFree(waiting) : insert(waiting));
    for (const { line, address, passwordHash } of waiting) {
      const availability = free.get(address.canonical);
      if (availability === 'reserved') refuse(line, 'the owner of another account can still take this address back');
      else if (availability === 'taken') sum.existing += 1;
      else sum.imported += 1;
      if (availability === 'free' && passwordHash === null) sum.withoutPassword += 1;
    }
    waiting = [];
  };
  for await (const read of readLines(file)) {
    if ('reason' in read) refuse(read.line, read.reason);
    else if (isRepeated(read.address.canonical)) refuse(read.line, 'the address stands in an earlier line');
    else waiting.push(read);
    if (waiting.length >= batch) await write();
  }
  await write();
  return sum;
}

type Availability = 'free' | 'taken' | 'reserved';

async function insert(lines: Line[]): Promise<Map<string, Availability>> {
  return transact(async (tx) => {
    const availabilities = await findFree(lines, tx);
    const values = lines
      .filter(({ address }) => availabilities.get(address.canonical) === 'free')
      .map(({ name, address, passwordHash }) => ({
        name,
        email: address.typed,
        canonical: address.canonical,
        passwordHash,
      }));
    if (values.length === 0) return availabilities;
    // Somebody may have confirmed a registration of an address in this moment: theirs it is.
    const written = await tx
      .insert(users)
      .values(values)
      .onConflictDoNothing()
      .returning({ id: users.id, canonical: users.canonical });
    const { network, device } = operator;
    await tx
      .insert(auditRows)
      .values(written.map(({ id: userId }) => ({ name: 'account.imported', userId, network, device })));
    const own = new Set(written.map(({ canonical }) => canonical));
    for (const { canonical } of values) if (!own.has(canonical)) availabilities.set(canonical, 'taken');
    return availabilities;
  });
}

async function findFree(
  lines: Line[],
  on: Pick<ReturnType<typeof db>, 'execute'> = db(),
): Promise<Map<string, Availability>> {
  const wanted = lines.map(({ address }): SQL => sql`(${address.canonical})`);
  if (wanted.length === 0) return new Map();
  const found = await on.execute<{ canonical: string; taken: boolean; reserved: boolean }>(sql`
    select wanted.canonical, users.id is not null as taken, ${isReserved(sql`wanted.canonical`)} as reserved
    from (values ${sql.join(wanted, sql`, `)}) wanted (canonical)
    left join users on users.canonical = wanted.canonical`);
  return new Map(
    found.map(({ canonical, taken, reserved }): [string, Availability] => [
      canonical,
      taken ? 'taken' : reserved ? 'reserved' : 'free',
    ]),
  );
}

/**
 * Tells whether an address was in the file before. It remembers digests of the last million: past that a repeated line is
 * counted among the existing, and skipped all the same.
 */
function watchForRepeats(): (canonical: string) => boolean {
  const seen = new Set<number>();
  return (canonical) => {
    const bytes = createHash('sha256').update(canonical).digest();
    // 53 bits: as many as a number holds exactly, in a fifth of the memory of a string.
    const digest = bytes.readUIntBE(0, 6) * 32 + (bytes.readUInt8(6) & 31);
    if (seen.has(digest)) return true;
    if (seen.size >= 1_000_000) seen.clear();
    seen.add(digest);
    return false;
  };
}
