import { randomUUID } from 'node:crypto';
import type { ResetRequest } from '@/lib/recovery/code-attempts';
import * as token from '@/lib/token';
import { readCookie, writeCookie } from './cookies';
import { findLocalPath } from './destination';

/** What one page hands to the next. It travels in a signed, short-lived cookie; only `?next=` stands in a query string. */
export type Ticket = {
  /** The address as typed, so that nobody types it twice. */
  email?: string;
  /** The newest ask of this browser. Its name is random, and all that the code of the email is bound to. */
  resetRequest?: HeldResetRequest;
  outcome?: Outcome;
  /** The address that the outcome is about, where that is not `email`. */
  newEmail?: string;
  sessionsEnded?: number;
  /** When this browser asked for links to `email`, in seconds, a comma list. */
  requestTimes?: string;
  /** How long to wait before asking again makes sense. */
  waitSeconds?: number;
  /** Where to come back to once the reset that was asked for here is done. */
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

const lifeSeconds = 30 * 60;
// An outcome is news: whoever comes back a while later should not be told again.
const flashSeconds = 60;
const waitAfterRequestSeconds = 60;
// Shorter than the count of tries at its code, which must not begin anew while the ask lives (lib/rate-limits.ts, code/request).
const resetRequestLifeSeconds = 12 * 3600;

/** So many links for one address within so many minutes. */
type ResetBudget = { budget: number; minutes: number };

/** What the page before handed over. Empty for a visitor without a ticket, or with a forged or an old one. */
export async function readTicket(): Promise<Ticket> {
  const cookie = await readCookie('ticket');
  const result = cookie ? await token.verify('ticket', cookie) : null;
  return result?.outcome === 'valid' ? unpack(result.claims.data ?? {}) : {};
}

/** The ask of this browser for an address: the one in hand, so that each code that was mailed for it works, or a new one. */
export async function readResetRequest(canonical: string): Promise<HeldResetRequest> {
  const { resetRequest } = await readTicket();
  return resetRequest?.canonical === canonical
    ? resetRequest
    : { id: randomUUID(), canonical, untilSeconds: now() + resetRequestLifeSeconds };
}

/** Adds to what the next page is handed. An outcome that was handed over earlier is not kept. */
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
  // The page that takes the code shows the address: both belong to one ask.
  const isSame = flash.email === undefined || flash.email === kept.email;
  const ofRequest = {
    ...(resetRequest && { resetRequest }),
    ...(requestTimes && { requestTimes }),
    ...(waitSeconds && { waitSeconds }),
  };
  await writeCookie('ticket', await seal({ ...kept, ...(isSame ? ofRequest : {}), ...flash }), lifeSeconds);
}

/**
 * Notes that this browser has asked for a link, and where it comes back to afterwards. From what it asked itself, and so the same
 * for every address, follows how long it makes no sense to ask again: a minute, or once the budget of the address is used up until
 * there is room.
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
