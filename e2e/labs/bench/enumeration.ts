import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { startMailbox } from '../../dev/mailbox';
import { type Answer, Client } from '../../support/client';
import { atEnd, end, onInterrupt } from '../../support/ending';
import { findAnyPort } from '../../support/ports';
import { buildSite, makeEnvironment, startSite } from '../../support/site';
import { auc, median, mediansOfFive, shuffle } from './statistics';

// npm run bench:enumeration [pairs] [name of one line]
// Can a stranger tell an address with an account from one without? Known and unknown addresses are sent one at a time, in random
// order. Printed: the area under the ROC curve of the response time, of the median of five, and of a request sent right after,
// when the worker may be busy (0.5 tells nothing; the bar is 0.45 to 0.55), and whether the answers differ in anything else.

const pairs = Number(process.argv[2] ?? 500);
const only = process.argv[3] ?? '';
const password = 'a pass phrase of several words';

type Sample = { isKnown: boolean; ms: number; afterMs: number; answer: Answer; email: string };
type Series = {
  name: string;
  page: string;
  fields: (email: string) => Record<string, string>;
  /** What happens before the clock runs. A client that it returns sends the request. */
  prepare?: (email: string) => Promise<unknown>;
};

const forgot: Series = { name: 'forgot', page: '/forgot-password', fields: (email) => ({ email }) };
const series: Series[] = [
  forgot,
  { ...forgot, name: 'forgot, second time', prepare: (email) => ask(forgot, email) },
  { ...forgot, name: 'forgot, over the limit', prepare: (email) => repeat(3, () => ask(forgot, email)) },
  {
    ...forgot,
    name: 'forgot, odd fields',
    fields: (email) => ({ email, redirect: 'https://evil.test', 'email[]': 'x', id: '1' }),
  },
  { name: 'register', page: '/register', fields: (email) => ({ name: 'Ada', email, password }) },
  {
    name: 'a wrong code',
    page: '/forgot-password/sent',
    fields: () => ({ code: '0000-0000' }),
    prepare: (email) => comeBack(email),
  },
  { name: 'sign in', page: '/login', fields: (email) => ({ email, password: 'not the pass phrase of it' }) },
];

onInterrupt(end);
const env = await makeEnvironment();
if (!(await buildSite(env))) await end(1);
const forms = new Map<string, [string, string][]>();
// Clients that type a code have requested a reset before, and their email was written.
const askers = new Map<string, Client>();
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
  for (const one of asked) console.log(describe(label, one, await measure(one, sql)));
  await sql.end();
}
await end(0);

// Each mail server gets a site of its own: the one before still has emails to retry.
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
  const fresh = await makeEnvironment();
  await startSite(
    {
      ...fresh,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? '',
      SMTP_URL,
      PORT: String(port),
      APP_URL: base,
      E2E_BASE_URL: base,
    },
    () => undefined,
  );
  forms.clear();
  return postgres(fresh.DATABASE_URL ?? '', { max: 1, onnotice: () => undefined });
}

async function measure(one: Series, sql: postgres.Sql): Promise<Sample[]> {
  const addresses = shuffle(
    Array.from({ length: pairs * 2 }, (_, index) => ({
      isKnown: index % 2 === 0,
      email: `p${randomBytes(8).toString('hex')}@example.test`,
    })),
  );
  // A well-formed hash of today's cost that no password has.
  const hash = `bcrypt-sha384:$2b$${env.BCRYPT_COST}$${'.'.repeat(53)}`;
  const known = addresses
    .filter(({ isKnown }) => isKnown)
    .map(({ email }) => ({ name: 'Ada', email, canonical: email, password_hash: hash }));
  await sql`insert into users ${sql(known)}`;
  for (const { email } of addresses) await one.prepare?.(email);
  // The first requests pay for the compiler and the pools.
  for (let i = 0; i < 30; i += 1) await ask(one, `warm${randomBytes(6).toString('hex')}@example.test`);
  const samples: Sample[] = [];
  for (const { isKnown, email } of addresses) {
    const begun = performance.now();
    const answer = await ask(one, email);
    const answered = performance.now();
    await new Client(undefined, base).send('GET', '/api/health/live');
    samples.push({ isKnown, email, answer, ms: answered - begun, afterMs: performance.now() - answered });
  }
  return samples;
}

async function comeBack(email: string): Promise<void> {
  const client = new Client(undefined, base);
  await client.forgot(email);
  askers.set(email, client);
}

async function ask({ page, fields }: Series, email: string): Promise<Answer> {
  const client = askers.get(email) ?? new Client(undefined, base);
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

function describe(label: string, { name }: Series, samples: readonly Sample[]): string {
  const ms = split(samples, (sample) => sample.ms);
  const after = split(samples, (sample) => sample.afterMs);
  const mayClaim = new Set(samples.map(({ answer, email }) => look(answer, email)));
  const area = auc(ms.known, ms.unknown);
  const five = auc(mediansOfFive(ms.known), mediansOfFive(ms.unknown));
  const areas = [area, five, auc(after.known, after.unknown)].map((one) => one.toFixed(2));
  const isSame = mayClaim.size === 1;
  // Of the plain area only: drawing five again and again makes twice the noise of it.
  const holds = isSame && area >= 0.45 && area <= 0.55;
  const medians = [ms.known, ms.unknown].map((group) => median(group).toFixed(1)).join(' / ');
  return `| ${label} | ${name} | ${medians} | ${areas.join(' | ')} | ${isSame ? 'the same' : `${mayClaim.size} kinds`} | ${holds ? 'yes' : '**no**'} |`;
}

function split(samples: readonly Sample[], measure: (sample: Sample) => number) {
  const of = (isKnown: boolean) => samples.filter((sample) => sample.isKnown === isKnown).map(measure);
  return { known: of(true), unknown: of(false) };
}

// What can be seen of an answer, without what differs between any two: the address itself, the moment, nonces and signatures.
function look({ status, headers, setCookies, body }: Answer, email: string): string {
  const { date: _, 'set-cookie': __, ...rest } = headers;
  const cookies = setCookies.map((cookie) =>
    cookie.replace(/=[^;]*/, (value) => `=${value.length}`).replace(/expires=[^;]*/i, ''),
  );
  // The wait until the next request is given in seconds.
  const said = body.replaceAll(email, 'ADDRESS').replace(/(seconds\W+)\d+/g, '$1WAIT');
  const seen = JSON.stringify([status, rest, cookies, said]);
  return seen.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'NONCE');
}
