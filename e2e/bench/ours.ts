import { findCommand } from '../child';
import { buildSite, makeEnvironment } from '../site';
import { Visitor } from '../visitor';
import type { Crew, System } from './cell';
import { browser, multipart } from './forms';
import { addressOf, type Shot } from './load';
import { readLink } from './mails';
import { startServers } from './servers';
import { run } from './sql';

export const password = 'a pass phrase of several words';

/** The site, with what it was built and is started with. */
export type Ours = System & { env: Record<string, string> };

/** Builds the site, and gives it a durable database with so many accounts. */
export async function openOurs(crew: Pick<Crew, 'sink' | 'smtpPort'>, accounts: number): Promise<Ours> {
  const env: Record<string, string> = {
    ...(await makeEnvironment({ durable: true })),
    SMTP_URL: `smtp://127.0.0.1:${crew.smtpPort}`,
    MAIL_HOURLY_BUDGET: '10000000',
    BCRYPT_COST: '12',
  };
  if (!(await buildSite(env))) throw new Error('The build failed.');
  const databaseUrl = env.DATABASE_URL ?? '';
  const system = oursOn(databaseUrl, env);
  await seed(system, crew, accounts);
  return system;
}

/** The site that was built, on a database. */
export function oursOn(databaseUrl: string, env: Record<string, string>): Ours {
  return {
    name: 'Return Key',
    databaseUrl,
    env,
    start: (processes) =>
      startServers(
        {
          command: [findCommand('next'), 'start'],
          dir: process.cwd(),
          page: '/forgot-password',
          settings: (_, [first]) => ({
            ...env,
            DATABASE_URL: databaseUrl,
            APP_URL: `http://localhost:${first}`,
          }),
        },
        processes,
      ),
    learn: ({ bases: [base = ''] }) => learn(base),
    forget: () => run(databaseUrl, 'truncate throttles'),
  };
}

// One person registers; everybody else is a copy, so that each hash is of today's scheme and cost.
async function seed(system: System, { sink }: Pick<Crew, 'sink'>, accounts: number): Promise<void> {
  const servers = await system.start(1);
  const visitor = new Visitor(undefined, servers.bases[0]);
  await visitor.register({ name: 'Ada Lovelace', email: addressOf(1), password });
  await visitor.open(await readLink(sink, addressOf(1), '/confirm/'));
  await visitor.submit({ password });
  await servers.stop();
  await run(
    system.databaseUrl,
    `insert into accounts (name, email, canonical, password_hash)
       select name, made.email, made.email, password_hash from accounts,
         (select 'p' || lpad(n::text, 8, '0') || '@bench.test' as email from generate_series(2, ${accounts}) n) made;
     vacuum analyze`,
  );
}

/** The ways to ask, as browsers do, with and without JavaScript. */
async function learn(base: string): Promise<Record<string, Shot>> {
  const visitor = new Visitor(undefined, base);
  const form = await visitor.open('/forgot-password').then(() => visitor.findForm(['email']));
  const headers = { ...browser, Origin: base };
  const path = '/forgot-password';
  const posted: Shot = { path, ...multipart(headers, [...form, ['email', '{email}']]), accepts: [303] };
  const fields = visitor.callFields({ email: '{email}' });
  const called: Shot = { path, ...multipart({ ...headers, ...fields.headers }, fields.fields), accepts: [200, 303] };
  const page: Shot = { path: '/forgot-password/sent', headers: browser, accepts: [200] };
  // A browser that runs the page asks for what changes, at an address that Next.js makes up for each kind of asking.
  const parts = { ...browser, RSC: '1' };
  const made = await visitor.send('GET', page.path, { headers: { ...parts, 'X-Forwarded-For': '' } });
  const part: Shot = { ...page, path: made.headers.location ?? page.path, headers: parts };
  return {
    'without JavaScript': posted,
    'by fetch': called,
    'without JavaScript, and the page after': { ...posted, next: page },
    'by fetch, and the page after': { ...called, next: part },
  };
}
