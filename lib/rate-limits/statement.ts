import { type SQL, sql } from 'drizzle-orm';
import type { Parameter } from '@/db';
import {
  type Ceiling,
  everyOwner,
  firstRequests,
  type Groups,
  isOfStrangers,
  limitOf,
  type Policy,
  type Step,
} from './policies';

/** A branch of the counting: its steps, and the condition under which they are counted. */
type Branch = { name: 'proven' | 'stranger'; steps: readonly Step[]; when: SQL };

/** The parameters of `counting`. */
export type KeyName = `proven${number}` | `stranger${number}` | `repeated${number}` | 'owner' | 'since';

/**
 * The counting as CTEs, so that a caller can make its own write depend on the result in one round trip. The last one is `admission`,
 * with one row. A step is counted when the one before it had room.
 * @param proven counted instead of `strangers` when the known device `owner`, `since` still is one; empty without a device
 */
export function counting(proven: readonly Step[], strangers: readonly Step[], parameter: Parameter<KeyName>): SQL {
  const isProven = proven.length > 0 ? sql`(select granted from device)` : sql`false`;
  const branches: Branch[] = [
    { name: 'proven', steps: proven, when: isProven },
    { name: 'stranger', steps: strangers, when: sql`not ${isProven} and not exists (select from full_limits)` },
  ];
  const device = proven.length > 0 ? [deviceOf(parameter)] : [];
  const steps = branches.flatMap((branch) => branch.steps.map((_, index) => countOne(branch, index, parameter)));
  const outcomes = branches.flatMap((branch) => branch.steps.map((_, index) => outcomeOf(branch, index)));
  return sql`${sql.join([...device, findFull(strangers, isProven, parameter), ...steps], sql`, `)}, admission as (
    select granted, policy, retry_after, room, refused, proven, ${strangers.length > 0 ? sql`(select used from ${cte('stranger', 0)})` : sql`null::int`} as used from (
      ${sql.join([sql`select * from full_limits`, ...outcomes], sql` union all `)}) outcomes
    order by granted, step desc limit 1)`;
}

// Known by the cookie, unless its owner's devices have been forgotten since (lib/known-devices.ts).
function deviceOf(parameter: Parameter<KeyName>): SQL {
  return sql`device as (select not exists (select from device_generations
    where owner in (${parameter('owner')}, ${sql.raw(`'${everyOwner}'`)}) and not_before > ${parameter('since')}::timestamptz) as granted)`;
}

// Limits of strangers that are known to be full are only read: a flood writes no row, and its requests wait for no lock.
function findFull(steps: readonly Step[], isProven: SQL, parameter: Parameter<KeyName>): SQL {
  const full = steps.flatMap((step, index) =>
    isOfStrangers(step.policy)
      ? [
          sql`select false as granted, ${word(step.policy)} as policy, ${retryAfter(step)}::float8 as retry_after, 0 as room, 0 as refused, false as proven, ${number(index)} as step
            from rate_limits t where t.key = ${keyOf(steps, index, storedRequests(steps, parameter), parameter)} and not ${hasRoom(step)} and not ${isProven}`,
        ]
      : [],
  );
  const none = sql`select false as granted, '' as policy, 0::float8 as retry_after, 0 as room, 0 as refused, false as proven, 0 as step where false`;
  return sql`full_limits as (select * from (${sql.join(full.length > 0 ? full : [none], sql` union all `)}) found
    order by retry_after desc limit 1)`;
}

// The upsert is atomic: of two concurrent attempts at the last place, one wins.
function countOne({ name, steps, when }: Branch, index: number, parameter: Parameter<KeyName>): SQL {
  const step = requireStep(steps, index);
  const key =
    name === 'stranger'
      ? keyOf(steps, index, sql`(select used from ${cte(name, 0)})`, parameter)
      : parameter(`proven${index}`);
  const source = index === 0 ? sql`where ${when}` : sql`from ${cte(name, index - 1)} before where before.granted`;
  const { first, counted, grantedAt, expiresAt } = countsOf(step);
  const room = hasRoom(step);
  return sql`${cte(name, index)} as (
    insert into rate_limits as t (key, policy, granted_at, granted, counted, expires_at)
    select ${key}, ${word(step.policy)}, array[now()], true, 1, now() + ${first} ${source}
    on conflict (key) do update set
      granted = ${room}, granted_at = ${grantedAt}, counted = ${counted}, expires_at = ${expiresAt},
      refused = case when ${room} then 0 else t.refused + 1 end
    returning granted, granted_at, counted, refused, cardinality(granted_at) as used)`;
}

function outcomeOf({ name, steps }: Branch, index: number): SQL {
  const step = requireStep(steps, index);
  return sql`select granted, ${word(step.policy)} as policy, ${retryAfter(step)}::float8 as retry_after, ${roomLeft(step)} as room, refused,
    ${sql.raw(String(name === 'proven'))} as proven, ${number(index)} as step from ${cte(name, index)}`;
}

