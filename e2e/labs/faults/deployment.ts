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

/** Everything that a scenario breaks: instances behind a balancer, a database, a mail server, and beside them the ledger. */
export type Deployment = {
  url: string;
  instances: Instance[];
  message: MailServer;
  sql: Sql;
  ledger: Ledger;
  balancer: Balancer;
  /** Every user, and the password that the account began with. */
  people: Person[];
  /** Browsers that hold a session, and the password that it began with. */
  signedIn: { email: string; password: string; client: Client }[];
  /** Answers to the same question about an address with an account and about one without. */
  pairs: Pair[];
  /** How often something was ended in the middle of its work. */
  crashes: number;
  /** Waits until every instance answers and every email has ended. Returns how long that took. */
  recover(): Promise<number>;
  close(): Promise<void>;
};

export type Plan = {
  /** Where the checker looks; the instances too, unless `settings` say otherwise. */
  databaseUrl: string;
  instances?: number;
  /** What is set otherwise, for the instance of this number. */
  settings?: (index: number) => Record<string, string>;
  /** Lets the next try of every email come at once: for `npm test`, which has no time for leases and back-off. */
  isHurried?: boolean;
};

const results = fileURLToPath(new URL('../../results/faults', import.meta.url));

/** As in lib/mail/outbox.ts. */
const leaseSeconds = 45;

// Not a name of this machine to the application, and yet this machine: the emails travel under TLS, as they do to a host far away.
const mailHost = '0.0.0.0';

/** Starts a deployment. The other settings of the instances are in the environment, as `run.ts` and `npm test` make it. */
export async function openDeployment({
  databaseUrl,
  instances = 2,
  settings = () => ({}),
  isHurried = false,
}: Plan): Promise<Deployment> {
  const dir = await mkdtemp(join(tmpdir(), 'return-key-faults-'));
  const good = makeIdentity(mailHost);
  await writeFile(join(dir, 'mail.pem'), good.cert);
  const message = new MailServer({ port: await findAnyPort(), good, bad: makeIdentity(mailHost) });
  await message.listen();
  const all: Instance[] = [];
  const balancer = await startBalancer(() => all.filter(({ isUp }) => isUp).map(({ port }) => port));
  const url = `http://localhost:${balancer.port}`;
  for (let index = 0; index < instances; index += 1) {
    const shared = {
      APP_URL: url,
      DATABASE_URL: databaseUrl,
      SMTP_URL: `smtp://name:password@${mailHost}:${message.options.port}`,
      NODE_EXTRA_CA_CERTS: join(dir, 'mail.pem'),
    };
    all.push(new Instance(await findAnyPort(), { ...shared, ...settings(index) }));
  }
  const patience = { connect_timeout: 5, backoff: () => 0.2 };
  const sql = postgres(databaseUrl, { max: 4, idle_timeout: 5, ...patience, onnotice: () => undefined });
  const deployment: Deployment = {
    ...{
      url,
      instances: all,
      message,
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
      // For reading after a violation: what the instances of the last scenario have said.
      await mkdir(results, { recursive: true });
      for (const [index, instance] of all.entries())
        await writeFile(join(results, `instance-${index}.log`), instance.output());
      await Promise.all([balancer.stop(), message.close(), sql.end({ timeout: 1 })]);
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

/** Closes what a scenario that broke off has left open. */
export async function closeAll(): Promise<void> {
  for (const deployment of deployments) await deployment.close();
}

async function recover({ instances, sql }: Deployment, isHurried: boolean): Promise<number> {
  const begun = Date.now();
  await Promise.all(instances.map((instance) => instance.waitUntilReady()));
  for (let turn = 0; ; turn += 1) {
    if (isHurried && turn % 20 === 0) await hurry(sql);
    const open = await countOpenEmails(sql).catch(() => 1);
    if (open === 0) return Date.now() - begun;
    if (Date.now() - begun > 180_000) throw new Error(`${open} emails did not end within three minutes.`);
    await sleep(50);
  }
}

// An email claimed seconds ago is no longer held by any worker: with this mail server an email takes a tenth of a second.
const hurry = (sql: Sql) => sql`update outbox_emails set due_at = now()
  where state = 'queued' or (state = 'sending' and due_at < now() + make_interval(secs => ${leaseSeconds - 3}))`;

async function countOpenEmails(sql: Sql): Promise<number> {
  const [row] = await sql`select count(*)::int as open from outbox_emails where state in ('queued', 'sending')`;
  return Number(row?.open ?? 0);
}
