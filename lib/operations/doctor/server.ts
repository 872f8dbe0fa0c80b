import { getTableName, isTable } from 'drizzle-orm';
import * as schema from '@/db/schema';
import { fail, ok, type Verdict, warn } from './check';
import type { Line } from './connection';

/** Checks the version of the server, whether it takes writes, its encoding, and how far away it is. */
export async function checkServer(line: Line): Promise<Verdict> {
  const [row] = await line.ask(`select current_setting('server_version') as version,
    current_setting('server_version_num')::int / 10000 as major, pg_is_in_recovery() as standby,
    current_setting('transaction_read_only') = 'on' as read_only, current_setting('server_encoding') as encoding`);
  const ms = await measure(line);
  const says = `PostgreSQL ${row?.version}, ${ms} ms away`;
  if (Number(row?.major) < 14) return fail(`${says}: too old`, 'Return Key needs PostgreSQL 14 or newer.');
  if (row?.standby === true)
    return fail(
      `${says}: a standby, which accepts no writes`,
      'Set DATABASE_URL to the primary, or to all servers, separated by commas.',
    );
  if (row?.read_only === true) return fail(`${says}: read-only, so every form fails`, await fixReadOnly(line));
  if (row?.encoding !== 'UTF8')
    return fail(
      `${says}: its encoding is ${row?.encoding}, which cannot store every name`,
      'Create another database (createdb --encoding=UTF8 --template=template0 NAME), restore a dump of this one into it, and set DATABASE_URL to it.',
    );
  if (ms > 50) return warn(says, 'A reset takes about ten round trips: run the application near its database.');
  return ok(says);
}

/** The median of five round trips. */
async function measure(line: Line): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const from = performance.now();
    await line.ask('select 1');
    times.push(performance.now() - from);
  }
  return Math.round(times.sort((a, b) => a - b)[2] ?? 0);
}

/** The setting may come from five places. Each needs another statement. */
async function fixReadOnly(line: Line): Promise<string> {
  const [row] =
    await line.ask(`select source, quote_ident(current_database()) as database, quote_ident(session_user) as role
    from pg_settings where name = 'default_transaction_read_only'`);
  const reset = {
    database: `alter database ${row?.database}`,
    user: `alter role ${row?.role}`,
    'database user': `alter role ${row?.role} in database ${row?.database}`,
  }[String(row?.source)];
  if (reset) return `Run: ${reset} reset default_transaction_read_only; then restart the application.`;
  if (row?.source === 'client') return 'Remove default_transaction_read_only from the options of DATABASE_URL.';
  return "Turn default_transaction_read_only off in the server's configuration. Many hosts turn it on when the disk is full: free up space first.";
}

/** Checks what the application does with its tables. Missing tables are for the check of migrations. */
export async function checkRights(line: Line): Promise<Verdict> {
  const names = Object.values(schema).flatMap((value) => (isTable(value) ? [`'${getTableName(value)}'`] : []));
  // From the catalog: looking a table up by its name fails without USAGE on its schema.
  const rows = await line.ask(`select quote_ident(current_user) as role, s.nspname as schema, t.relname as name,
      not has_schema_privilege(s.oid, 'usage') or exists (
        select from unnest(case s.nspname when 'drizzle' then array['select'] else array['select', 'insert', 'update', 'delete'] end) needed
        where not has_table_privilege(t.oid, needed)) as lacking
    from pg_class t join pg_namespace s on s.oid = t.relnamespace
    where t.relkind in ('r', 'p') and (s.nspname = 'public' and t.relname in (${names})
      or s.nspname = 'drizzle' and t.relname = '__drizzle_migrations')
    order by s.nspname desc, t.relname`);
  const lacking = rows.filter((row) => row.lacking === true);
  const [first] = lacking;
  if (!first) return ok('can read and write every table');
  const isLacking = (name: string) => lacking.some((row) => row.schema === name);
  return fail(
    `${first.role} cannot read and write ${lacking.map(({ name }) => name).join(', ')}`,
    ...(isLacking('public')
      ? [
          `As the owner of the tables, run: grant usage on schema public to ${first.role}; grant select, insert, update, delete on all tables in schema public to ${first.role};`,
        ]
      : []),
    ...(isLacking('drizzle')
      ? [
          `As the owner of the tables, run: grant usage on schema drizzle to ${first.role}; grant select on drizzle.__drizzle_migrations to ${first.role};`,
        ]
      : []),
  );
}
