import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';
import type { Client } from '../../support/client';
import { findAnyPort } from '../../support/ports';
import { makeIdentity } from '../../support/tls';
import { type Balancer, startBalancer } from './balancer';
import { Instance } from './instance';
import { Ledger, type Pair, type Person } from './ledger';
import { MailServer } from './mail-server';

/** Everything that a scenario breaks: instances behind a balancer, a database and a mail server; and the clients' ledger. */
export type Deployment = {
  url: string;
  instances: Instance[];
  mailServer: MailServer;
  sql: Sql;
  ledger: Ledger;
  balancer: Balancer;
  /** Every user with the initial password. */
  people: Person[];
  /** Clients with a session, and the password that they signed in with. */
  signedIn: { email: string; password: string; client: Client }[];
  /** Answers to the same request for an address with an account and for one without. */
  pairs: Pair[];
  /** How often something was stopped in the middle of its work. */
  crashes: number;
  /** Waits until every instance is ready and every email has a final state. Returns the milliseconds that this took. */
  recover(): Promise<number>;
  close(): Promise<void>;
};

export type Plan = {
  /** The database of the checker, and of the instances unless `settings` names another URL. */
  databaseUrl: string;
  instances?: number;
  /** Other settings for the instance with this index. */
  settings?: (index: number) => Record<string, string>;
  /** Retries every email at once: for `npm test`, which has no time for leases and back-off. */
  isHurried?: boolean;
};

const results = fileURLToPath(new URL('../../results/faults', import.meta.url));

/** Must equal the lease in lib/mail/outbox.ts. */
const leaseSeconds = 45;

// This machine, but not a host name that the application treats as local: so it requires TLS, as for a remote mail server.
const mailHost = '0.0.0.0';

/** Starts a deployment. The instances inherit all other settings from the environment that `run.ts` or `npm test` made. */
export async function openDeployment({
  databaseUrl,
  instances = 2,
  settings = () => ({}),
  isHurried = false,
}: Plan): Promise<Deployment> {
  const dir = await mkdtemp(join(tmpdir(), 'return-key-faults-'));
  const good = makeIdentity(mailHost);
  await writeFile(join(dir, 'mail.pem'), good.cert);
  const mailServer = new MailServer({ port: await findAnyPort(), good, bad: makeIdentity(mailHost) });
  await mailServer.listen();
  const all: Instance[] = [];
  const balancer = await startBalancer(() => all.filter(({ isUp }) => isUp).map(({ port }) => port));
  const url = `http://localhost:${balancer.port}`;
  for (let index = 0; index < instances; index += 1) {
    const shared = {
      APP_URL: url,
      DATABASE_URL: databaseUrl,
      SMTP_URL: `smtp://name:password@${mailHost}:${mailServer.options.port}`,
      NODE_EXTRA_CA_CERTS: join(dir, 'mail.pem'),
    };
    all.push(new Instance(await findAnyPort(), { ...shared, ...settings(index) }));
  }
  // The driver asks for types by itself: in an outage, nobody would handle that failure.
  const retries = { connect_timeout: 5, backoff: () => 0.2, fetch_types: false };
  const sql = postgres(databaseUrl, { max: 4, idle_timeout: 5, ...retries, onnotice: () => undefined });
  const deployment: Deployment = {
    ...{
      url,
      instances: all,
      mailServer,
      sql,
      balancer,
      ledger: new Ledger(),
      people: [],
      signedIn: [],
      pairs: [],
      crashes: 0,
    },
    recover: () => recover(deployment, isHurried),
    async close() {
      deployments.delete(deployment);
      await Promise.all(all.map((instance) => instance.stop()));
      // The logs of the last scenario's instances, for reading after a violation.
      await mkdir(results, { recursive: true });
      for (const [index, instance] of all.entries())
        await writeFile(join(results, `instance-${index}.log`), instance.output());
      await Promise.all([balancer.stop(), mailServer.close(), sql.end({ timeout: 1 })]);
      await rm(dir, { recursive: true, force: true });
    },
  };
  deployments.add(deployment);
  try {
    await Promise.all(all.map((instance) => instance.start()));
  } catch (error) {
    await deployment.close();
    throw error;
  }
  return deployment;
}

const deployments = new Set<Deployment>();

/** Closes the deployments that an aborted scenario left open. */
export async function closeAll(): Promise<void> {
  for (const deployment of deployments) await deployment.close();
}

async function recover({ instances, sql }: Deployment, isHurried: boolean): Promise<number> {
  const begun = Date.now();
  await Promise.all(instances.map((instance) => instance.waitUntilReady()));
  for (let poll = 0; ; poll += 1) {
    if (isHurried && poll % 20 === 0) await hurry(sql);
    const open = await countOpenEmails(sql).catch(() => 1);
    if (open === 0) return Date.now() - begun;
    if (Date.now() - begun > 180_000) throw new Error(`${open} emails had no final state within three minutes.`);
    await sleep(50);
  }
}

// No worker still sends an email that it claimed seconds ago: with this mail server an email takes a tenth of a second.
const hurry = (sql: Sql) => sql`update outbox_emails set due_at = now()
  where state = 'queued' or (state = 'sending' and due_at < now() + make_interval(secs => ${leaseSeconds - 3}))`;

async function countOpenEmails(sql: Sql): Promise<number> {
  const [row] = await sql`select count(*)::int as open from outbox_emails where state in ('queued', 'sending')`;
  return Number(row?.open ?? 0);
}
