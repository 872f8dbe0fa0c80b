import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '@/lib/env';
import * as schema from './schema';

export type Database = PostgresJsDatabase<typeof schema>;
/** The database or a transaction on it: what a step of a larger change is given. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** The one client of this process, opened at the first use. */
export function db(): Database {
  pool.client ??= drizzle(open(), { schema });
  return pool.client;
}

function open() {
  return postgres(env().DATABASE_URL, {
    max: 10,
    idle_timeout: 60,
    connect_timeout: 5,
    // Transaction poolers (PgBouncer, Supavisor) hand each statement to another connection.
    prepare: false,
    connection: { application_name: 'return-key' },
    onnotice: () => undefined,
  });
}

// Next.js bundles instrumentation and pages apart from each other; both must share one pool.
const key = Symbol.for('return-key.database');
const holder = globalThis as { [key]?: { client?: Database } };
holder[key] ??= {};
const pool = holder[key];
