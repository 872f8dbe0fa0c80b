import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { en } from '@/lib/words/en';
import type { Message } from '../dev/mailbox/inbox';
import { type Answer, Client, profile } from './client';
import { digest, rateLimitKey } from './forge';
import { subjects } from './subjects';

// Helpers for cases and journeys: test data, the mailbox, the database, and moving stored times into the past.

/** The database of the site under test. */
export const sql = postgres(process.env.DATABASE_URL ?? '', { max: 2, idle_timeout: 1, onnotice: () => undefined });

/** An email address that no other test uses. */
export function newAddress(): string {
  return `p${randomBytes(6).toString('hex')}@example.test`;
}

/** A network that no other test uses. */
export function newNetwork(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
}

/** A password that the policy accepts. findCanaries() searches for its last two words. */
export function newPassword(): string {
  return `${randomBytes(9).toString('base64url')} orbit kettle`;
}

/** Registers and confirms a new user. The client is signed in. @param base of a second site */
export async function newUser(
  email = newAddress(),
  password = newPassword(),
  base?: string,
): Promise<{ client: Client; email: string; password: string }> {
  const client = new Client(undefined, base);
  if (base) await client.open('/register');
  else {
    registerPage ??= client.open('/register');
    client.page = await registerPage;
  }
  await client.press({ ...profile, email, password });
  await client.open(linkIn(await waitForEmail(email, subjects.confirm)));
  await client.submit({});
  return { client, email, password };
}

/** Read once by each worker: its form is the same for all, and most tests begin with a new user. */
let registerPage: Promise<Answer> | undefined;

/** Inserts an imported user, who has no password. */
export async function importUser(email = newAddress(), name = 'Ada Lovelace'): Promise<string> {
  await sql`insert into users (name, email, canonical) values (${name}, ${email}, ${email.toLowerCase()})`;
  return email;
}

/** Requests a reset from a new client and returns it with the reset link. */
export async function newLink(email: string): Promise<{ client: Client; link: string }> {
  const before = (await messages(email, subjects.reset)).length;
  const client = new Client();
  await client.forgot(email);
  return { client, link: linkIn(await waitForEmail(email, subjects.reset, before)) };
}

/** MAILS: the emails that an address has received so far, oldest first. */
export async function messages(to: string, subject = /./): Promise<Message[]> {
  const answer = await fetch(`${process.env.E2E_MAILBOX_URL}/api/mails?to=${encodeURIComponent(to)}`);
  const all: Message[] = await answer.json();
  return all.filter((message) => subject.test(message.subject)).reverse();
}

/** Waits until more than `before` matching emails have arrived, and returns the first new one. */
export async function waitForEmail(to: string, subject = /./, before = 0): Promise<Message> {
  return poll(async () => (await messages(to, subject))[before], `an email "${subject.source}" to ${to}`);
}

/** LINK: the only link to `page` in the text part. @throws unless there is exactly one */
export function linkIn(message: Message, page = '(reset-password|confirm|confirm-email)'): string {
  const links = message.text.match(new RegExp(`https?://\\S+/${page}/\\S+`, 'g')) ?? [];
  if (links.length !== 1 || !links[0]) throw new Error(`${links.length} links in "${message.subject}"`);
  return links[0];
}

/** The "this was not me" link in the notice of a change. */
export async function newDisavowal(email: string, before = 0): Promise<string> {
  return linkIn(await waitForEmail(email, / was changed$/, before), 'not-me');
}

/** The headings of the pages for reset links that no longer work. */
export const deadEnds = {
  expired: en.reset.dead.expired.title,
  used: en.reset.dead.used.title,
  replaced: en.reset.dead.replaced.title,
  invalid: en.reset.dead.invalid.title,
};

/** CLOCK: moves the links of an account into the past. */
export async function ageLinks(
  table: 'resets' | 'disavowals' | 'address_changes',
  email: string,
  seconds: number,
): Promise<void> {
  await sql`update ${sql(table)} set issued_at = issued_at - make_interval(secs => ${seconds}),
    expires_at = expires_at - make_interval(secs => ${seconds})
    where user_id = (select id from users where canonical = ${email})`;
}

/** Waits until no email to an address is queued or being sent, so that "no email" means that none will come. */
export async function waitForOutbox(canonical: string): Promise<void> {
  await poll(async () => {
    const [row] =
      await sql`select count(*)::int as open from outbox_emails where canonical = ${canonical} and state in ('queued', 'sending')`;
    return row?.open === 0 || undefined;
  }, `the outbox to settle for ${canonical}`);
}

