import ipaddr from 'ipaddr.js';
import { env } from '@/lib/env';
import { resetLifetimeMinutes } from '@/lib/mailed-links';

/** So many granted attempts within so many minutes, at any time. */
export type Tier = { budget: number; minutes: number };
/** Granted when at least one tier of every group has room. */
export type Groups = readonly (readonly Tier[])[];
/** So many attempts in a minute, over all strangers: too many to keep the moment of each. Spread over `ceilingRows`. */
export type Ceiling = { perMinute: number };

/** How many rows share a ceiling. Requests that count in one row wait for each other's commit: a single row carries a few hundred a second. */
export const ceilingRows = 16;

// A link is emailed before the last one expires, even when the email takes five minutes.
const relinkMinutes = Math.max(1, resetLifetimeMinutes - 5);

/**
 * Every rate limit of the application. `/network`: an IPv4 address or a /64, and around a /64 also its /56 and its /48, with 4 and 16
 * times the budget. `/site`: all strangers together; their first requests of a quarter of an hour have a ceiling of their own, so a
 * flood from few networks does not slow someone who comes from another. What is proven (a living link, a session, a known device) is
 * counted for the proof alone: strangers of the same network cannot use it up.
 */
export const policies = {
  'reset/network': [[{ budget: 20, minutes: 15 }]],
  // As many as two cores look up and compose.
  'reset/site': { perMinute: 3000 },
  // Ten in a day; then one in the life of a link, so that there is always one that works.
  'reset/address': [
    [{ budget: 3, minutes: 15 }],
    [
      { budget: 10, minutes: 1440 },
      { budget: 1, minutes: relinkMinutes },
    ],
  ],
  'reset/device': [
    [{ budget: 3, minutes: 15 }],
    [
      { budget: 10, minutes: 1440 },
      { budget: 1, minutes: relinkMinutes },
    ],
  ],
  // All known devices of one owner together.
  'reset/devices': [
    [{ budget: 9, minutes: 15 }],
    [
      { budget: 30, minutes: 1440 },
      { budget: 3, minutes: relinkMinutes },
    ],
  ],
  'mail/recipient': [[{ budget: 3, minutes: 15 }]],
  'register/network': [[{ budget: 10, minutes: 15 }]],
  // Each costs a hash: a quarter of a second of a core.
  'register/site': { perMinute: 600 },
  'sign-in/network': [[{ budget: 50, minutes: 15 }]],
  'sign-in/address': [[{ budget: 10, minutes: 15 }]],
  'sign-in/device': [[{ budget: 10, minutes: 15 }]],
  'sign-in/devices': [[{ budget: 30, minutes: 15 }]],
  // Successful ones: each leaves a session and an audit event.
  'sign-in/user': [[{ budget: 60, minutes: 15 }]],
  'rename/user': [[{ budget: 10, minutes: 15 }]],
  'set-password/link': [[{ budget: 10, minutes: 15 }]],
  // Wrong codes of an authenticator app in a row; a right one clears them. Only who gave the password or holds a link can cause one.
  'factor/account': [[{ budget: 10, minutes: 60 }]],
  // Waiting periods: each emails every address of the account, three times.
  'wait/user': [[{ budget: 3, minutes: 1440 }]],
  // For a whole session: it proves neither the password nor a factor, so its guesses must not count against the owner. Then it ends.
  'factor/session': [[{ budget: 10, minutes: 30 * 1440 }]],
  // Each tells every address.
  'security/user': [[{ budget: 10, minutes: 15 }]],
  // Five tries in total: the window is longer than the life of any request (lib/web/ticket.ts, lib/web/held-registration.ts).
  'code/request': [[{ budget: 5, minutes: 1500 }]],
  // Not an attempt: makes sure that only one process sweeps, every ten minutes.
  'sweep/site': [[{ budget: 1, minutes: 10 }]],
} as const satisfies Record<string, Groups | Ceiling>;

export type Policy = keyof typeof policies;
/** A policy that is no ceiling: its first tier is its short-term limit. */
export type TieredPolicy = { [Name in Policy]: (typeof policies)[Name] extends Ceiling ? never : Name }[Policy];
/** One attempt to count: the policy, and what it is counted for (an address, a network, a link …). */
export type Attempt = { policy: Policy; subject: string };

/** In `device_generations`, in place of the digest of an address: ends the known devices of every owner. */
export const everyOwner = 'all';

/** One row to count in: the budget is that of the policy, `factor` times. */
export type Step = Attempt & { factor: number };

/** How many requests of a network, in the window of its own limit, are its first. */
export const firstRequests = 3;

/** The rows that attempts are counted in, in this order: the widest network first, so that narrower ones get no row once it is full. */
export function stepsOf(attempts: readonly Attempt[]): Step[] {
  return attempts.flatMap(({ policy, subject }) =>
    policy.endsWith('/network')
      ? widen(subject).map((around) => ({ policy, ...around }))
      : [{ policy, subject: 'perMinute' in policies[policy] ? `${subject} ${nextRow()}` : subject, factor: 1 }],
  );
}

// In turn, so that the rows of a ceiling fill evenly.
function nextRow(): number {
  turn = (turn + 1) % ceilingRows;
  return turn;
}
let turn = 0;

/** Whether the policy counts strangers by where they come from, and not an account, a link or an address. */
export function isOfStrangers(policy: Policy): boolean {
  return policy.endsWith('/network') || 'perMinute' in policies[policy];
}

/** The limit of a step's row: a ceiling grows with MAIL_HOURLY_BUDGET, because a site that sends more is asked more. */
export function limitOf({ policy, factor }: Pick<Step, 'policy' | 'factor'>): Groups | Ceiling {
  const limit: Groups | Ceiling = policies[policy];
  if ('perMinute' in limit) {
    const site = limit.perMinute * Math.max(1, env().MAIL_HOURLY_BUDGET / usualHourlyBudget);
    return { perMinute: Math.ceil(site / ceilingRows) };
  }
  const times = factor * (fixed.has(policy) ? 1 : env().RATE_LIMIT_FACTOR);
  return limit.map((tiers) => tiers.map(({ budget, minutes }) => ({ budget: budget * times, minutes })));
}

// What RATE_LIMIT_FACTOR leaves alone: how many guesses a code survives, and what is no attempt.
const fixed: ReadonlySet<Policy> = new Set<Policy>(['code/request', 'factor/account', 'factor/session', 'sweep/site']);

const usualHourlyBudget = 5000;

// A household has a /64 or a /56, a company or a hobbyist a /48: 65,536 networks of the narrowest kind.
const widths = [
  { bits: 48, factor: 16 },
  { bits: 56, factor: 4 },
];

function widen(network: string): Pick<Step, 'subject' | 'factor'>[] {
  const own = { subject: network, factor: 1 };
  if (!ipaddr.IPv6.isValidCIDR(network)) return [own];
  const [address = ''] = network.split('/');
  return [
    ...widths.map(({ bits, factor }) => {
      const start = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`);
      return { subject: `${start.toString()}/${bits}`, factor };
    }),
    own,
  ];
}
