import { migrate } from '@/db/migrate';
import { createDatabase } from '@/e2e/dev/postgres/server';
import { Client } from '../../support/client';
import { end, onInterrupt } from '../../support/ending';
import { type Helpers, type System, startHelpers } from './cell';
import { readLink } from './links';
import { addressOf } from './load';
import { describeMachine } from './meter';
import { openOurs, oursOn } from './ours';
import type { Servers } from './servers';
import { run } from './sql';
import { compare, figure, head, table } from './table';

// npm run bench:scale [-- users]
// Compares the site with a thousand users to the site with a million users, a million old emails and a million audit events.

const many = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 1_000_000);
const few = 1000;
const rounds = 40;
// The first rounds include compilation and connection setup.
const warmUp = 20;
const steps = ['request', 'open', 'complete', 'sign in'] as const;

type Times = Record<(typeof steps)[number], number>;
type Site = { servers: Servers; times: Times[] };

onInterrupt(end);
try {
  await compareSizes();
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}

async function compareSizes(): Promise<void> {
  const helpers = await startHelpers();
  const small = await openOurs(helpers, few);
  const large = oursOn(await createDatabase(small.databaseUrl, `large_${process.pid}`), small.env);
  await migrate(large.databaseUrl);
  await fill(small.databaseUrl, large.databaseUrl);
  const rows = await compareSteps(helpers, large, small);
  console.log(`\n${describeMachine()}; ${figure(many)} users, emails and events vs. ${figure(few)} users;
medians of ${rounds} rounds.\n\n${table(head, rows)}\n`);
}

/** Inserts many users with old rows: sent emails, expired resets and past audit events, within the periods that retention keeps. */
async function fill(from: string, to: string): Promise<void> {
  const [row] = await run(from, 'select password_hash from users limit 1');
  const address = `'p' || lpad(n::text, 8, '0') || '@bench.test'`;
  const past = (days: number) => `now() - interval '1 day' - n * interval '${days} days' / ${many}`;
  await run(
    to,
    `insert into users (name, email, canonical, password_hash)
       select 'Ada Lovelace', ${address}, ${address}, '${row?.password_hash}' from generate_series(1, ${many}) n;
     insert into outbox_emails (kind, email, canonical, request_id, requester, locale, state, provider, settled_at, due_at, created_at)
       select 'reset', ${address}, ${address}, n::text, '{"network":"10.0.0.1","device":"Firefox on Linux"}', 'en', 'sent', 'smtp',
         ${past(28)}, ${past(28)}, ${past(28)} from generate_series(1, ${many}) n;
     insert into resets (user_id, email, credential_version, request_id, key_id, issued_at, expires_at)
       select id, email, 1, id::text, 'key', now() - interval '1 day', now() - interval '23 hours' from users limit ${many / 4};
     insert into audit_events (name, user_id, network, device, at)
       select 'session.started', id, '10.0.0.1', 'Firefox on Linux', now() - interval '1 day' * 179 * random() from users;
     vacuum analyze;
     checkpoint`,
  );
}

/** Measures each step of a recovery, alternating between the sites, one request at a time. */
async function compareSteps(helpers: Helpers, ...systems: [System, System]): Promise<string[][]> {
  const sites: Site[] = [];
  for (const system of systems) sites.push({ servers: await system.start(1), times: [] });
  for (let round = -warmUp; round < rounds; round += 1)
    // In alternating order, so that neither site always comes second.
    for (const { servers, times } of round % 2 === 0 ? sites : [...sites].reverse()) {
      const taken = await recover(helpers, servers, round + warmUp + 2);
      if (round >= 0) times.push(taken);
    }
  for (const { servers } of sites) await servers.stop();
  return steps.map((step) => {
    const pairs = sites[0]?.times.map((large, round): [number, number] => [
      large[step],
      sites[1]?.times[round]?.[step] ?? Number.NaN,
    ]);
    return compare(`${step}, ms, ${figure(many)} users vs. ${figure(few)}`, pairs ?? [], { atMost: 1.1 });
  });
}

async function recover({ sink }: Helpers, { bases: [base] }: Servers, n: number): Promise<Times> {
  const [asking, opening, entering] = [0, 1, 2].map(() => new Client(undefined, base));
  if (!asking || !opening || !entering) throw new Error('A client is missing.');
  const newPassword = `some other words for number ${n}`;
  await asking.open('/forgot-password');
  const request = await time(() => asking.press({ email: addressOf(n) }));
  const link = await readLink(sink, addressOf(n), '/reset-password/', base);
  const open = await time(() => opening.open(link));
  const complete = await time(() => opening.press({ password: newPassword }));
  await entering.open('/login');
  const enter = await time(() => entering.press({ email: addressOf(n), password: newPassword }));
  return { request, open, complete, 'sign in': enter };
}

async function time(work: () => Promise<{ status: number; text: string }>): Promise<number> {
  const begun = performance.now();
  const { status, text } = await work();
  if (status !== 303 && status !== 200) throw new Error(`Answered with ${status}: ${text}`);
  return performance.now() - begun;
}
