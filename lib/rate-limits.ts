import { createHmac } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { type db, type Parameter, prepared, type Transaction } from '@/db';
import { deriveKey } from './token';

type Tier = { budget: number; minutes: number };

/**
 * Every rate limit of the application. An attempt is granted when at least one tier of every group has room:
 * "3 in 15 minutes, and either 10 in a day or 1 in an hour" still grants one an hour after the ten are used up.
 */
const policies = {
  'reset/address': [
    [{ budget: 3, minutes: 15 }],
    [
      { budget: 10, minutes: 1440 },
      { budget: 1, minutes: 60 },
    ],
  ],
  'reset/device': [
    [{ budget: 3, minutes: 15 }],
    [
      { budget: 10, minutes: 1440 },
      { budget: 1, minutes: 60 },
    ],
  ],
  'reset/network': [[{ budget: 20, minutes: 15 }]],
  'mail/recipient': [[{ budget: 3, minutes: 15 }]],
  'register/network': [[{ budget: 10, minutes: 15 }]],
  'sign-in/address': [[{ budget: 10, minutes: 15 }]],
  'sign-in/device': [[{ budget: 10, minutes: 15 }]],
  'sign-in/network': [[{ budget: 50, minutes: 15 }]],
  'set-password/link': [[{ budget: 10, minutes: 15 }]],
  'set-password/network': [[{ budget: 30, minutes: 15 }]],
  // Five tries in total: the window is longer than the life of any request (lib/web/ticket.ts).
  'code/request': [[{ budget: 5, minutes: 1440 }]],
  'code/network': [[{ budget: 30, minutes: 15 }]],
  // Not an attempt: makes sure that only one process sweeps, once an hour.
  'sweep/site': [[{ budget: 1, minutes: 60 }]],
} as const satisfies Record<string, readonly (readonly Tier[])[]>;

export type Policy = keyof typeof policies;
/** One attempt to count: the policy, and what it is counted for (an address, a network, a link …). */
export type Attempt = { policy: Policy; subject: string };
/** `left`: room left under the last policy. `policy`: the first limit without room; nothing after it was counted. */
export type Admission = { granted: true; left: number } | { granted: false; policy: Policy; retryAfterSeconds: number };

/** The first tier of a policy: its short-term limit. */
export function budgetOf(policy: Policy): Tier {
  return policies[policy][0][0];
}

/** Counts the attempts in order, in one statement, and stops at the first without room. */
export async function countAttempts(...attempts: [Attempt, ...Attempt[]]): Promise<Admission> {
  const policies = attempts.map(({ policy }) => policy);
  const name = policies.join();
  const count =
    counts.get(name) ??
    prepared(
      (parameter: Parameter<KeyName>) => sql`with ${counting(policies, parameter)} select * from admission`,
      admissionRow,
    );
  counts.set(name, count);
  const [row] = await count(keysOf(attempts));
  return readAdmission(row);
}

// One prepared statement for each combination of policies in use, about a dozen.
const counts = new Map<string, (keys: Record<KeyName, string>) => Promise<AdmissionRow[]>>();

/** The outcome of an attempt over its limit. */
export type Limited = { outcome: 'limited'; retryAfterSeconds: number };

/**
 * Counts an attempt to use a mailed link or to give the current password, for the network and for the subject.
 * @param subject the id of the link's row or of the user. Undefined for an invalid link, which counts for the network only: all
 * invalid links would share one limit, and a stranger could use it up for everyone
 * @returns null when there was room
 */
