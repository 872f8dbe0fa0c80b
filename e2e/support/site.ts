import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import nextEnv from '@next/env';
import { migrate } from '@/db/migrate';
import { createDatabase, dropDatabase, startDatabase } from '@/e2e/dev/postgres/server';
import { startMailbox } from '../dev/mailbox';
import { findCommand, startChild } from './child';
import { atEnd } from './ending';
import { findAnyPort } from './ports';
import { makeSecrets } from './secrets';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Not .next, so that a test build never reaches production and a running server keeps its build.
const buildDir = '.next-test';

/**
 * Makes the environment of one production build and its servers, and starts a database and a mailbox for it.
 * @param durable whether an embedded database uses fsync, as in production
 */
export async function makeEnvironment({ durable = false } = {}): Promise<Record<string, string>> {
  const givenUrl = process.env.DATABASE_URL;
  const server = givenUrl ?? (await provideServer(durable));
  const database = await createDatabase(server, `return_key_journeys_${process.pid}_${Date.now()}`);
  if (givenUrl) atEnd(() => dropDatabase(givenUrl, database));
  await migrate(database);
  const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  atEnd(mailbox.stop);
  const port = await findAnyPort();
  return {
    ...makeSettings(),
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    DATABASE_URL: database,
    SMTP_URL: mailbox.smtpUrl,
    E2E_BASE_URL: `http://localhost:${port}`,
    E2E_MAILBOX_URL: mailbox.webUrl,
  };
}

/** The settings that every site under test shares, apart from database, mail server and port. */
export function makeSettings(): Record<string, string> {
  return {
    ...Object.fromEntries(nameForeignSettings().map((name) => [name, ''])),
    ...makeSecrets(),
    NEXT_DIST_DIR: buildDir,
    NEXT_TELEMETRY_DISABLED: '1',
    EMAIL_FROM: 'Return Key <no-reply@return-key.test>',
    BREACH_CHECK_URL: 'off',
    BCRYPT_COST: '10',
    // Lets a test choose its network with X-Forwarded-For, so that tests do not share rate limits.
    TRUSTED_PROXIES: '1',
  };
}

/**
 * Builds the site for production. False when the build fails; Next.js has then printed the reason.
 * @param onOutput receives what it prints; without it that goes to this process's own output
 */
export async function buildSite(env: Record<string, string>, onOutput?: (text: string) => void): Promise<boolean> {
  const typesFile = join(root, 'next-env.d.ts');
  const types = await readFile(typesFile).catch(() => null);
  const settings = { ...process.env, ...env, NODE_ENV: 'production' as const };
  const built = await startChild(findCommand('next'), ['build'], settings, onOutput).ended;
  // The types that a build generates would be checked with the next build, although they may be out of date.
  await rm(join(root, env.NEXT_DIST_DIR ?? buildDir, 'types'), { recursive: true, force: true });
  if (types) await writeFile(typesFile, types);
  return built === 0;
}

/**
 * Starts the built site, and returns when it is ready for requests.
 * @param onOutput receives the site's log
 */
export async function startSite(env: Record<string, string>, onOutput: (text: string) => void): Promise<void> {
  const settings = { ...process.env, ...env, NODE_ENV: 'production' as const };
  const site = startChild(findCommand('next'), ['start'], settings, onOutput);
  atEnd(site.stop);
  const ended = site.ended.then((code) => {
    throw new Error(`The site ended (${code}) before it was ready.`);
  });
  await Promise.race([ended, waitUntilReady(`${env.E2E_BASE_URL}/api/health/ready`)]);
}

async function provideServer(durable: boolean): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'return-key-journeys-'));
  atEnd(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startDatabase({ dataDir, durable });
  atEnd(server.stop);
  return server.url;
}

/** Names of settings in .env files and the shell, to be cleared: a test must never send email through a real account. */
function nameForeignSettings(): string[] {
  const { parsedEnv } = nextEnv.loadEnvConfig(root, false, { info: () => {}, error: console.error }, true);
  const shellNames = Object.keys(process.env).filter((name) =>
    /^(EMAIL|RESEND|SMTP|AUTH|PASSWORD|MAIL|NEXT_DIST)_/.test(name),
  );
  return [...Object.keys(parsedEnv ?? {}), ...shellNames];
}

/** Waits until a URL answers with a 2xx status. @throws after a minute */
export async function waitUntilReady(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const ready = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (ready?.ok) return;
    await sleep(100);
  }
  throw new Error(`The site was not ready within a minute: ${url}`);
}
