import { randomUUID } from 'node:crypto';
import type { CodeRequest } from '@/lib/code-attempts';
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
  /** The address or the name that the outcome is about. */
  about?: string;
  sessionsEnded?: number;
  /** How many earlier changes can still be disavowed. */
  earlier?: number;
  /** When this browser requested emails for `requestsOf`: Unix seconds, separated by commas. */
  requestTimes?: string;
  /** What was requested, and for which address. */
  requestsOf?: string;
  /** How long until another request would send an email. */
  waitSeconds?: number;
  /** The local path to continue to after the reset. */
  next?: string;
};

type HeldResetRequest = CodeRequest & { untilSeconds: number };

export const outcomes = [
  'password-changed',
  'password-changed-here',
  'signed-out',
  'session-ended',
  'renamed',
  'address-asked',
  'address-changed',
  'backup-added',
  'backup-removed',
  'link-denied',
  'account-locked',
  'account-restored',
  'app-added',
  'app-removed',
  'app-exists',
  'factor-gone',
  'codes-renewed',
  'code-saved',
  'enrolment-expired',
  'wait-cancelled',
  'password-set-here',
  'account-deleted',
  'account-confirmed',
  'passkey-added',
  'passkey-renamed',
  'passkey-removed',
  'identity-connected',
  'identity-disconnected',
  'identity-exists',
  'identity-taken',
  'identity-other-account',
  'provider-canceled',
  'provider-failed',
  'provider-refused',
  'provider-limited',
] as const;
export type Outcome = (typeof outcomes)[number];

// Renewed with every write, so a reset request can outlive it in a browser that goes on.
const lifeSeconds = 30 * 60;
// Flash messages expire after 60 s, so that a later visit doesn't show them again.
const flashSeconds = 60;
// These say what to do next, which stays true until it is done. They last as long as the ticket.
const lasting: readonly Outcome[] = ['password-changed', 'link-denied', 'account-locked', 'account-restored'];
const waitAfterRequestSeconds = 60;
// Must be shorter than the window that counts tries at the code (lib/rate-limits/policies.ts, code/request), or the count would restart.
const resetRequestLifeSeconds = 12 * 3600;

/** At most `budget` emails to one address within `minutes`. */
type Budget = { budget: number; minutes: number };

/** The ticket from the previous page. Empty without one, or when it is forged or expired. */
export async function readTicket(): Promise<Ticket> {
  const cookie = await readCookie('ticket');
  const result = cookie ? await token.verify('ticket', cookie) : null;
  return result?.outcome === 'valid' ? unpack(result.claims.data ?? {}) : {};
}

/** How long until another email of this kind would be sent to the address that this browser requested the last one for. */
export async function readWaitSeconds(kind: RequestKind): Promise<number> {
  const { requestsOf, waitSeconds = 0 } = await readTicket();
  return requestsOf?.startsWith(`${kind} `) ? waitSeconds : 0;
}

/** This browser's reset request for an address: the current one, so that every code emailed for it works, or a new one. */
export async function readResetRequest(canonical: string): Promise<HeldResetRequest> {
  const { resetRequest } = await readTicket();
  return resetRequest?.canonical === canonical
    ? resetRequest
    : { id: randomUUID(), canonical, untilSeconds: now() + resetRequestLifeSeconds };
}

/** Adds to the ticket. An earlier outcome is dropped. */
export async function writeTicket(flash: Omit<Ticket, keyof Requests | 'resetRequest'>): Promise<void> {
  const {
    outcome: _,
    sessionsEnded: __,
    about: ___,
    earlier: ____,
    resetRequest,
    requestTimes,
    requestsOf,
    waitSeconds,
    ...kept
  } = await readTicket();
  // The code page shows the address, so a reset request is kept only while the address stays the same.
  const isSame = flash.email === undefined || flash.email === kept.email;
  const ofRequest = {
    ...(resetRequest && { resetRequest }),
    ...(requestTimes && { requestTimes }),
    ...(requestsOf && { requestsOf }),
    ...(waitSeconds && { waitSeconds }),
  };
  await writeCookie('ticket', await seal({ ...kept, ...(isSame ? ofRequest : {}), ...flash }), lifeSeconds);
}

/** Records that this browser requested a reset, and where to continue afterwards. */
export async function rememberResetRequest(
  email: string,
  resetRequest: HeldResetRequest,
  budget: Budget,
  next: string | null,
): Promise<void> {
  const requests = await countRequest('reset', resetRequest.canonical, budget);
  await writeCookie('ticket', await seal({ email, resetRequest, ...requests, ...(next ? { next } : {}) }), lifeSeconds);
}

/** Records that this browser registered an address, or requested another email for it. */
export async function rememberRegistration(email: string, canonical: string, budget: Budget): Promise<void> {
  const requests = await countRequest('registration', canonical, budget);
  await writeCookie('ticket', await seal({ email, ...requests }), lifeSeconds);
}

type RequestKind = 'reset' | 'registration';
type Requests = Pick<Ticket, 'requestTimes' | 'requestsOf' | 'waitSeconds'>;

/**
 * Counts one more request. The wait before the next one depends only on this browser's own requests, so it's the same for every address:
 * a minute or, once the address's budget is used up, until there is room.
 */
async function countRequest(
  kind: RequestKind,
  canonical: string,
  { budget, minutes }: Budget,
): Promise<Required<Requests>> {
  const before = await readTicket();
  const requestsOf = `${kind} ${canonical}`;
  const counted = before.requestsOf === requestsOf ? (before.requestTimes ?? '').split(',').map(Number) : [];
  const recent = [...counted.filter((at) => at > now() - minutes * 60), now()].slice(-budget);
  const [oldest = now()] = recent;
  const waitSeconds = recent.length < budget ? waitAfterRequestSeconds : oldest + minutes * 60 - now();
  return { requestsOf, requestTimes: recent.join(), waitSeconds };
}

async function seal({ resetRequest, waitSeconds, ...ticket }: Ticket): Promise<string> {
  const data = {
    ...ticket,
    ...(resetRequest
      ? { requestId: resetRequest.id, requestFor: resetRequest.canonical, requestUntil: resetRequest.untilSeconds }
      : {}),
    ...(ticket.outcome ? { flashUntil: now() + (lasting.includes(ticket.outcome) ? lifeSeconds : flashSeconds) } : {}),
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
    ...(typeof data.requestsOf === 'string' ? { requestsOf: data.requestsOf } : {}),
    ...(next ? { next } : {}),
    ...(outcome ? { outcome } : {}),
    ...(outcome && typeof data.sessionsEnded === 'number' ? { sessionsEnded: data.sessionsEnded } : {}),
    ...(outcome && typeof data.earlier === 'number' ? { earlier: data.earlier } : {}),
    ...(outcome && typeof data.about === 'string' ? { about: data.about } : {}),
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
