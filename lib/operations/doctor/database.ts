import { codeOf } from '@/db/failure';
import { compareSchema, newestMigration } from '@/db/schema-state';
import { databaseFix } from '@/lib/database-fixes';
import { reasonOf } from '@/lib/log';
import { lastFreeTurn, turnsOf } from '@/lib/mail/turns';
import { type Check, fail, NotChecked, ok, type Verdict, warn } from './check';
import { type Line, openLine } from './connection';
import { checkImports } from './imports';
import { checkRights, checkServer } from './server';
import { isTrial, type Settings } from './settings';

/** Checks the database, its connection, and what its rows show about the outbox and the proxies. */
export function databaseChecks(settings: Settings): {
  checks: Check[];
  close(): Promise<void>;
} {
  const { DATABASE_URL, MAIL_HOURLY_BUDGET = 5000, BCRYPT_COST = 12 } = settings;
  const lines: Promise<Line>[] = [];
  const open = () => {
    if (!DATABASE_URL) throw new NotChecked('DATABASE_URL is missing or wrong');
    const line = openLine(DATABASE_URL);
    line.catch(() => undefined);
    lines.push(line);
    return line;
  };
  // Each check has its own connection, so that none waits for another. When the database is down, only the first check says why.
  const asking = (look: (line: Line) => Promise<Verdict>) => async () => {
    const line = await open().catch(() => {
      throw new NotChecked('the database is not responding');
    });
    return look(line);
  };
  return {
    checks: [
      { name: 'database', look: () => open().then(checkServer, checkSilence) },
      { name: 'its TLS', look: asking(async (line) => checkProtection(line)) },
      { name: 'pooler', look: asking((line) => checkPooler(line, open)) },
      { name: 'migrations', look: asking(checkMigrations) },
      { name: 'rights', look: asking(checkRights) },
      { name: 'clock', look: asking(checkClock) },
      { name: 'outbox', look: asking((line) => checkOutbox(line, MAIL_HOURLY_BUDGET)) },
      { name: 'arrival', look: asking(checkArrival) },
      { name: 'imports', look: asking((line) => checkImports(line, BCRYPT_COST)) },
      { name: 'networks', look: asking((line) => checkNetworks(line, settings)) },
    ],
    async close() {
      for (const line of lines) await line.then(({ end }) => end()).catch(() => undefined);
    },
  };
}

function checkSilence(error: unknown): Verdict {
  const reason = reasonOf(error);
  const fix = databaseFix(reason);
  return fail(reason, ...(fix ? [fix] : []));
}

function checkProtection({ isLocal, isEncrypted, isVerified }: Line): Verdict {
  if (isLocal) return ok('not needed: the database is on this machine');
  if (isVerified) return ok('encrypted, certificate verified');
  const fix = 'Append ?sslmode=verify-full to DATABASE_URL (with &sslrootcert=/path/ca.pem for a private CA).';
  if (isEncrypted) return warn("encrypted, but the server's certificate isn't verified", fix);
  return warn('not encrypted: anyone on the network path can read addresses and hashes', fix);
}

/**
 * A pooler sends a process id of its own. If two open connections reach the same backend process, it pools transactions. Other clients
 * may take that backend in between, so this tries several times.
 */
async function checkPooler(line: Line, open: () => Promise<Line>): Promise<Verdict> {
  const pidOf = async (of: Line) => Number((await of.ask('select pg_backend_pid() as pid'))[0]?.pid);
  if ((await pidOf(line)) === line.announcedPid) return ok('no pooler');
  const other = await open();
  for (let tries = 0; tries < 20; tries += 1) {
    if ((await pidOf(line)) === (await pidOf(other))) return ok('transaction pooler; nothing else to configure');
  }
  return ok('session pooler');
}

const noRights = '42501';

async function checkMigrations(line: Line): Promise<Verdict> {
  const [row] = await line.ask(newestMigration).catch((error) => {
    if (codeOf(error) === noRights) throw new NotChecked('the permissions are missing');
    return [];
  });
  const { pending, isNewer } = compareSchema(typeof row?.newest === 'string' ? row.newest : null);
  if (pending.length > 0) return fail(`${pending.length} pending: ${pending.join(', ')}`, 'Run: npm run db:migrate');
  if (isNewer)
    return warn(
      'the database is newer than this code',
      'Expected during a rolling deploy. Otherwise, deploy the newer code here, too.',
    );
  return ok('none pending');
}

