import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { startMailbox } from '../../dev/mailbox';
import { type Answer, Client } from '../../support/client';
import { atEnd, end, onInterrupt } from '../../support/ending';
import { hashPassword } from '../../support/forge';
import { findAnyPort } from '../../support/ports';
import { buildSite, makeEnvironment, startSite } from '../../support/site';
import { auc, median, mediansOfFive, shuffle } from './statistics';

// npm run bench:enumeration [pairs] [name of one line]
// Tests whether an attacker can tell an address with an account from one without, and an account with a second factor from one without.
// Known and unknown addresses are sent one at a time, in random order. Prints the area under the ROC curve (AUC) of the response time, of
// the median of five, and of a request sent right after, when the worker may be busy (0.5 reveals nothing; the limit is 0.45 to 0.55), and
// whether the answers differ otherwise.

const pairs = Number(process.argv[2] ?? 500);
const only = process.argv[3] ?? '';
const password = 'a pass phrase of several words';

type Sample = { isKnown: boolean; of: string; ms: number; afterMs: number; answer: Answer; email: string };
type Series = {
  name: string;
  page: string;
  fields: (email: string) => Record<string, string>;
  /** Runs for each address before the measurement. */
  prepare?: (email: string) => Promise<unknown>;
  /** All addresses have an account, and those called known have a second factor too. */
  isOfFactors?: boolean;
  /** The password is right, so the answer itself says whether there is a second factor: the time is only shown. */
  isRight?: boolean;
  /** By name: what is stored for the accounts, each of which is compared with unknown addresses. By default a hash of our own. */
  hashes?: Record<string, string>;
};

const forgot: Series = { name: 'forgot', page: '/forgot-password', fields: (email) => ({ email }) };
const signIn: Series = {
  name: 'sign in',
  page: '/login',
  fields: (email) => ({ email, password: 'not the pass phrase of it' }),
};
const imported = 'sign in, imported';
const series: Series[] = [
  forgot,
  { ...forgot, name: 'forgot, second time', prepare: (email) => submit(forgot, email) },
  { ...forgot, name: 'forgot, over the limit', prepare: (email) => repeat(3, () => submit(forgot, email)) },
  {
    ...forgot,
    name: 'forgot, odd fields',
    fields: (email) => ({ email, redirect: 'https://evil.test', 'email[]': 'x', id: '1' }),
  },
  { name: 'register', page: '/register', fields: (email) => ({ name: 'Ada', email, password }) },
  {
    name: 'wrong code',
    page: '/forgot-password/sent',
    fields: () => ({ code: '0000-0000' }),
    prepare: (email) => prepareCode(email),
  },
  signIn,
  { ...signIn, name: 'sign in, with a second factor or without', isOfFactors: true },
  {
    ...signIn,
    name: 'sign in with the right password, with a second factor or without',
    fields: (email) => ({ email, password }),
    isOfFactors: true,
    isRight: true,
  },
  { ...signIn, name: imported, hashes: importedHashes() },
];

/** What the import of these hashes writes down. */
const importedWorks = ['bcrypt 8', 'pbkdf2 sha256 200000', 'scrypt 16384 16 1', 'argon2 id 19456 2 1'];

onInterrupt(end);
const env = await makeEnvironment();
if (!(await buildSite(env))) await end(1);
const forms = new Map<string, [string, string][]>();
// By address: clients that requested a reset and have its email, so they can submit a code.
const codeClients = new Map<string, Client>();
let base = '';
console.log(`\n${pairs} known and ${pairs} unknown addresses for each line, bcrypt cost ${env.BCRYPT_COST}\n`);
console.log(
  '| mail server | request | known / unknown, median ms | AUC | AUC, median of five | AUC, request after | answers | holds |\n|-|-|-|-|-|-|-|-|',
);
for (const [label, delayMs] of [
  ['0 ms', 0],
  ['100 ms', 100],
  ['down', null],
] as const) {
  const sql = await start(delayMs);
  const asked = (delayMs === null ? [forgot] : series).filter(({ name }) => only === '' || name === only);
  for (const one of asked) {
    // Signing in sends no email.
    if (one.hashes && delayMs !== 0) continue;
    const samples = await measure(one, sql);
    for (const of of Object.keys(one.hashes ?? { '': '' }))
      console.log(
        describe(
          label,
          { ...one, name: `${one.name} ${of}`.trim() },
          samples.filter((sample) => !sample.isKnown || sample.of === of),
        ),
      );
  }
  await sql.end();
}
await end(0);

// Each mail server gets its own site, because the previous site still has emails to retry.
async function start(delayMs: number | null) {
  const slow = await startMailbox({
    smtpPort: 0,
    webPort: 0,
    onEmail: () => sleep(delayMs ?? 0).then(() => undefined),
  });
  atEnd(slow.stop);
  const port = await findAnyPort();
  base = `http://localhost:${port}`;
  const SMTP_URL = delayMs === null ? 'smtp://127.0.0.1:9' : slow.smtpUrl;
  const siteEnv = await makeEnvironment();
  await startSite(
    {
      ...siteEnv,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? '',
      SMTP_URL,
      PORT: String(port),
      APP_URL: base,
      E2E_BASE_URL: base,
    },
    () => undefined,
  );
  forms.clear();
  return postgres(siteEnv.DATABASE_URL ?? '', { max: 1, onnotice: () => undefined });
}

