import type { Sql } from 'postgres';

// What an attack leaves in the database.

/** Bytes of every table with its indexes, and its rows. */
export type Sizes = Record<string, { rows: number; bytes: number }>;

export async function readSizes(sql: Sql): Promise<Sizes> {
  const tables =
    await sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
  const sizes: Sizes = {};
  for (const { name } of tables) {
    const [row] =
      await sql`select count(*)::int as rows, pg_total_relation_size(${String(name)}::regclass)::float8 as bytes from ${sql(name)}`;
    sizes[name] = { rows: Number(row?.rows), bytes: Number(row?.bytes) };
  }
  return sizes;
}

/** The growth of all tables together. */
export function growthOf(before: Sizes, after: Sizes): { rows: number; bytes: number } {
  const names = Object.keys(after);
  const sum = (key: 'rows' | 'bytes') =>
    names.reduce((total, name) => total + (after[name]?.[key] ?? 0) - (before[name]?.[key] ?? 0), 0);
  return { rows: sum('rows'), bytes: sum('bytes') };
}

/** Moves every stored time into the past, as if the minutes had passed. */
export async function age(sql: Sql, minutes: number): Promise<void> {
  const columns = await sql`select table_name as t, column_name as c, udt_name as type from information_schema.columns
    where table_schema = 'public' and udt_name in ('timestamptz', '_timestamptz')`;
  const tables = new Map<string, string[]>();
  const interval = `interval '${minutes} minutes'`;
  for (const { t, c, type } of columns) {
    const aged =
      type === 'timestamptz'
        ? `"${c}" = "${c}" - ${interval}`
        : `"${c}" = array(select moment - ${interval} from unnest("${c}") with ordinality u(moment, n) order by n)`;
    tables.set(t, [...(tables.get(t) ?? []), aged]);
  }
  for (const [table, aged] of tables) await sql.unsafe(`update "${table}" set ${aged.join()}`);
}

// The tables that a refused request may write to, and what names a row of each. The others hold what was accepted.
const ofRefused = { audit_events: 'id', audit_counts: 'key || name || day', rate_limits: 'policy || key' };
/** The tries of a code belong to a reset request that its network was granted. */
const ofGranted = /^rate_limits code\/request/;

/** The names of the rows that there are in the tables of refused requests. */
export async function readRows(sql: Sql): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [table, name] of Object.entries(ofRefused)) {
    const rows = await sql.unsafe(`select (${name})::text as name from ${table}`);
    for (const row of rows) found.add(`${table} ${row.name}`);
  }
  return found;
}

/** What refused requests have left beside the rows of `before`: rows of each table, and bytes with indexes. */
export type Residue = { rows: Record<string, number>; bytes: number };

export async function findResidue(sql: Sql, before: ReadonlySet<string>): Promise<Residue> {
  const left = [...(await readRows(sql))];
  const residue: Residue = { rows: {}, bytes: 0 };
  for (const table of Object.keys(ofRefused)) {
    await sql.unsafe(`vacuum full ${table}`);
    const all = left.filter((name) => name.startsWith(`${table} `));
    const added = all.filter((name) => !before.has(name) && !ofGranted.test(name)).length;
    if (added === 0) continue;
    const [row] = await sql`select pg_total_relation_size(${table}::regclass)::float8 as bytes`;
    residue.rows[table] = added;
    residue.bytes += (added * Number(row?.bytes)) / all.length;
  }
  return residue;
}