async function checkClock(line: Line): Promise<Verdict> {
  const before = Date.now();
  const [row] = await line.ask('select extract(epoch from clock_timestamp())::float8 * 1000 as now');
  const offset = (before + Date.now()) / 2 - Number(row?.now);
  const says = `${(Math.abs(offset) / 1000).toFixed(1)} s ${offset > 0 ? 'ahead of' : 'behind'} the database`;
  const fix =
    'Sync this machine and the database with NTP. Link expiry uses the database clock; certificates and webhooks use this one.';
  if (Math.abs(offset) > 240_000) return fail(says, fix);
  return Math.abs(offset) > 3000 ? warn(says, fix) : ok(says);
}

/** Emails that wait for a place in MAIL_HOURLY_BUDGET are not overdue: strangers can cause them, and the log tells how many wait. */
async function checkOutbox(line: Line, hourlyBudget: number): Promise<Verdict> {
  const isFull = (turns: string) => `(select count(*) from outbox_emails where turn > ${lastFreeTurn} and ${turns}
    and settled_at > now() - interval '1 hour' and state <> 'superseded') >= ${Math.ceil(hourlyBudget / 2)}`;
  const isHeld = Object.values(turnsOf).map((turns) => `(${turns} and ${isFull(turns)})`);
  const [row] =
    await line.ask(`select count(*)::int as due, coalesce(extract(epoch from now() - min(due_at)), 0)::int as seconds
    from outbox_emails where state in ('queued', 'sending') and due_at < now() and not (${isHeld.join(' or ')})`);
  const [due, seconds] = [Number(row?.due), Number(row?.seconds)];
  if (due === 0) return ok('no email is due');
  const says = `${due} due, the oldest for ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}`;
  const fix =
    'Check that an instance is running, or that a scheduler calls /api/outbox. For details, run: npm run outbox';
  if (seconds > 900) return fail(says, fix);
  return seconds > 60 ? warn(says, fix) : ok(says);
}

async function checkArrival(line: Line): Promise<Verdict> {
  const [row] = await line.ask(`select count(*)::int as settled,
      count(*) filter (where state in ('failed', 'bounced', 'suppressed', 'complained'))::int as lost
    from outbox_emails where settled_at > now() - interval '1 day' and state not in ('no-account', 'superseded')`);
  const [settled, lost] = [Number(row?.settled), Number(row?.lost)];
  const says = `${lost} of ${settled} emails in the last day did not arrive`;
  if (lost === 0) return ok(says);
  const fix = 'For the reasons, run: npm run outbox';
  return lost > 5 && lost > settled / 10 ? fail(says, fix) : warn(says, fix);
}

/** When almost all requests come from one network in a private range, it is the proxy's. "unknown" is what no client's address was. */
async function checkNetworks(line: Line, settings: Settings): Promise<Verdict> {
  const rows = await line.ask(`select network, count(*)::int as events
    from (select at, network from audit_events union all select last_at, network from audit_counts) recent
    where at > now() - interval '1 day' and network <> 'operator' group by network order by 2 desc limit 1000`);
  const [first] = rows;
  const total = rows.reduce((sum, row) => sum + Number(row.events), 0);
  if (!first || total < 20) return ok(`${total} events in the last day: too few to tell`);
  const unread = Number(rows.find(({ network }) => network === 'unknown')?.events ?? 0);
  const fix = `TRUSTED_PROXIES is ${settings.TRUSTED_PROXIES ?? 0}: set it to the number of your proxies, and make each one append the client's IP address to X-Forwarded-For. Until then all visitors share one rate limit.`;
  if (unread > total / 20)
    return fail(`${unread} of ${total} events in the last day come from an address that could not be read`, fix);
  const isOne = Number(first.events) > total * 0.9 && isPrivate(String(first.network));
  if (isOne && isTrial(settings))
    return ok(`nearly all requests come from ${first.network}, as they do while you try the site`);
  if (!isOne) return ok(`${rows.length}${rows.length === 1000 ? ' or more' : ''} in the last day`);
  return warn(`nearly all requests seem to come from ${first.network}, which looks like a proxy`, fix);
}

function isPrivate(network: string): boolean {
  return /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::|f[cde])/.test(
    network,
  );
}
