import { createHmac } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { db, type Parameter, prepared, type Transaction } from '@/db';
import {
  type Attempt,
  type Policy,
  policies,
  type Step,
  stepsOf,
  type Tier,
  type TieredPolicy,
} from './rate-limits/policies';
import { counting, type KeyName } from './rate-limits/statement';
import type { KnownDevice } from './requester';
import { deriveKey } from './token';

export type { Attempt, Policy } from './rate-limits/policies';

/**
 * `left`: room left under the last policy. `policy`: the first limit without room; nothing after it was counted.
 * `proven`: counted for a known device, see `Counted`.
 */
export type Admission = { proven: boolean } & (
  | { granted: true; left: number }
  | { granted: false; policy: Policy; retryAfterSeconds: number }
);

/** What to count: the attempts of a stranger, or, when the requester's device is still known, those of the device. */
export type Counted = { strangers: readonly Attempt[]; device?: { known: KnownDevice; attempts: readonly Attempt[] } };

/** The first tier of a policy: its short-term limit. */
export function budgetOf(policy: TieredPolicy): Tier {
  return policies[policy][0][0];
}

/** Counts the attempts in order, in one statement, and stops at the first without room. */
export function countAttempts(...attempts: [Attempt, ...Attempt[]]): Promise<Admission> {
  return countFor({ strangers: attempts });
}

/** Counts for the known device or else for the stranger, in one statement, and stops at the first limit without room. */
export function countFor(counted: Counted): Promise<Admission> {
  return count(counted, {});
}

/**
 * A statement that makes its own write depend on the counting. PostgreSQL plans one for each combination of policies, about a dozen.
 * @param write `counts` are CTEs. The last, `admission`, has one row: `granted`; `proven`; `policy`; `refused`: how many attempts in a
 * row the refusing limit has refused, 0 for those of networks and the site; `used`: how many attempts the first row of a stranger's, the
 * widest network, holds with this one
 */
export function countingStatement<Name extends string = never>(
  write: (counts: SQL, parameter: Parameter<Name>) => SQL,
): (counted: Counted, values: Record<Name, string>) => Promise<Admission> {
  const statements = new Map<string, (values: Record<string, string>) => Promise<AdmissionRow[]>>();
  return async ({ strangers, device }, values) => {
    const [proven, others] = [stepsOf(device?.attempts ?? []), stepsOf(strangers)];
    const name = [proven, others]
      .map((steps) => steps.map(({ policy, factor }) => `${policy} ${factor}`).join())
      .join(';');
    const statement =
      statements.get(name) ??
      prepared((parameter: Parameter<string>) => write(counting(proven, others, parameter), parameter), admissionRow);
    statements.set(name, statement);
    const [row] = await statement({ ...values, ...keysOf(proven, others, device?.known) });
    return readAdmission(row);
  };
}

const count = countingStatement((counts) => sql`with ${counts} select * from admission`);

/**
 * Takes back one attempt of each, the newest: the right password is no guess. It was counted before it was compared, so that parallel
 * guesses share the limit.
 */
export async function uncount({ strangers, device }: Counted, { proven }: Admission): Promise<void> {
  const keys = stepsOf(proven ? (device?.attempts ?? []) : strangers).map((step) => sql`${keyOf(step)}`);
  const order = sql`array[${sql.join(keys, sql`, `)}]::text[]`;
  // Locks the rows in the order in which an attempt counts them: another order could deadlock.
  await db().execute(sql`with counted as (
      select key from rate_limits where key = any(${order}) order by array_position(${order}, key) for update)
    update rate_limits t set granted_at = t.granted_at[1:cardinality(t.granted_at) - 1]
    from counted where t.key = counted.key`);
}

/** The outcome of an attempt over its limit. */
export type Limited = { outcome: 'limited'; retryAfterSeconds: number };

/**
 * Counts an attempt to use a living link, or to give the current password in a session, for the link or the user alone: the holder has
 * proven something, and never waits for strangers in the same network.
 * @param subject the id of the link's row or of the user
 * @returns null when there was room
 */
export function limitTries(subject: string): Promise<Limited | null> {
  return limit({ policy: 'set-password/link', subject });
}

/** Counts an attempt. @returns null when there was room */
export async function limit(attempt: Attempt): Promise<Limited | null> {
  const admission = await countAttempts(attempt);
  return admission.granted ? null : { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
}

/** Forgets what was counted for these policies and subjects. Never for what a stranger can fill: its end would tell when the owner came. */
export async function clear(on: Transaction | ReturnType<typeof db>, ...attempts: Attempt[]): Promise<void> {
  for (const step of stepsOf(attempts)) await on.execute(sql`delete from rate_limits where key = ${keyOf(step)}`);
}

/** A keyed digest that identifies an address without revealing it, for audit events and the known-device cookie. */
export function digest(canonical: string): string {
  return createHmac('sha256', deriveKey('digest')).update(canonical).digest('base64url').slice(0, 22);
}

const admissionRow = z.object({
  granted: z.boolean(),
  policy: z.custom<Policy>((name) => typeof name === 'string' && name in policies),
  retry_after: z.number().nullable(),
  room: z.number(),
  proven: z.boolean(),
});
type AdmissionRow = z.output<typeof admissionRow>;

function readAdmission(row: AdmissionRow | undefined): Admission {
  if (!row) throw new Error('The rate limit statement returned no row.');
  const { granted, policy, proven } = row;
  if (granted) return { granted, proven, left: row.room };
  return { granted, proven, policy, retryAfterSeconds: Math.max(1, Math.ceil(row.retry_after ?? 0)) };
}

function keysOf(proven: readonly Step[], strangers: readonly Step[], known?: KnownDevice): Record<KeyName, string> {
  const device = known ? { owner: known.owner, since: known.since.toISOString() } : {};
  return Object.fromEntries([
    ...proven.map((step, index) => [`proven${index}`, keyOf(step)]),
    ...strangers.map((step, index) => [`stranger${index}`, keyOf(step)]),
    ...strangers.map((step, index) => [`repeated${index}`, keyOf({ ...step, subject: `${step.subject} again` })]),
    ...Object.entries(device),
  ]);
}

function keyOf({ policy, subject }: Attempt): string {
  // The purpose is part of every stored key: renaming it would forget all counts.
  return createHmac('sha256', deriveKey('throttle')).update(`${policy}\n${subject}`).digest('base64url').slice(0, 32);
}
