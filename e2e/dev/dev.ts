import { unwatchFile, watchFile } from 'node:fs';
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import nextEnv from '@next/env';
import { migrate } from '@/db/migrate';
import { createDatabase, startDatabase } from '@/e2e/dev/postgres/server';
import { findCommand, startChild } from '../support/child';
import { atEnd, end, isEnding, onInterrupt } from '../support/ending';
import { claim } from '../support/lock';
import { findPort, isListening } from '../support/ports';
import { keepSecrets } from '../support/secrets';
import { type Mailbox, startMailbox } from './mailbox';

// `npm run dev` starts everything that the site needs on a machine that has only Node.js.
// A database or an email transport that the environment or an .env file sets is used instead of the built-in one.
// A second start in the same folder prints where the first one runs and exits with code 0.

const root = fileURLToPath(new URL('../..', import.meta.url));
let announcement = '\n  It is still starting.\n';

onInterrupt(end);
await start().catch((error) => {
  if (!isEnding()) console.error(error instanceof Error ? error.message : error);
  return end(1);
});

async function start(): Promise<void> {
  const claimed = await claim(join(root, '.data', 'dev.lock'), () => announcement);
  if (claimed.state === 'held')
    return console.log(`\n  Return Key is already running in this folder.\n${claimed.message}`);
  atEnd(claimed.release);

  const shellEnv = { ...process.env };
  await keepSecrets(join(root, '.env.development.local'), readEnv());
  const env = readEnv();
  const database = env.DATABASE_URL || (await provideDatabase());
  await migrate(database);
  const mailbox = env.SMTP_URL || env.RESEND_API_KEY || env.EMAIL_USER ? null : await provideMailbox();
  const port = await findPort(Number(env.PORT) || 3000);

  const appUrl = chooseAppUrl(port, env.APP_URL);

  const settings = {
    NEXT_TELEMETRY_DISABLED: '1',
    // Everyone who tries the forms here is one network, and one mailbox gets all emails. At an https address others may try them too.
    ...(appUrl.startsWith('http:') && { RATE_LIMIT_FACTOR: env.RATE_LIMIT_FACTOR || '100' }),
    ...shellEnv,
    NODE_ENV: 'development' as const,
    APP_URL: appUrl,
    DATABASE_URL: database,
    ...(mailbox && { SMTP_URL: mailbox.smtpUrl, EMAIL_FROM: env.EMAIL_FROM || 'Return Key <no-reply@localhost>' }),
  };
  const next = startChild(findCommand('next'), ['dev', '--port', String(port)], settings);
  atEnd(next.stop);
  restartForOpenings();
  next.ended.then((code) => {
    if (!isEnding()) console.error(`Next.js exited (${code}).`);
    return end(code === 0 ? 0 : 1);
  });

  // First a file that asks for nothing: Next.js starts the application with the first request, and knows that one's address too late.
  await waitForPage(`http://localhost:${port}/icon.svg`);
  await waitForPage(`http://localhost:${port}/login`);
  const site = appUrl;
  announcement = `\n  Return Key   ${site}\n${mailbox ? `  Mailbox      ${mailbox.webUrl}\n` : ''}  Database     psql ${database}\n`;
  await tellCommands({ site, lockPort: claimed.port, settings: { ...env, ...settings } });
  console.log(announcement + (mailbox ? describeFirstTry(site, mailbox.webUrl) : ''));
  await watchSite(port);
  throw new Error('The development server no longer responds.');
}

/**
 * What lib/web/site.ts opens to large bodies and to features of the browser is part of Next.js's configuration. Next.js restarts after a
 * change of next.config.ts itself, and does not notice what that imports.
 */
function restartForOpenings(): void {
  const openings = join(root, 'lib/web/site.ts');
  watchFile(openings, { interval: 500 }, (now, before) => {
    if (now.mtimeMs === before.mtimeMs) return;
    utimes(join(root, 'next.config.ts'), new Date(), new Date()).catch(console.error);
  });
  atEnd(async () => unwatchFile(openings));
}

/** Writes down what the commands of operators need to work on this site (lib/cli/development.ts), for this user alone, until the end. */
async function tellCommands({ settings, ...found }: { site: string; lockPort: number; settings: NodeJS.ProcessEnv }) {
  const example = await readFile(join(root, '.env.example'), 'utf8');
  const names = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].flatMap(([, name]) => (name ? [name] : []));
  const known = Object.fromEntries(names.flatMap((name) => (settings[name] ? [[name, settings[name]]] : [])));
  const file = join(root, '.data', 'development.json');
  atEnd(() => rm(file, { force: true }));
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify({ ...found, settings: known }), { mode: 0o600 });
}

/** A new database has no accounts: these steps lead through the whole application. */
function describeFirstTry(site: string, mailbox: string): string {
  return `
  To try it   1. Register at ${site}/register with any email address, and open the email at ${mailbox}
              2. Sign out, then press "Forgot password?" with that email address at ${site}/login
              3. Open the newest email, choose a new password, and sign in with it
`;
}

/** The environment that Next.js will see in development, including every .env file. */
function readEnv(): Record<string, string | undefined> {
  return nextEnv.loadEnvConfig(root, true, { info: () => {}, error: console.error }, true).combinedEnv;
}

async function provideDatabase(): Promise<string> {
  const server = await startDatabase({ dataDir: join(root, '.data', 'postgres') });
  atEnd(server.stop);
  return createDatabase(server.url, 'return_key');
}

async function provideMailbox(): Promise<Mailbox> {
  const mailbox = await startMailbox({ smtpPort: await findPort(1025), webPort: await findPort(8025) });
  atEnd(mailbox.stop);
  return mailbox;
}

/** The site accepts forms only from APP_URL. A localhost APP_URL follows the chosen port; another one, such as a tunnel's, is kept. */
function chooseAppUrl(port: number, configured = ''): string {
  return configured && !/^https?:\/\/(localhost|127\.)/.test(configured) ? configured : `http://localhost:${port}`;
}

/** Waits for any response: an error page counts, because the developer should see a page that does not compile. */
async function waitForPage(url: string): Promise<void> {
  const isResponding = () =>
    fetch(url, { redirect: 'manual' }).then(
      () => true,
      () => false,
    );
  while (!(await isResponding())) await sleep(100);
}

/** Returns after ten seconds without a server. Next.js keeps running when its server process is killed, and needs some seconds to restart it. */
async function watchSite(port: number): Promise<void> {
  for (let absentSeconds = 0; absentSeconds < 10; await sleep(1_000)) {
    absentSeconds = (await isListening(port)) ? 0 : absentSeconds + 1;
  }
}
