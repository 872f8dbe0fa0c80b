import { findCommand } from '../../support/child';
import { Client } from '../../support/client';
import { buildSite, makeEnvironment } from '../../support/site';
import type { Helpers, System, Way } from './cell';
import { browser, multipart } from './forms';
import { readLink } from './links';
import { addressOf, type RequestTemplate } from './load';
import { startServers } from './servers';
import { run } from './sql';

export const password = 'a pass phrase of several words';

/** The site, with the environment of its build and its servers. */
export type Ours = System & { env: Record<string, string> };

/** Builds the site, and gives it a database with fsync and the given number of users. */
export async function openOurs(helpers: Pick<Helpers, 'sink' | 'smtpPort'>, users: number): Promise<Ours> {
  const env: Record<string, string> = {
    ...(await makeEnvironment({ durable: true })),
    SMTP_URL: `smtp://127.0.0.1:${helpers.smtpPort}`,
    MAIL_HOURLY_BUDGET: '10000000',
    BCRYPT_COST: '12',
  };
  if (!(await buildSite(env))) throw new Error('The build failed.');
  const databaseUrl = env.DATABASE_URL ?? '';
  const system = oursOn(databaseUrl, env);
  await seed(system, helpers, users);
  return system;
}

/** The built site on another database. */
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
    resetLimits: async () => void (await run(databaseUrl, 'truncate rate_limits')),
  };
}

// One user registers and is copied, so that each hash has the current scheme and cost.
async function seed(system: System, { sink }: Pick<Helpers, 'sink'>, users: number): Promise<void> {
  const servers = await system.start(1);
  const client = new Client(undefined, servers.bases[0]);
  await client.register({ name: 'Ada Lovelace', email: addressOf(1), password });
  await client.open(await readLink(sink, addressOf(1), '/confirm/'));
  await client.submit({});
  await servers.stop();
  await run(
    system.databaseUrl,
    `insert into users (name, email, canonical, password_hash)
       select name, made.email, made.email, password_hash from users,
         (select 'p' || lpad(n::text, 8, '0') || '@bench.test' as email from generate_series(2, ${users}) n) made;
     vacuum analyze`,
  );
}

/** The requests that browsers send, with and without JavaScript. */
async function learn(base: string): Promise<Record<Way, RequestTemplate>> {
  const client = new Client(undefined, base);
  const form = await client.open('/forgot-password').then(() => client.findForm(['email']));
  const headers = { ...browser, Origin: base };
  const path = '/forgot-password';
  const ask: RequestTemplate = { path, ...multipart(headers, [...form, ['email', '{email}']]), accepts: [303] };
  const called = client.callFields({ email: '{email}' });
  const call: RequestTemplate = {
    path,
    ...multipart({ ...headers, ...called.headers }, called.fields),
    accepts: [200, 303],
  };
  const page: RequestTemplate = { path: '/forgot-password/sent', headers: browser, accepts: [200] };
  const answer = await client.call({ email: addressOf(3) });
  // The answer of a redirecting action includes the following page. Otherwise the script requests that page itself.
  const hasPage = answer.headers['x-action-redirect'] !== undefined;
  return {
    ask,
    'without JavaScript': { ...ask, next: page },
    'with JavaScript': hasPage ? call : { ...call, next: await learnRscRequest(client, page.path) },
  };
}

/** The request of a client-side navigation: an RSC payload, at a URL to which Next.js redirects. */
export async function learnRscRequest(client: Client, path: string): Promise<RequestTemplate> {
  const { headers } = await client.send('GET', path, { headers: { RSC: '1' } });
  return { path: headers.location ?? path, headers: { ...browser, RSC: '1' }, accepts: [200] };
}
