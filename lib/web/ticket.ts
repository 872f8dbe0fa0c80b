import { randomUUID } from 'node:crypto';
import type { ResetRequest } from '@/lib/recovery/code-attempts';
import * as token from '@/lib/token';
import { readCookie, writeCookie } from './cookies';
import { findLocalPath } from './destination';

/** What one page passes to the next, in a signed cookie of 30 minutes. Only `?next=` uses the query string. */
export type Ticket = {
  /** The address as typed, to prefill the next form. */
  email?: string;
  /** This browser's newest reset request. Its id is random, and the emailed code is bound to it alone. */
  resetRequest?: HeldResetRequest;
  outcome?: Outcome;
  /** The address that the outcome is about, if not `email`. */
  newEmail?: string;
  sessionsEnded?: number;
  /** When this browser requested links to `email`: Unix seconds, separated by commas. */
  requestTimes?: string;
  /** How long until another request would send an email. */
  waitSeconds?: number;
  /** The local path to continue to after the reset. */
  next?: string;
};

type HeldResetRequest = ResetRequest & { untilSeconds: number };

export const outcomes = [
  'password-changed',
  'password-changed-here',
  'signed-out',
  'session-ended',
  'renamed',
  'address-asked',
  'address-changed',
  'link-denied',
  'account-locked',
  'account-deleted',
] as const;
export type Outcome = (typeof outcomes)[number];

// Renewed with every write, so a reset request can outlive it in a browser that goes on.
const lifeSeconds = 30 * 60;
// Flash messages expire after 60 s, so that a later visit doesn't show them again.
const flashSeconds = 60;
const waitAfterRequestSeconds = 60;
// Must be shorter than the window that counts tries at the code (lib/rate-limits.ts, code/request), or the count would restart.
const resetRequestLifeSeconds = 12 * 3600;

/** At most `budget` links for one address within `minutes`. */
type ResetBudget = { budget: number; minutes: number };

/** The ticket from the previous page. Empty without one, or when it is forged or expired. */
export async function readTicket(): Promise<Ticket> {
  const cookie = await readCookie('ticket');
  const result = cookie ? await token.verify('ticket', cookie) : null;
  return result?.outcome === 'valid' ? unpack(result.claims.data ?? {}) : {};
}

/** This browser's reset request for an address: the current one, so that every code emailed for it works, or a new one. */
export async function readResetRequest(canonical: string): Promise<HeldResetRequest> {
  const { resetRequest } = await readTicket();
  return resetRequest?.canonical === canonical
    ? resetRequest
    : { id: randomUUID(), canonical, untilSeconds: now() + resetRequestLifeSeconds };
}

/** Adds to the ticket. An earlier outcome is dropped. */
export async function writeTicket(flash: Omit<Ticket, 'waitSeconds' | 'requestTimes' | 'resetRequest'>): Promise<void> {
  const {
    outcome: _,
    sessionsEnded: __,
    newEmail: ___,
    resetRequest,
    requestTimes,
    waitSeconds,
    ...kept
  } = await readTicket();
  // The code page shows the address, so a reset request is kept only while the address stays the same.
  const isSame = flash.email === undefined || flash.email === kept.email;
  const ofRequest = {
    ...(resetRequest && { resetRequest }),
    ...(requestTimes && { requestTimes }),
    ...(waitSeconds && { waitSeconds }),
  };
  await writeCookie('ticket', await seal({ ...kept, ...(isSame ? ofRequest : {}), ...flash }), lifeSeconds);
}

/**
 * Records that this browser requested a link, and where to continue afterwards. The wait before the next request depends only on this
 * browser's own requests, so it's the same for every address: a minute or, once the address's budget is used up, until there is room.
 */
export async function rememberResetRequest(
  email: string,
  resetRequest: HeldResetRequest,
  { budget, minutes }: ResetBudget,
  next: string | null,
): Promise<void> {
  const { resetRequest: before, requestTimes = '' } = await readTicket();
  const counted = before?.canonical === resetRequest.canonical ? requestTimes.split(',').map(Number) : [];
  const recent = [...counted.filter((at) => at > now() - minutes * 60), now()].slice(-budget);
  const [oldest = now()] = recent;
  const waitSeconds = recent.length < budget ? waitAfterRequestSeconds : oldest + minutes * 60 - now();
  const sealed = await seal({
    email,
    resetRequest,
    requestTimes: recent.join(),
    waitSeconds,
    ...(next ? { next } : {}),
  });
  await writeCookie('ticket', sealed, lifeSeconds);
}

async function seal({ resetRequest, waitSeconds, ...ticket }: Ticket): Promise<string> {
  const data = {
    ...ticket,
    ...(resetRequest
      ? { requestId: resetRequest.id, requestFor: resetRequest.canonical, requestUntil: resetRequest.untilSeconds }
      : {}),
    ...(ticket.outcome ? { flashUntil: now() + flashSeconds } : {}),
    ...(waitSeconds ? { waitUntil: now() + waitSeconds } : {}),
  };
  return token.issue('ticket', { subject: 'visitor', id: randomUUID(), data }, lifeSeconds);
}

function unpack(data: Record<string, string | number>): Ticket {
  const isFlash = Number(data.flashUntil ?? 0) > now();
  const outcome = outcomes.find((known) => isFlash && known === data.outcome);
  const waitSeconds = Math.max(0, Number(data.waitUntil ?? 0) - now());
  const next = findLocalPath(data.next);
  const resetRequest = unpackResetRequest(data);
  return {
    ...(typeof data.email === 'string' ? { email: data.email } : {}),
    ...(resetRequest ? { resetRequest } : {}),
    ...(typeof data.requestTimes === 'string' ? { requestTimes: data.requestTimes } : {}),
    ...(next ? { next } : {}),
    ...(outcome ? { outcome } : {}),
    ...(outcome && typeof data.sessionsEnded === 'number' ? { sessionsEnded: data.sessionsEnded } : {}),
    ...(outcome && typeof data.newEmail === 'string' ? { newEmail: data.newEmail } : {}),
    ...(waitSeconds > 0 ? { waitSeconds } : {}),
  };
}

function unpackResetRequest({
  requestId,
  requestFor,
  requestUntil,
}: Record<string, string | number>): HeldResetRequest | null {
  const untilSeconds = Number(requestUntil ?? 0);
  if (typeof requestId !== 'string' || typeof requestFor !== 'string' || untilSeconds <= now()) return null;
  return { id: requestId, canonical: requestFor, untilSeconds };
}

const now = () => Math.floor(Date.now() / 1000);
