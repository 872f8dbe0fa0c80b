import { fileURLToPath } from 'node:url';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { type Connection, openConnection } from './connection';
import { drizzleOver } from './drizzle';
import { appliedMigrations, findSkipped } from './schema-state';
import { listServers } from './servers';

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
    await applyMigrations(database, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
    await connection.query({ text: 'commit' });
  } finally {
    await connection.close();
  }
}

async function refuseSkipped(connection: Connection): Promise<void> {
  const [table] = await connection.query<{ exists: boolean }>({
    text: "select to_regclass('drizzle.__drizzle_migrations') is not null as exists",
  });
  if (!table?.exists) return;
  const rows = await connection.query<{ stamp: string }>({ text: appliedMigrations });
  const skipped = findSkipped(rows.map(({ stamp }) => stamp));
  if (skipped.length === 0) return;
  throw new Error(
    `The database has a newer migration than ${skipped.join(' and ')}, which would be left out. lib/cli/README.md says how to merge migrations: "Updates from upstream".`,
  );
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
