import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { listServers } from './servers';

/**
 * Brings a database up to the newest schema. Safe to run again, and from several places at once.
 * @throws when the database cannot be reached or a migration fails; then nothing of that run stays.
 */
export async function migrate(url: string): Promise<void> {
  const lock = await connect(url);
  try {
    // A lock that lives in a transaction, because a pooler would leave a session's lock on somebody else's connection.
    await lock.query("begin; select pg_advisory_xact_lock(hashtext('return-key/migrate'))");
    const second = await connect(url);
    try {
      await applyMigrations(drizzle(second), {
        migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
      });
    } finally {
      await second.end();
    }
  } finally {
    await lock.end();
  }
}

/** Connects to the server that takes writes: of several the first that does. */
async function connect(url: string): Promise<pg.Client> {
  const servers = listServers(url);
  for (const [index, server] of servers.entries()) {
    const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 10_000 });
    // What breaks is told by the next statement. Unheard, the event would end the process.
    client.on('error', () => undefined);
    const isLast = index === servers.length - 1;
    try {
      await client.connect();
      const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
      if (isLast || !rows[0]?.standby) return client;
      await client.end();
    } catch (error) {
      if (isLast) throw error;
    }
  }
  throw new Error('DATABASE_URL names no server.');
}
