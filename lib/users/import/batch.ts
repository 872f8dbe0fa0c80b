import { type SQLChunk, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { auditEvents, backupAddresses, users } from '@/db/schema';
import { releaseAddresses } from '@/lib/audit';
import { findExcess, mostSeconds } from '@/lib/passwords/imported';
import { profileFields } from '@/lib/profile';
import { operator } from '@/lib/requester';
import { addWorks, listWorks } from '../imported-works';
import { isUnavailable } from '../taken-addresses';
import type { Row } from './rows';

/** Whether an account can have an address: `taken` by an account, which a second run skips, or by something else. */
export type Availability = 'free' | 'taken' | 'deleted' | 'reserved' | 'backup-taken';

/** The rows as they are written, without the passwords that cannot be kept, and the availability of each canonical address. */
export type Checked = { rows: Row[]; availabilities: Map<string, Availability> };

/** Writes the users whose addresses are free, in one transaction. */
export async function insert(given: readonly Row[]): Promise<Checked> {
  return transact(async (tx) => {
    const availabilities = await checkAvailability(given, tx);
    const isFree = ({ address }: Row) => availabilities.get(address.canonical) === 'free';
    const rows = without(await addWorks(tx, worksOf(given.filter(isFree))), given);
    const free = rows.filter(isFree);
    if (free.length === 0) return { rows, availabilities };
    const ids = await insertUsers(tx, free);
    await insertBackups(tx, free, ids);
    await releaseAddresses(tx, [...ids.keys()]);
    for (const { address } of free) if (!ids.has(address.canonical)) availabilities.set(address.canonical, 'taken');
    return { rows, availabilities };
  });
}

/** What `insert` would do, and writes nothing. @param works what the batches before this one would have added, to which this one adds */
export async function check(given: readonly Row[], works: Set<string>): Promise<Checked> {
  const availabilities = await checkAvailability(given);
  const wanted = worksOf(given.filter(({ address }) => availabilities.get(address.canonical) === 'free'));
  const excess = findExcess([...(await listWorks()), ...works], wanted);
  for (const work of wanted) if (!excess.has(work)) works.add(work);
  return { rows: without(excess, given), availabilities };
}

const worksOf = (rows: readonly Row[]) => new Set(rows.flatMap(({ work }) => work ?? []));

function without(excess: ReadonlySet<string>, rows: readonly Row[]): Row[] {
  const whyNone = `with such a hash, every sign-in would take over ${mostSeconds} s longer`;
  return rows.map((row) =>
    row.work !== null && excess.has(row.work) ? { ...row, passwordHash: null, work: null, whyNone } : row,
  );
}

// One array for each column: with a parameter for each value, building the statement takes most of the time of an import.
async function insertUsers(tx: Transaction, rows: readonly Row[]): Promise<Map<string, string>> {
  const column = ({ name }: { name: string }, read: (row: Row) => string | null) => ({
    name: sql.identifier(name),
    values: toArray(rows.map(read)),
  });
  const columns = [
    ...profileFields.map((field) => column(users[field], ({ profile }) => profile[field])),
    column(users.email, ({ address }) => address.typed),
    column(users.canonical, ({ address }) => address.canonical),
    column(users.passwordHash, ({ passwordHash }) => passwordHash),
    column(users.status, ({ isDisabled }) => (isDisabled ? 'disabled' : 'active')),
  ];
  // On conflict: a registration of one of these addresses may just have been confirmed.
  const written = await tx.execute<{ id: string; canonical: string }>(sql`
    with written as (
      insert into ${users} (${list(columns.map(({ name }) => name))})
      select * from unnest(${list(columns.map(({ values }) => values))})
      on conflict do nothing returning id, canonical),
    events as (
      insert into ${auditEvents} (name, user_id, network, device)
      select 'account.imported', id, ${operator.network}, ${operator.device} from written)
    select id, canonical from written`);
  return new Map(written.map(({ id, canonical }) => [canonical, id]));
}

const list = (parts: SQLChunk[]) => sql.join(parts, sql`, `);
const toArray = (values: readonly (string | null)[]) => sql`${sql.param(values)}::text[]`;

async function insertBackups(tx: Transaction, rows: readonly Row[], ids: Map<string, string>): Promise<void> {
  const confirmed = { credentialVersion: 1, expiresAt: sql`now()`, confirmedAt: sql`now()` };
  const backups = rows.flatMap(({ address, backup }) => {
    const userId = ids.get(address.canonical);
    return backup && userId ? [{ userId, email: backup.typed, canonical: backup.canonical, ...confirmed }] : [];
  });
  if (backups.length > 0) await tx.insert(backupAddresses).values(backups);
}

async function checkAvailability(
  rows: readonly Row[],
  on: Pick<ReturnType<typeof db>, 'execute'> = db(),
): Promise<Map<string, Availability>> {
  const canonicals = rows.map(({ address }) => address.canonical);
  const backups = rows.map(({ backup }) => backup?.canonical ?? null);
  const found = await on.execute<{
    canonical: string;
    status: string | null;
    reserved: boolean;
    backupReserved: boolean;
  }>(sql`
    select wanted.canonical, users.status, ${isUnavailable(sql`wanted.canonical`)} as reserved,
      ${isUnavailable(sql`wanted.backup`)} as "backupReserved"
    from unnest(${toArray(canonicals)}, ${toArray(backups)}) wanted (canonical, backup)
    left join users on users.canonical = wanted.canonical`);
  return new Map(
    found.map(({ canonical, status, reserved, backupReserved }): [string, Availability] => {
      if (status) return [canonical, status === 'deleted' ? 'deleted' : 'taken'];
      return [canonical, reserved ? 'reserved' : backupReserved ? 'backup-taken' : 'free'];
    }),
  );
}
