import nextEnv from '@next/env';
import { migrate } from '@/db/migrate';
import { databaseUrl } from '@/lib/env';

// `npm run db:migrate`: the same files that `next start` reads (.env, .env.production, their .local forms).
nextEnv.loadEnvConfig(process.cwd(), false, { info: () => undefined, error: console.error });
try {
  await migrate(databaseUrl());
  console.log('The database is up to date.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