// A ceiling has two rows: one for the first requests of a network, and one for those that follow.
function keyOf(steps: readonly Step[], index: number, used: SQL, parameter: Parameter<KeyName>): SQL {
  const key = sql`${parameter(`stranger${index}`)}::text`;
  if (!('perMinute' in limitOf(requireStep(steps, index))) || index === 0) return key;
  return sql`case when ${used} <= ${number(firstRequests)} then ${key} else ${parameter(`repeated${index}`)}::text end`;
}

// How many requests the widest network will have made with this one.
function storedRequests(steps: readonly Step[], parameter: Parameter<KeyName>): SQL {
  const limit = limitOf(requireStep(steps, 0));
  if ('perMinute' in limit) return sql`1`;
  const widest = sql`select cardinality(${recent(limit)}) from rate_limits t where t.key = ${parameter('stranger0')}`;
  return sql`(coalesce((${widest}), 0) + 1)`;
}

/** What an upsert stores. `first`: how long a row with one attempt is needed. */
function countsOf(step: Step): { first: SQL; counted: SQL; grantedAt: SQL; expiresAt: SQL } {
  const limit = limitOf(step);
  if ('perMinute' in limit) {
    const restarts = isOver(1);
    return {
      first: interval(1),
      counted: sql`case when ${restarts} then 1 when ${hasRoom(step)} then t.counted + 1 else t.counted end`,
      grantedAt: sql`case when ${restarts} then array[now()] else t.granted_at end`,
      expiresAt: sql`case when ${restarts} then now() + ${interval(1)} else t.expires_at end`,
    };
  }
  const room = hasRoom(step);
  return {
    // A tier that always grants one attempt again after its minutes can forget a single attempt then, and with it the row.
    first: interval(Math.max(...limit.map((tiers) => Math.min(...tiers.map(({ minutes }) => minutes))))),
    counted: sql`t.counted`,
    grantedAt: sql`${recent(limit)} || case when ${room} then array[now()] else '{}' end`,
    // Only a granted attempt moves it: a refused one then changes no index.
    expiresAt: sql`case when ${room} then now() + ${interval(longestOf(limit))} else t.expires_at end`,
  };
}

function hasRoom(step: Step): SQL {
  const limit = limitOf(step);
  if ('perMinute' in limit) return sql`(${isOver(1)} or t.counted < ${number(limit.perMinute)})`;
  const groups = limit.map((tiers) => sql`(${sql.join(tiers.map(tierHasRoom), sql` or `)})`);
  return sql`(${sql.join(groups, sql` and `)})`;
}

function tierHasRoom({ budget, minutes }: Groups[number][number]): SQL {
  return sql`(select count(*) from unnest(t.granted_at) hit where hit > now() - ${interval(minutes)}) < ${number(budget)}`;
}

function isOver(minutes: number): SQL {
  return sql`coalesce(t.granted_at[1] <= now() - ${interval(minutes)}, true)`;
}

function recent(limit: Groups): SQL {
  return sql`array(select hit from unnest(t.granted_at) hit where hit > now() - ${interval(longestOf(limit))} order by hit)`;
}

// Seconds until the oldest of the attempts that fill the first tier leaves its window, or the minute of a ceiling ends.
function retryAfter(step: Step): SQL {
  const limit = limitOf(step);
  if ('perMinute' in limit) return sql`extract(epoch from granted_at[1] + ${interval(1)} - now())`;
  const { budget, minutes } = firstTier(limit);
  return sql`extract(epoch from granted_at[greatest(1, cardinality(granted_at) - ${number(budget - 1)})] + ${interval(minutes)} - now())`;
}

// Room in the first tier. Attempts older than the longest window have just been dropped by the upsert.
function roomLeft(step: Step): SQL {
  const limit = limitOf(step);
  if ('perMinute' in limit) return sql`${number(limit.perMinute)} - counted`;
  const { budget, minutes } = firstTier(limit);
  return sql`${number(budget)} - (select count(*)::int from unnest(granted_at) hit where hit > now() - ${interval(minutes)})`;
}

function firstTier(limit: Exclude<Groups | Ceiling, Ceiling>): Groups[number][number] {
  const tier = limit[0]?.[0];
  if (!tier) throw new Error('A rate limit needs a tier.');
  return tier;
}

function longestOf(limit: Groups): number {
  return Math.max(...limit.flat().map(({ minutes }) => minutes));
}

function requireStep(steps: readonly Step[], index: number): Step {
  const step = steps[index];
  if (!step) throw new Error('Nothing to count.');
  return step;
}

// Literals, not parameters, so that the planner knows them.
const number = (value: number) => sql.raw(String(value));
const word = (policy: Policy) => sql.raw(`'${policy}'`);
const interval = (minutes: number) => sql`make_interval(mins => ${number(minutes)})`;
const cte = (name: Branch['name'], index: number) => sql.raw(`${name}_${index}`);
