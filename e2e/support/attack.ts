import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../labs/faults/random';
import { type Answer, Client, profile } from './client';

// A stranger who knows addresses and has many networks, and goes on until stopped.

/** What a stranger can send. The last three cost work without any proof: a post without a link, a guess at a code, an odd password. */
export const attackKinds = ['request', 'registration', 'sign-in', 'linkless', 'code', 'odd password'] as const;
export type AttackKind = (typeof attackKinds)[number];

type Options = {
  /** The site, and the origin that it accepts. */
  base?: string;
  /** The addresses that the stranger knows. */
  victims: readonly [string, ...string[]];
  /** Whether every request names one of them. By default every third names a made-up address. */
  knowsAll?: boolean;
  kinds?: readonly [AttackKind, ...AttackKind[]];
  /** The source of each request. */
  networks: () => string;
  /** A client with the form for a new password open, from the stranger's own link. Needed for posts without a link. */
  ownForm?: Pick<Client, 'page'>;
  random: Random;
  lanes?: number;
  /** The number of requests after which the attack ends by itself. */
  atMost: number;
};

/** How many requests of each kind had which status; "none" without an answer. */
export type AttackTally = Partial<Record<AttackKind, Record<string, number>>>;

/** A running attack. */
export type Attack = {
  /** Waits until so many more requests were answered, or the attack is over. */
  goOn(requests: number): Promise<void>;
  tally(): AttackTally;
  /** Waits for the requests in progress. */
  stop(): Promise<AttackTally>;
};

/** Starts an attack: each lane sends its next request as soon as the last one is answered. */
export async function startAttack(options: Options): Promise<Attack> {
  const { kinds = attackKinds, knowsAll = false, lanes = 4, networks, random, victims } = options;
  const senders = await openForms(options, kinds);
  const tally: AttackTally = {};
  let [left, answered, isOver] = [options.atMost, 0, false];
  const fire = async () => {
    const kind = random.pick(kinds);
    const email = knowsAll || random.whole(3) ? random.pick(victims) : madeUp(random);
    const send = senders[kind];
    const status = send
      ? await send(email, networks()).then(
          ({ status }) => String(status),
          () => 'none',
        )
      : 'none';
    const counts = tally[kind] ?? {};
    tally[kind] = counts;
    counts[status] = (counts[status] ?? 0) + 1;
    answered += 1;
  };
  const lane = async () => {
    while (!isOver && left-- > 0) await fire();
  };
  const running = Promise.all(Array.from({ length: lanes }, lane)).then(() => {
    isOver = true;
  });
  return {
    tally: () => tally,
    async goOn(requests) {
      for (const until = answered + requests; answered < until && !isOver; ) await sleep(10);
    },
    async stop() {
      isOver = true;
      await running;
      return tally;
    },
  };
}

/** The requests of a tally, all or those with one of the statuses. */
export function countOf(tally: AttackTally, ...statuses: string[]): number {
  const counts = Object.values(tally).flatMap((counts) => Object.entries(counts));
  return counts.reduce((sum, [status, n]) => sum + (statuses.length === 0 || statuses.includes(status) ? n : 0), 0);
}

/** A source of networks: half of them from a /48 of IPv6, 65,536 networks of a /64 each, half from 200 IPv4 addresses. */
export function networksOf(random: Random): () => string {
  const part = () => random.whole(65_536).toString(16);
  const prefix = `2001:db8:${part()}`;
  const [first, second] = [random.whole(256), random.whole(256)];
  const ipv4 = Array.from({ length: 200 }, (_, host) => `10.${first}.${second}.${host + 1}`);
  return () => (random.whole(2) ? `${prefix}:${part()}::${part()}` : (ipv4[random.whole(200)] ?? ''));
}

type Send = (email: string, network: string) => Promise<Answer>;

// Each form is read once, and then only posted: the most requests for the least work.
async function openForms(
  { base, ownForm, random }: Options,
  kinds: readonly AttackKind[],
): Promise<Partial<Record<AttackKind, Send>>> {
  const open = async (path: string) => {
    const client = new Client(undefined, base);
    await client.open(path);
    return client;
  };
  const from = (network: string) => ({ 'X-Forwarded-For': network });
  const register = (client: Client, password: () => string): Send => {
    return (email, network) => client.press({ ...profile, email, password: password() }, from(network));
  };
  const openers: Record<AttackKind, () => Promise<Send>> = {
    request: async () => {
      const client = await open('/forgot-password');
      return (email, network) => client.press({ email }, from(network));
    },
    registration: async () => register(await open('/register'), () => phrase(random)),
    'odd password': async () => register(await open('/register'), () => random.pick(oddPasswords)),
    'sign-in': async () => {
      const client = await open('/login');
      return (email, network) => client.press({ email, password: phrase(random) }, from(network));
    },
    linkless: async () => {
      const client = new Client(undefined, base);
      if (!ownForm) throw new Error('Posts without a link need the form of a link.');
      client.page = ownForm.page;
      return (_, network) => {
        client.jar.set('return-key.reset', `eyJhbGciOiJIUzI1NiJ9.${random.whole(1e9)}.guess`);
        return client.press({ password: phrase(random) }, from(network));
      };
    },
    code: async () => {
      let [client, tries] = [await open('/forgot-password'), 0];
      return async (email, network) => {
        // A request takes five guesses.
        if (tries++ % 5 === 0) {
          const next = await open('/forgot-password');
          await next.submit({ email }, from(network));
          if (next.page.path === '/forgot-password/sent') client = next;
        }
        const code = `${random.whole(10_000)}`.padStart(4, '0');
        if (client.page.path !== '/forgot-password/sent') return client.page;
        return client.press({ code: `${code}-${code}` }, from(network));
      };
    },
  };
  return Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind, await openers[kind]()])));
}

const madeUp = (random: Random) => `m${random.whole(1e9)}x${random.whole(1e9)}@example.test`;
const phrase = (random: Random) => `slow brown ${random.whole(1e9)} orbit kettle`;

/** Passwords that take long to judge: repeats, substitutions, sequences and dates within each other. */
const oddPasswords: [string, ...string[]] = [
  '4@8({[</369&#!1/|0$5+7%2'.repeat(10),
  'p@ssw0rd'.repeat(32),
  '0123456789'.repeat(25),
  'ab'.repeat(128),
  '1.1.1111.'.repeat(28),
  'qwertzuiop'.repeat(25),
];
