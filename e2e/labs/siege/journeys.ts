import { setTimeout as sleep } from 'node:timers/promises';
import bcrypt from 'bcryptjs';
import type { Message } from '../../dev/mailbox/inbox';
import { type Answer, Client } from '../../support/client';
import { type App, codeOf, enrolApp, forgetLastCode } from '../../support/factors';
import { subjects } from '../../support/subjects';
import { linkIn, messages, newAddress, newDisavowal, newPassword, poll, sql } from '../../support/world';

// The ways back in. Each owner is prepared in peace, and then recovers while a client's steps are timed.

/** The owner of an account before the recovery, with what the journey needs. */
export type Owner = { email: string; password: string; client: Client; disavowal?: string; app?: App };

/** One recovery. Times in milliseconds; null when it was not finished. */
export type Result = {
  journey: string;
  owner: Owner;
  /** From the press that asks for the reset email until a link that works is in the mailbox. */
  emailMs: number | null;
  /** The steps after it: opening the link, setting the password, signing in. */
  provenMs: number | null;
  /** From the first press to being signed in. */
  totalMs: number | null;
  /** Answers that told the owner to come back later, which the owner did. */
  refused: number;
  why: string;
};

type Journey = {
  name: string;
  prepare(network: string): Promise<Owner>;
  /** Asks for the email, and returns it once it is there. The client then opens its link or types its code. */
  ask(owner: Owner, press: Press): Promise<Message>;
  /** Opens the form for the new password. */
  enter?(owner: Owner, message: Message, press: Press): Promise<Answer>;
  /** Sets the new password and signs in with it. */
  finish?(owner: Owner, password: string, press: Press): Promise<Answer>;
};

/** Submits, and again as long as the site says to come back later. */
type Press = (submit: () => Promise<Answer>) => Promise<Answer>;

const resets = subjects.reset;

export const journeys: Journey[] = [
  {
    name: 'from a new device',
    prepare: async () => ({ ...(await newOwner()), client: new Client() }),
    async ask({ client, email }, press) {
      await press(() => client.forgot(email));
      // Any link of the mailbox will do, also one that someone else requested.
      return poll(async () => (await messages(email, resets)).at(-1), 'a reset email');
    },
  },
  { name: 'from a known device', prepare: () => newKnown(), ask: askAgain },
  { name: 'behind the network of the attacker', prepare: (network) => newKnown(network), ask: askAgain },
  {
    name: 'by code',
    prepare: () => newKnown(),
    ask: askAgain,
    async enter({ client }, message, press) {
      const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(message.text)?.[0] ?? '';
      return press(() => client.submit({ code }));
    },
  },
  {
    name: 'with a second factor',
    async prepare() {
      const owner = await newOwner();
      const client = new Client();
      await client.signIn(owner.email, owner.password);
      const app = await enrolApp(client, owner.password);
      client.jar.delete('return-key.session');
      return { ...owner, client, app };
    },
    ask: askAgain,
    async finish({ client, email, app }, password, press) {
      const giveCode = async (fields: Record<string, string>) => {
        await forgetLastCode(email);
        return press(() => client.submit({ ...fields, code: codeOf(app?.secret ?? '') }));
      };
      await giveCode({ password });
      await press(() => client.signIn(email, password));
      return giveCode({});
    },
  },
  {
    name: 'right after registering',
    prepare: async () => ({ email: newAddress(), password: newPassword(), client: new Client() }),
    async ask(owner, press) {
      const { client, email, password } = owner;
      await press(() => client.register({ email, password }));
      const message = await poll(async () => (await messages(email, subjects.confirm)).at(-1), 'a confirmation');
      await client.open(linkIn(message));
      await press(() => client.submit({}));
      if ((await client.me()) !== email) throw new Error(`not registered: ${client.page.text.slice(0, 200)}`);
      client.jar.delete('return-key.session');
      return askAgain(owner, press);
    },
  },
  {
    name: 'right after a disavowal',
    async prepare() {
      const { email, password } = await newOwner();
      const thief = new Client();
      await thief.signIn(email, password);
      await thief.changePassword(password, newPassword());
      return { email, password, client: new Client(), disavowal: await newDisavowal(email) };
    },
    async ask({ client, email, disavowal = '' }, press) {
      await client.open(disavowal);
      await press(() => client.submit({ email }));
      return poll(async () => (await messages(email, subjects.unlock)).at(-1), 'the owed email');
    },
  },
];

/** Recovers once, and measures. */
export async function play(
  { name, ask, enter = openLink, finish = signInWith }: Journey,
  owner: Owner,
): Promise<Result> {
  const result: Result = { journey: name, owner, emailMs: null, provenMs: null, totalMs: null, refused: 0, why: '' };
  let pressed = 0;
  const press: Press = async (submit) => {
    pressed = performance.now();
    for (let tries = 0; ; tries += 1) {
      const answer = await submit();
      if ((answer.status !== 429 && answer.status !== 503) || tries === 20) return answer;
      result.refused += 1;
      await sleep(Math.min(5, Number(answer.headers['retry-after'] ?? 1)) * 1000);
    }
  };
  const begun = performance.now();
  try {
    const message = await ask(owner, press);
    const arrived = performance.now();
    result.emailMs = arrived - pressed;
    const page = await enter(owner, message, press);
    if (page.path !== '/reset-password') throw new Error(`${page.status} ${page.path}: ${page.text.slice(0, 200)}`);
    const password = newPassword();
    const home = await finish(owner, password, press);
    if (home.path !== '/account') throw new Error(`${home.status} ${home.path}: ${home.text.slice(0, 200)}`);
    result.provenMs = performance.now() - arrived;
    result.totalMs = performance.now() - begun;
  } catch (error) {
    result.why = error instanceof Error ? error.message : String(error);
  }
  return result;
}

const openLink: NonNullable<Journey['enter']> = ({ client }, message) => client.open(linkIn(message));

const signInWith: NonNullable<Journey['finish']> = async ({ client, email }, password, press) => {
  await press(() => client.setPassword(password));
  return press(() => client.signIn(email, password));
};

/** Asks in a browser that is known, and waits for the email of this request. */
async function askAgain({ client, email }: Owner, press: Press): Promise<Message> {
  const before = (await messages(email, resets)).length;
  await press(() => client.forgot(email));
  // The email names the network of its request; others that come meanwhile were asked for by strangers.
  const isOurs = (message: Message) => message.text.includes(client.network);
  return poll(async () => (await messages(email, resets)).slice(before).find(isOurs), 'the email of this request');
}

/** An account with a password, as from an import: registering is no part of these journeys. */
async function newOwner(): Promise<{ email: string; password: string }> {
  const [email, password] = [newAddress(), newPassword()];
  const user = { name: 'Ada Lovelace', email, canonical: email, password_hash: bcrypt.hashSync(password, 4) };
  await sql`insert into users ${sql(user)}`;
  return { email, password };
}

async function newKnown(network?: string): Promise<Owner> {
  const [owner, client] = [await newOwner(), new Client(network)];
  const answer = await client.signIn(owner.email, owner.password);
  if (answer.path !== '/account') throw new Error(`An owner could not sign in: ${answer.text}`);
  client.jar.delete('return-key.session');
  return { ...owner, client };
}
