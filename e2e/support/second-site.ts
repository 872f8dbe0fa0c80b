import { randomBytes } from 'node:crypto';
import { migrate } from '@/db/migrate';
import { createDatabase, dropDatabase } from '@/e2e/dev/postgres/server';
import { findCommand, startChild } from './child';
import { findAnyPort } from './ports';
import { waitUntilReady } from './site';

/** Another process of the build under test. */
export type SecondSite = {
  port: number;
  pid: number;
  databaseUrl: string;
  /** Everything that it has printed. */
  output(): string;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
  stop(): Promise<void>;
};

type Options = {
  /** Settings that differ from those of the first site. */
  settings: (port: number) => Record<string, string>;
  /** True: another instance of the first site, on its database. Default: a separate site with a new database. */
  sharesDatabase?: boolean;
  /** A build of another copy of the project. Default: the build under test. */
  copy?: { dir: string; migrate: (databaseUrl: string) => Promise<unknown> };
  /** Maps the URL of its database, for example to one through a proxy. */
  route?: (databaseUrl: string) => string;
};

/**
 * Starts the build again on another port. With other settings it needs its own database: a worker sends every email that it
 * finds, and would put the links of one site into the emails of the other.
 */
export async function startSecondSite({
  settings,
  sharesDatabase = false,
  copy = { dir: process.env.E2E_SITE_DIR ?? process.cwd(), migrate },
  route = (databaseUrl) => databaseUrl,
}: Options): Promise<SecondSite> {
  const { port, databaseUrl, env, drop } = await prepareSite(settings, sharesDatabase, route, copy.migrate);
  const printed: string[] = [];
  // Next.js looks for what next.config.ts imports in the folder that it was started in.
  const site = startChild(findCommand('next'), ['start'], env, (text) => printed.push(text), copy.dir);
  const stop = async () => {
    await site.stop();
    await drop();
  };
  const ended = site.ended.then((code) => {
    throw new Error(`The second site ended (${code}) before it was ready.`);
  });
  try {
    await Promise.race([ended, waitUntilReady(`http://localhost:${port}/api/health/ready`)]);
  } catch (error) {
    await stop();
    console.error(printed.join(''));
    throw error;
  }
  ended.catch(() => undefined);
  const { pid, signal } = site;
  return { port, pid, databaseUrl, output: () => printed.join(''), signal, ended: site.ended, stop };
}

/** A port, a migrated database and the environment for another site of the build under test. */
export async function prepareSite(
  settings: Options['settings'],
  sharesDatabase = false,
  route = (databaseUrl: string) => databaseUrl,
  bringUp: (databaseUrl: string) => Promise<unknown> = migrate,
) {
  const first = process.env.DATABASE_URL ?? '';
  const port = await findAnyPort();
  const databaseUrl = sharesDatabase
    ? first
    : await createDatabase(first, `return_key_second_${randomBytes(6).toString('hex')}`);
  if (!sharesDatabase) await bringUp(databaseUrl);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: route(databaseUrl),
    PORT: String(port),
    ...settings(port),
    NODE_ENV: 'production',
  };
  const drop = async () => {
    if (!sharesDatabase) await dropDatabase(first, databaseUrl);
  };
  return { port, databaseUrl, env, drop };
}