async function measure(one: Series, sql: postgres.Sql): Promise<Sample[]> {
  // A well-formed hash of the current cost that matches no password.
  const own = one.isRight
    ? hashPassword(password, Number(env.BCRYPT_COST))
    : `bcrypt-sha384:$2b$${env.BCRYPT_COST}$${'.'.repeat(53)}`;
  const hashes = one.hashes ?? { '': own };
  const addresses = shuffle(
    [...Object.keys(hashes), null].flatMap((of) =>
      Array.from({ length: pairs }, () => ({
        ...{ isKnown: of !== null, of: of ?? '' },
        email: `p${randomBytes(8).toString('hex')}@example.test`,
      })),
    ),
  );
  const known = addresses
    .filter(({ isKnown }) => isKnown || one.isOfFactors)
    .map(({ email, of }) => ({ name: 'Ada', email, canonical: email, password_hash: hashes[of] ?? own }));
  await sql`delete from imported_works`;
  if (one.hashes) await sql`insert into imported_works ${sql(importedWorks.map((work) => ({ work })))}`;
  await sql`insert into users ${sql(known)}`;
  if (one.isOfFactors) {
    const enrolled = addresses.filter(({ isKnown }) => isKnown).map(({ email }) => email);
    await sql`insert into authenticators (user_id, secret, key_id, last_step)
      select id, 'none', 'none', 0 from users where canonical = any(${enrolled})`;
  }
  for (const { email } of addresses) await one.prepare?.(email);
  // Warm-up: the first requests include compilation and connection setup.
  for (let i = 0; i < 30; i += 1) await submit(one, `warm${randomBytes(6).toString('hex')}@example.test`);
  const samples: Sample[] = [];
  for (const { isKnown, of, email } of addresses) {
    const begun = performance.now();
    const answer = await submit(one, email);
    const answered = performance.now();
    await new Client(undefined, base).send('GET', '/api/health/live');
    samples.push({ isKnown, of, email, answer, ms: answered - begun, afterMs: performance.now() - answered });
  }
  return samples;
}

/** One hash of each algorithm, none of which matches a password, as lib/passwords/imported.ts stores them. */
function importedHashes(): Record<string, string> {
  const [salt, key] = ['c2FsdHNhbHRzYWx0c2FsdA==', 'A'.repeat(43)];
  return {
    'none, our own hash': `bcrypt-sha384:$2b$10$${'.'.repeat(53)}`,
    'bcrypt 8': `$2b$08$${'.'.repeat(53)}`,
    'PBKDF2 200,000': `pbkdf2-sha256:200000$${salt}$${key}=`,
    'PBKDF2 20,000': `pbkdf2-sha256:20000$${salt}$${key}=`,
    'scrypt 16384:16:1': `scrypt-nfkc:16384:16:1$${salt}$${key}=`,
    'Argon2id 19456 KiB, 2': `$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$${key}`,
  };
}

async function prepareCode(email: string): Promise<void> {
  const client = new Client(undefined, base);
  await client.forgot(email);
  codeClients.set(email, client);
}

async function submit({ page, fields }: Series, email: string): Promise<Answer> {
  const client = codeClients.get(email) ?? new Client(undefined, base);
  if (!forms.has(page)) {
    if (page === '/forgot-password/sent') await client.forgot(email);
    else await client.open(page);
    forms.set(page, client.findForm(Object.keys(fields(email)).includes('code') ? ['code'] : ['email']));
  }
  return client.post(page, [...(forms.get(page) ?? []), ...Object.entries(fields(email))]);
}

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < times; i += 1) await work();
}

function describe(label: string, { name, isRight = false }: Series, samples: readonly Sample[]): string {
  const ms = split(samples, (sample) => sample.ms);
  const after = split(samples, (sample) => sample.afterMs);
  const variants = new Set(samples.map(({ answer, email }) => visibleParts(answer, email)));
  const area = auc(ms.known, ms.unknown);
  const five = auc(mediansOfFive(ms.known), mediansOfFive(ms.unknown));
  const areas = [area, five, auc(after.known, after.unknown)].map((one) => one.toFixed(2));
  // Only the plain AUC decides: the median of five, from repeated draws, has twice its noise.
  const holds = variants.size === 1 && area >= 0.45 && area <= 0.55;
  const verdict = isRight ? 'not judged' : holds ? 'yes' : '**no**';
  const medians = [ms.known, ms.unknown].map((group) => median(group).toFixed(1)).join(' / ');
  return `| ${label} | ${name} | ${medians} | ${areas.join(' | ')} | ${variants.size === 1 ? 'the same' : `${variants.size} kinds`} | ${verdict} |`;
}

function split(samples: readonly Sample[], measure: (sample: Sample) => number) {
  const of = (isKnown: boolean) => samples.filter((sample) => sample.isKnown === isKnown).map(measure);
  return { known: of(true), unknown: of(false) };
}

// An answer without what differs between any two: the address, times, nonces and the values of cookies.
function visibleParts({ status, headers, setCookies, body }: Answer, email: string): string {
  const { date: _, 'set-cookie': __, ...rest } = headers;
  const cookies = setCookies.map((cookie) =>
    cookie.replace(/=[^;]*/, (value) => `=${value.length}`).replace(/expires=[^;]*/i, ''),
  );
  // The page shows the wait until the next request in seconds.
  const text = body.replaceAll(email, 'ADDRESS').replace(/(seconds\W+)\d+/g, '$1WAIT');
  const seen = JSON.stringify([status, rest, cookies, text]);
  return seen.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'NONCE');
}