/** The final states of all emails requested from a network, as `address: state`. A refused request has no email. */
export async function emailsFrom(network: string): Promise<string[]> {
  return poll(async () => {
    const rows =
      await sql`select canonical, state from outbox_emails where requester ->> 'network' = ${network} order by created_at, canonical`;
    const isOpen = rows.some(({ state }) => state === 'queued' || state === 'sending');
    return isOpen ? undefined : rows.map(({ canonical, state }) => `${canonical}: ${state}`);
  }, `the emails of ${network}`);
}

/** CLOCK for a rate limit: moves the counted hits of an address, a network or a link into the past. */
export async function ageLimit(policy: string, subject: string, time: string): Promise<void> {
  const aged =
    await sql`update rate_limits set granted_at = array(select hit - ${time}::interval from unnest(granted_at) hit)
    where key = ${rateLimitKey(policy, subject)} returning key`;
  if (aged.length !== 1) throw new Error(`No hits are stored for ${policy}.`);
}

/** A response without what differs by design: date, nonces, request ids, the values of cookies, and the submitted address. */
export function comparable({ status, headers, setCookies, body }: Answer, typed = '\0') {
  // React sends a Link header for the style sheet only when it is ready before the page.
  const { date: _, 'set-cookie': __, link: ___, ...others } = headers;
  // Expires repeats Max-Age as an absolute time.
  const sealed = setCookies.map((cookie) =>
    cookie.replace(/ Expires=[^;]*;/, '').replace(/=[^;]*/, ([, ...value]) => `= ${value.length} characters`),
  );
  const plain = (text: string) =>
    text
      .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'nonce')
      .replaceAll(/\b[\w-]{21}(?=[vm]\\?")/g, 'request')
      .replaceAll(typed, 'typed')
      // Remaining waits: two responses may be some seconds apart.
      .replaceAll(/\b(0:5\d|1:00|5\d|60)\b/g, 'wait');
  const plainHeaders = Object.entries(others).map(([name, value]) => [name, plain(String(value))]);
  // React streams rows in the order in which they are ready, and splits them at chunk boundaries.
  const whole = plain(body).replaceAll('"])</script><script nonce="nonce">self.__next_f.push([1,"', '');
  const rows = whole.split(/\n|\\n/).sort();
  return { status, headers: Object.fromEntries(plainHeaders), sealed: sealed.map(plain), rows, length: whole.length };
}

/** Runs `work` many times, ten at a time. */
export async function repeat<T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < times; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  return results;
}

/** AUDIT: the names and reasons of the audit events of an account, oldest first, then what was counted. */
export async function events(email: string, on = sql): Promise<string[]> {
  const rows =
    await on`select e.name, e.reason from audit_events e join users a on a.id = e.user_id where a.canonical = ${email}
      union all select c.name, null from audit_counts c join users a on a.id::text = c.key where a.canonical = ${email}`;
  return rows.map(({ name, reason }) => (reason ? `${name}: ${reason}` : String(name)));
}

/** How many entries the activity of an account has: its events, and one for each kind of what is counted. */
export async function countActivity(email: string): Promise<number> {
  const [row] = await sql`select
    (select count(*) from audit_events where user_id = u.id) +
    (select count(distinct name) from audit_counts where key in (u.id::text, ${digest(email)})) as entries
    from users u where u.canonical = ${email}`;
  return Number(row?.entries);
}

/** The activity page of a signed-in client: how many entries it lists on all its pages, and the first of these. */
export async function readActivity(client: Client): Promise<{ listed: number; first: Answer }> {
  const first = await client.open('/account/activity');
  let [listed, page] = [0, first];
  for (;;) {
    const days = page.body.matchAll(/<section class="day">(.*?)<\/section>/gs);
    for (const [, day = ''] of days) listed += day.split('<li').length - 1;
    const older = /href="(\/account\/activity\?before=\d+)"/.exec(page.body)?.[1];
    if (!older) return { listed, first };
    page = await client.open(older);
  }
}

/** The stored password hash of an account, to show that it did not change. */
export async function storedHash(email: string): Promise<string | null> {
  const [row] = await sql`select password_hash from users where canonical = ${email}`;
  return row?.password_hash ?? null;
}

/** Polls until `look` returns a value. @throws after a minute, which does not measure speed */
export async function poll<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`Waited a minute for ${what}.`);
}
