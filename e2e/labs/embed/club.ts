import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';
import { createDatabase, dropDatabase } from '@/e2e/dev/postgres/server';
import { findCommand, startChild } from '../../support/child';
import { findAnyPort } from '../../support/ports';
import { waitUntilReady } from '../../support/site';
import { sqlIn } from './guide';

const root = fileURLToPath(new URL('../../..', import.meta.url));
// Inside the project, so that its packages are found; in a dot folder, so that other tools skip it.
const dir = join(root, '.data', 'club');

/** An application with members of its own, made by `npm run eject` and a few files. */
export type Club = { url: string; sql: Sql; stop(): Promise<void> };

/** Makes, builds and starts it with a database of its own. @throws when a step fails, with what it printed */
export async function startClub(smtpUrl: string): Promise<Club> {
  await rm(dir, { recursive: true, force: true });
  await run(findCommand('tsx'), [join(root, 'e2e/labs/embed/eject.ts'), 'recovery', dir, '--user-id', 'bigint']);
  await cp(join(root, 'e2e/labs/embed/application'), dir, { recursive: true });
  await run(findCommand('next'), ['build', dir]);
  const server = process.env.DATABASE_URL ?? '';
  const port = await findAnyPort();
  const settings = {
    DATABASE_URL: await createDatabase(server, `club_${process.pid}`),
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    SMTP_URL: smtpUrl,
  };
  const sql = postgres(settings.DATABASE_URL, { max: 2, onnotice: () => undefined });
  await sql.unsafe(await readFile(join(dir, 'db/recovery.sql'), 'utf8'));
  await sql.unsafe(sqlIn(await readFile(join(dir, 'RECOVERY.md'), 'utf8')));
  // Beyond 32 bits.
  await sql`alter table members alter member_id restart with 9000000000`;
  const printed: string[] = [];
  const site = startChild(findCommand('next'), ['start', dir], environment(settings), (text) => printed.push(text));
  const stop = async () => {
    await site.stop();
    await sql.end();
    await dropDatabase(server, settings.DATABASE_URL);
  };
  const ended = site.ended.then((code) => Promise.reject(new Error(`It ended (${code}).\n${printed.join('')}`)));
  await Promise.race([ended, waitUntilReady(`${settings.APP_URL}/login`)]);
  ended.catch(() => undefined);
  return { url: settings.APP_URL, sql, stop };
}

const environment = (settings: Record<string, string> = {}) => ({
  ...process.env,
  ...settings,
  NEXT_DIST_DIR: '',
  NODE_ENV: 'production' as const,
});

async function run(script: string, args: string[]): Promise<void> {
  const printed: string[] = [];
  const code = await startChild(script, args, environment(), (text) => printed.push(text)).ended;
  if (code !== 0) throw new Error(`${args[0]} failed:\n${printed.join('')}`);
}