export async function limitTries(subject: string | undefined, network: string): Promise<Limited | null> {
  const ofNetwork: Attempt = { policy: 'set-password/network', subject: network };
  const admission =
    subject === undefined
      ? await countAttempts(ofNetwork)
      : await countAttempts(ofNetwork, { policy: 'set-password/link', subject });
  return admission.granted ? null : { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
}

/** Forgets what was counted for these policies and subjects, after a successful sign-in or recovery. */
export async function clear(on: Transaction | ReturnType<typeof db>, ...attempts: Attempt[]): Promise<void> {
  for (const attempt of attempts) await on.execute(sql`delete from rate_limits where key = ${keyOf(attempt)}`);
}

/** A keyed digest that identifies an address without revealing it, for audit events and the known-device cookie. */
export function digest(canonical: string): string {
  return createHmac('sha256', deriveKey('digest')).update(canonical).digest('base64url').slice(0, 22);
}

/**
 * The counting as CTEs, so that a caller can make its own write depend on the result in one round trip.
 * Its values: `keysOf`. The last CTE is `admission`, with one row: `admissionRow`.
 * Only granted attempts are kept, so repeated refused attempts do not extend the wait.
 */
export function counting(counted: readonly Policy[], parameter: Parameter<KeyName>): SQL {
  const steps = counted.map((policy, index) => countOne(policy, index, parameter));
  const outcomes = counted.map(
    (policy, index) =>
      sql`select granted, ${word(policy)} as policy, ${retryAfter(policy)}::float8 as retry_after, ${roomLeft(policy)} as room, refused, ${number(index)} as step from ${step(index)}`,
  );
  return sql`${sql.join(steps, sql`, `)}, admission as (
    select granted, policy, retry_after, room, refused from (${sql.join(outcomes, sql` union all `)}) outcomes
    order by granted, step desc limit 1)`;
}

/** The parameters of `counting`: one for each attempt. */
export type KeyName = `key${number}`;

/** The values for the parameters of `counting`. */
export function keysOf(attempts: readonly Attempt[]): Record<KeyName, string> {
  return Object.fromEntries(attempts.map((attempt, index) => [`key${index}`, keyOf(attempt)]));
}

export const admissionRow = z.object({
  granted: z.boolean(),
  policy: z.custom<Policy>((name) => typeof name === 'string' && name in policies),
  retry_after: z.number().nullable(),
  room: z.number(),
  /** How many attempts that limit has refused since it last granted one. */
  refused: z.number(),
});
type AdmissionRow = z.output<typeof admissionRow>;

export function readAdmission(row: AdmissionRow | undefined): Admission {
  if (!row) throw new Error('The rate limit statement returned no row.');
  if (row.granted) return { granted: true, left: row.room };
  return { granted: false, policy: row.policy, retryAfterSeconds: Math.max(1, Math.ceil(row.retry_after ?? 0)) };
}

// Runs only when the previous step had room. The upsert is atomic: of two concurrent attempts at the last place, one wins.
function countOne(policy: Policy, index: number, parameter: Parameter<KeyName>): SQL {
  const source = index === 0 ? sql`` : sql` from ${step(index - 1)} where granted`;
  return sql`${step(index)} as (
    insert into rate_limits as t (key, policy, granted_at, granted)
    select ${parameter(`key${index}`)}, ${word(policy)}, array[now()], true${source}
    on conflict (key) do update set
      granted = ${hasRoom(policy)},
      granted_at = ${recent(policy)} || case when ${hasRoom(policy)} then array[now()] else '{}' end,
      refused = case when ${hasRoom(policy)} then 0 else t.refused + 1 end,
      touched_at = now()
    returning granted, granted_at, refused)`;
}

// Literals, not parameters, so that the planner knows them.
const number = (value: number) => sql.raw(String(value));
const word = (policy: Policy) => sql.raw(`'${policy}'`);
const step = (index: number) => sql.raw(`step_${index}`);

function hasRoom(policy: Policy): SQL {
  const groups = policies[policy].map((tiers) => sql`(${sql.join(tiers.map(tierHasRoom), sql` or `)})`);
  return sql`(${sql.join(groups, sql` and `)})`;
}

function tierHasRoom({ budget, minutes }: Tier): SQL {
  return sql`(select count(*) from unnest(t.granted_at) hit where hit > now() - make_interval(mins => ${number(minutes)})) < ${number(budget)}`;
}

function recent(policy: Policy): SQL {
  const longest = Math.max(...policies[policy].flat().map((tier) => tier.minutes));
  return sql`array(select hit from unnest(t.granted_at) hit where hit > now() - make_interval(mins => ${number(longest)}) order by hit)`;
}

// Seconds until the oldest of the attempts that fill the first tier leaves its window.
function retryAfter(policy: Policy): SQL {
  const [{ budget, minutes }] = policies[policy][0];
  return sql`extract(epoch from granted_at[greatest(1, cardinality(granted_at) - ${budget - 1}::int)] + make_interval(mins => ${number(minutes)}) - now())`;
}

// Room in the first tier. Attempts older than the longest window have just been dropped by the upsert.
function roomLeft(policy: Policy): SQL {
  const [{ budget, minutes }] = policies[policy][0];
  return sql`${number(budget)} - (select count(*)::int from unnest(granted_at) hit where hit > now() - make_interval(mins => ${number(minutes)}))`;
}

function keyOf({ policy, subject }: Attempt): string {
  // The purpose is part of every stored key: renaming it would forget all counts.
  return createHmac('sha256', deriveKey('throttle')).update(`${policy}\n${subject}`).digest('base64url').slice(0, 32);
}
