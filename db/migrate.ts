import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/**
 * Brings a database up to the newest schema. Safe to run again, and from several places at once.
 * @throws when the database cannot be reached or a migration fails; then nothing of that run stays.
 */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, prepare: false, connect_timeout: 10, onnotice: () => undefined });
  try {
    // A lock that lives in a transaction, because a pooler would leave a session's lock on somebody else's connection.
    await client.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('return-key/migrate'))`;
      const second = postgres(url, { max: 1, prepare: false, connect_timeout: 10, onnotice: () => undefined });
      try {
        await applyMigrations(drizzle(second), {
          migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
        });
      } finally {
        await second.end();
      }
    });
  } finally {
    await client.end();
  }
}
