import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { type Connection, openConnection } from './connection';
import { drizzleOver } from './drizzle';
import { listServers } from './servers';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Applies all pending migrations in one transaction. Safe to repeat and to run from several places at once.
 * @throws when the database cannot be reached or a migration fails; the run is then rolled back.
 */
export async function migrate(url: string): Promise<void> {
  const connection = await connect(url);
  try {
    // A transaction-level lock: behind a pooler, a session-level lock would stay on another client's connection.
    // Read committed, to see what another run migrated while this one waited for the lock.
    const lock = "select pg_advisory_xact_lock(hashtext('return-key/migrate'))";
    await connection.query({ text: `begin isolation level read committed; ${lock}` });
    await refuseSkipped(connection);
    const database = drizzleOver((query) => connection.query(query), {});
    await applyMigrations(database, { migrationsFolder });
    await connection.query({ text: 'commit' });
  } finally {
    await connection.close();
  }
}

/**
 * @throws when drizzle would leave migrations out without a word, because the database has a newer one: they were merged from upstream below a
 * migration of one's own.
 */
async function refuseSkipped(connection: Connection): Promise<void> {
  const [table] = await connection.query<{ exists: boolean }>({
    text: "select to_regclass('drizzle.__drizzle_migrations') is not null as exists",
  });
  if (!table?.exists) return;
  const rows = await connection.query<{ stamp: string }>({
    text: 'select created_at::text as stamp from drizzle.__drizzle_migrations',
  });
  const applied = new Set(rows.map(({ stamp }) => Number(stamp)));
  const newest = Math.max(0, ...applied);
  const skipped = (await readJournal()).filter(({ when }) => when < newest && !applied.has(when));
  if (skipped.length === 0) return;
  throw new Error(
    `The database has a newer migration than ${skipped.map(({ tag }) => tag).join(' and ')}, which would be left out. lib/cli/README.md says how to merge migrations: "Updates from upstream".`,
  );
}

// Read, not imported: the browser tests migrate too, and their loader takes no JSON.
async function readJournal(): Promise<{ when: number; tag: string }[]> {
  const journal: { entries: { when: number; tag: string }[] } = JSON.parse(
    await readFile(join(migrationsFolder, 'meta', '_journal.json'), 'utf8'),
  );
  return journal.entries;
}

/** Connects to the first server that is not a standby; to the last one in any case. */
async function connect(url: string): Promise<Connection> {
  const servers = listServers(url);
  for (const [index, server] of servers.entries()) {
    const connection = openConnection(server, { connectMs: 10_000 });
    const isLast = index === servers.length - 1;
    try {
      const [row] = await connection.query<{ standby: boolean }>({ text: 'select pg_is_in_recovery() as standby' });
      if (isLast || !row?.standby) return connection;
    } catch (error) {
      if (isLast) throw error;
    }
    await connection.close();
  }
  throw new Error('DATABASE_URL names no server.');
}
