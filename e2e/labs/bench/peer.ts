import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@/e2e/dev/postgres/server';
import { Client } from '../../support/client';
import type { Helpers, System, Way } from './cell';
import { browser, multipart } from './forms';
import { addressOf, type RequestTemplate } from './load';
import { learnRscRequest, password } from './ours';
import { startServers } from './servers';
import { run } from './sql';

const recipe = fileURLToPath(new URL('./better-auth', import.meta.url));

/** Better Auth on Next.js, installed and built in the temporary folder, with a database on the same server. */
export async function openPeer(
  serverUrl: string,
  { smtpPort }: Pick<Helpers, 'smtpPort'>,
  users: number,
): Promise<System> {
  const dir = join(tmpdir(), 'return-key-bench-better-auth');
  await install(dir);
  const databaseUrl = await createDatabase(serverUrl, `better_auth_${process.pid}`);
  const settings = {
    DATABASE_URL: databaseUrl,
    SMTP_PORT: String(smtpPort),
    NEXT_TELEMETRY_DISABLED: '1',
  };
  execFileSync(process.execPath, ['migrate.mjs'], {
    cwd: dir,
    env: { ...process.env, ...settings, BASE_URL: 'http://localhost:1' },
    stdio: 'inherit',
  });
  const next = join(dir, 'node_modules/next/dist/bin/next');
  const system: System = {
    name: 'Better Auth',
    databaseUrl,
    start: (processes) =>
      startServers(
        {
          ...{ command: [next, 'start'], dir, page: '/' },
          settings: (_, ports) => {
            const bases = ports.map((port) => `http://localhost:${port}`);
            return { ...settings, BASE_URL: bases[0] ?? '', TRUSTED: bases.join() };
          },
        },
        processes,
      ),
    learn: ({ bases: [base = ''] }) => learn(base),
    resetLimits: async () => undefined,
  };
  await seed(system, users);
  return system;
}

async function install(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await cp(recipe, dir, { recursive: true });
  const inDir = { cwd: dir, stdio: 'inherit' as const, env: { ...process.env, NODE_ENV: 'production' as const } };
  if (!existsSync(join(dir, 'node_modules/better-auth')))
    execFileSync('npm', ['install', '--no-audit', '--no-fund'], { ...inDir, shell: process.platform === 'win32' });
  const unused = { DATABASE_URL: 'postgres://localhost:1/none', BASE_URL: 'http://localhost:1', SMTP_PORT: '1' };
  execFileSync(process.execPath, [join(dir, 'node_modules/next/dist/bin/next'), 'build'], {
    ...inDir,
    env: { ...inDir.env, ...unused },
  });
}

// One user signs up and is copied.
async function seed(system: System, users: number): Promise<void> {
  const servers = await system.start(1);
  const [base = ''] = servers.bases;
  const answer = await fetch(`${base}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: base },
    body: JSON.stringify({ name: 'Ada Lovelace', email: addressOf(1), password }),
  });
  if (!answer.ok) throw new Error(`Better Auth refused the sign-up: ${answer.status} ${await answer.text()}`);
  await servers.stop();
  await run(
    system.databaseUrl,
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
       select 'u' || n, 'Ada Lovelace', 'p' || lpad(n::text, 8, '0') || '@bench.test', false, now(), now()
       from generate_series(2, ${users}) n;
     insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       select 'a' || n, 'u' || n, 'credential', 'u' || n, password, now(), now()
       from (select password from account limit 1) first, generate_series(2, ${users}) n;
     vacuum analyze`,
  );
}

/** The same step: a server action and a page that shows the address, or the request of its client and a client-side navigation. */
async function learn(base: string): Promise<Partial<Record<Way, RequestTemplate>>> {
  const client = new Client(undefined, base);
  const form = await client.open('/forgot').then(() => client.findForm(['email']));
  const headers = { ...browser, Origin: '{base}' };
  const navigation = await learnRscRequest(client, '/sent?email=EMAIL');
  return {
    'without JavaScript': {
      path: '/forgot',
      ...multipart(headers, [...form, ['email', '{email}']]),
      accepts: [303],
      next: { path: '/sent?email={email}', headers: browser, accepts: [200] },
    },
    'with JavaScript': {
      path: '/api/auth/request-password-reset',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: '{email}', redirectTo: '/reset' }),
      accepts: [200],
      next: { ...navigation, path: navigation.path.replace('EMAIL', '{email}') },
    },
  };
}
