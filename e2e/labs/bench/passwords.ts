import { Client } from '../../support/client';
import type { Helpers } from './cell';
import { browser, multipart } from './forms';
import type { HashOrder, HashReport } from './hashing';
import { type Helper, startHelper } from './helpers';
import { readLink } from './links';
import { addressOf, type Load, type RequestTemplate, type Tally } from './load';
import { type Ours, password } from './ours';
import type { Servers } from './servers';
import { median } from './statistics';
import { compare, type Pair } from './table';

type Options = { processes: number; seconds: number; rounds: number; users: number };
type Round = Record<'save' | 'signIns' | 'completions' | 'recoveries', Pair>;
type Bench = {
  helpers: Helpers;
  ours: Ours;
  servers: Servers;
  options: Options;
  hashing: Helper<HashOrder, HashReport>;
  signIn: RequestTemplate;
  /** Reserves this many users that no other part of the bench uses. */
  take(count: number): string[];
};

const cost = 12;
/** Concurrent clients, to keep all cores busy. */
const lanes = 8;
/** Clients that submit a new password one after the other. */
const savers = 10;
const newPassword = 'some other words that nobody guesses';

/** Compares sign-ins and new passwords with bcryptjs alone on the same cores. @returns the lines of the table */
export async function comparePasswords(helpers: Helpers, ours: Ours, options: Options): Promise<string[][]> {
  await helpers.sink.send({ delayMs: 0 });
  const servers = await ours.start(options.processes);
  const hashing = startHelper<HashOrder, HashReport>('./hashing.ts');
  let taken = options.users / 2;
  const take = (count: number) => {
    taken += count;
    return Array.from({ length: count }, (_, n) => addressOf(taken - n));
  };
  const bench: Bench = { helpers, ours, servers, options, hashing, signIn: await learnSignIn(servers), take };
  const rounds: Round[] = [];
  for (let n = 0; n < options.rounds; n += 1) rounds.push(await measureRound(bench));
  await servers.stop();
  const all = (key: keyof Round) => rounds.map((round) => round[key]);
  return [
    compare('"Save" of a new password: p50 ms, vs. one hash of bcryptjs', all('save'), { atMost: 1.4 }),
    compare('sign-ins per second, vs. hashes of bcryptjs on all cores', all('signIns'), { atLeast: 0.9 }),
    compare('new passwords per second, vs. the same', all('completions'), { atLeast: 0.9 }),
    compare('whole recoveries per second: requested, emailed, opened, saved', all('recoveries'), { atLeast: 0.51 }),
  ];
}

async function measureRound(bench: Bench): Promise<Round> {
  const { ours, hashing, options } = bench;
  const ms = options.seconds * 1000;
  await ours.resetLimits();
  const { perSecond } = await hashing.send({ cost, ms: 1000 });
  const [serialForms, concurrentForms] = [
    await openForms(bench, savers),
    await openForms(bench, Math.ceil((perSecond * ms) / 1000)),
  ];
  // Warm-up: in each process the first new password after a minute loads the dictionaries.
  await saveAll(bench, await openForms(bench, bench.servers.bases.length * 2), lanes);
  const one = await hashing.send({ cost, ms: 3000, threads: 1 });
  const save = median(await saveAll(bench, serialForms, 1));
  const before = await hashing.send({ cost, ms });
  const signIns = await signInAll(bench, ms);
  const begun = performance.now();
  const completed = (await saveAll(bench, concurrentForms, lanes)).length;
  const completions = (completed * 1000) / (performance.now() - begun);
  const after = await hashing.send({ cost, ms });
  const bare = (before.perSecond + after.perSecond) / 2;
  const recoveries = await recoverAll(bench, ms);
  console.error({ save, hash: one.medianMs, signIns, completions, bare, recoveries });
  const vsBare = (rate: number): Pair => [rate, bare];
  return {
    save: [save, one.medianMs],
    signIns: vsBare(signIns),
    completions: vsBare(completions),
    recoveries: vsBare(recoveries),
  };
}

/** Clients with the form for a new password open, distributed over the servers. */
function openForms(bench: Bench, count: number): Promise<Client[]> {
  return Promise.all(bench.take(count).map((email, n) => openForm(bench, email, n)));
}

async function openForm({ helpers, servers: { bases } }: Bench, email: string, n: number): Promise<Client> {
  const client = new Client(undefined, bases[n % bases.length]);
  await client.open('/forgot-password');
  await client.submit({ email }, { Origin: bases[0] ?? '' });
  await client.open(new URL(await readLink(helpers.sink, email, '/reset-password/')).pathname);
  return client;
}

/** Submits all new passwords, `atOnce` at a time. @returns the milliseconds until each answer */
async function saveAll(bench: Bench, clients: Client[], atOnce: number): Promise<number[]> {
  const left = [...clients];
  const times: number[] = [];
  const lane = async () => {
    for (let client = left.pop(); client; client = left.pop()) times.push(await save(bench, client));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return times;
}

async function save({ servers: { bases } }: Bench, client: Client): Promise<number> {
  const begun = performance.now();
  const answer = await client.press({ password: newPassword }, { Origin: bases[0] ?? '' });
  if (answer.status !== 303) throw new Error(`A new password was answered with ${answer.status}: ${answer.text}`);
  return performance.now() - begun;
}

async function signInAll({ helpers, servers, signIn, options }: Bench, ms: number): Promise<number> {
  const load: Load = { template: signIn, bases: servers.bases, lanes, ms, from: 3, users: options.users / 2 };
  const begun = performance.now();
  const { accepted, refused }: Tally = await helpers.driver.send(load);
  if (Object.keys(refused).length > 0) console.error('sign-ins refused', refused);
  return (accepted.length * 1000) / (performance.now() - begun);
}

/** Recovers accounts from the first page to the new password for `ms` milliseconds. @returns recoveries per second */
async function recoverAll(bench: Bench, ms: number): Promise<number> {
  const begun = performance.now();
  let done = 0;
  const lane = async (n: number) => {
    while (performance.now() - begun < ms) {
      const [client] = await Promise.all(bench.take(1).map((email) => openForm(bench, email, n)));
      if (client) await save(bench, client);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, n) => lane(n)));
  return (done * 1000) / (performance.now() - begun);
}

async function learnSignIn({ bases: [base = ''] }: Servers): Promise<RequestTemplate> {
  const client = new Client(undefined, base);
  const form = await client.open('/login').then(() => client.findForm(['email', 'password']));
  const fields: [string, string][] = [...form, ['email', '{email}'], ['password', password]];
  return { path: '/login', ...multipart({ ...browser, Origin: base }, fields), accepts: [303] };
}
