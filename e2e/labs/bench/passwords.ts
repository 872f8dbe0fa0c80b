import { Client } from '../../support/client';
import type { Crew } from './cell';
import { browser, multipart } from './forms';
import { type Hand, hire } from './hands';
import type { HashOrder, HashReport } from './hashing';
import { addressOf, type Load, type Shot, type Tally } from './load';
import { readLink } from './mails';
import { type Ours, password } from './ours';
import type { Servers } from './servers';
import { median } from './statistics';
import { compare, type Pair } from './table';

type Options = { processes: number; seconds: number; rounds: number; users: number };
type Round = Record<'save' | 'signIns' | 'completions' | 'recoveries', Pair>;
type Bench = {
  crew: Crew;
  ours: Ours;
  servers: Servers;
  options: Options;
  hashing: Hand<HashOrder, HashReport>;
  signIn: Shot;
  /** Takes this many users that no other part of the bench uses. */
  take(count: number): string[];
};

const cost = 12;
/** Concurrent clients, where all cores are to be busy. */
const lanes = 8;
/** Clients that press "Save" one after the other. */
const savers = 10;
const newPassword = 'some other words that nobody guesses';

/** Signing in and setting passwords, beside what bcryptjs alone does on the same cores. @returns the lines of the table */
export async function comparePasswords(crew: Crew, ours: Ours, options: Options): Promise<string[][]> {
  await crew.sink.ask({ delayMs: 0 });
  const servers = await ours.start(options.processes);
  const hashing = hire<HashOrder, HashReport>('./hashing.ts');
  let taken = options.users / 2;
  const take = (count: number) => {
    taken += count;
    return Array.from({ length: count }, (_, n) => addressOf(taken - n));
  };
  const bench: Bench = { crew, ours, servers, options, hashing, signIn: await learnSignIn(servers), take };
  const rounds: Round[] = [];
  for (let n = 0; n < options.rounds; n += 1) rounds.push(await measureRound(bench));
  await servers.stop();
  const all = (key: keyof Round) => rounds.map((round) => round[key]);
  return [
    compare('"Save" of a new password: p50 ms, beside one hash of bcryptjs', all('save'), { atMost: 1.4 }),
    compare('sign-ins a second, beside hashes of bcryptjs on all cores', all('signIns'), { atLeast: 0.9 }),
    compare('new passwords a second, beside the same', all('completions'), { atLeast: 0.9 }),
    compare('whole recoveries a second: asked, mailed, opened, saved', all('recoveries'), { atLeast: 0.51 }),
  ];
}

async function measureRound(bench: Bench): Promise<Round> {
  const { ours, hashing, options } = bench;
  const ms = options.seconds * 1000;
  await ours.forget();
  const { perSecond } = await hashing.ask({ cost, ms: 1000 });
  const [saving, pressing] = [
    await openForms(bench, savers),
    await openForms(bench, Math.ceil((perSecond * ms) / 1000)),
  ];
  // The first new password after a minute builds the dictionaries, in each process.
  await saveAll(bench, await openForms(bench, bench.servers.bases.length * 2), lanes);
  const one = await hashing.ask({ cost, ms: 3000, threads: 1 });
  const save = median(await saveAll(bench, saving, 1));
  const before = await hashing.ask({ cost, ms });
  const signIns = await signInAll(bench, ms);
  const begun = performance.now();
  const completed = (await saveAll(bench, pressing, lanes)).length;
  const completions = (completed * 1000) / (performance.now() - begun);
  const after = await hashing.ask({ cost, ms });
  const bare = (before.perSecond + after.perSecond) / 2;
  const recoveries = await recoverAll(bench, ms);
  console.error({ save, hash: one.medianMs, signIns, completions, bare, recoveries });
  const beside = (rate: number): Pair => [rate, bare];
  return {
    save: [save, one.medianMs],
    signIns: beside(signIns),
    completions: beside(completions),
    recoveries: beside(recoveries),
  };
}

/** Visitors with the form for a new password open, in turn at each server. */
function openForms(bench: Bench, count: number): Promise<Client[]> {
  return Promise.all(bench.take(count).map((email, n) => openForm(bench, email, n)));
}

async function openForm({ crew, servers: { bases } }: Bench, email: string, n: number): Promise<Client> {
  const client = new Client(undefined, bases[n % bases.length]);
  await client.open('/forgot-password');
  await client.submit({ email }, { Origin: bases[0] ?? '' });
  await client.open(new URL(await readLink(crew.sink, email, '/reset-password/')).pathname);
  return client;
}

/** Sends all the new passwords, so many at a time. @returns how long each answer took */
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

async function signInAll({ crew, servers, signIn, options }: Bench, ms: number): Promise<number> {
  const load: Load = { shot: signIn, bases: servers.bases, lanes, ms, from: 3, users: options.users / 2 };
  const begun = performance.now();
  const { accepted, refused }: Tally = await crew.driver.ask(load);
  if (Object.keys(refused).length > 0) console.error('sign-ins refused', refused);
  return (accepted.length * 1000) / (performance.now() - begun);
}

/** Recovers accounts from the first page to the new password, for so long. @returns how many a second */
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

async function learnSignIn({ bases: [base = ''] }: Servers): Promise<Shot> {
  const client = new Client(undefined, base);
  const form = await client.open('/login').then(() => client.findForm(['email', 'password']));
  const fields: [string, string][] = [...form, ['email', '{email}'], ['password', password]];
  return { path: '/login', ...multipart({ ...browser, Origin: base }, fields), accepts: [303] };
}
