import { migrate } from '@/db/migrate';
import { databaseUrl } from '@/lib/env';
import { runCommand } from './command';

const help = `npm run db:migrate

Brings the database of DATABASE_URL up to date. Safe to run again, even
from several places at once.`;

await runCommand(help, async () => {
  await migrate(databaseUrl());
  console.log('The database is up to date.');
  return 0;
});
