import { randomUUID } from 'node:crypto';
import * as token from '@/lib/token';
import { readCookie, writeCookie } from './cookies';
import { findLocalPath } from './destination';

/** What one page hands to the next. It travels in a signed, short-lived cookie and never in a query string. */
export type Ticket = {
  /** The address as typed, so that nobody types it twice. */
  email?: string;
  /** A random name of the newest ask of this browser. */
  askId?: string;
  outcome?: Outcome;
  /** The address that the outcome is about, where that is not `email`. */
  newEmail?: string;
  sessionsEnded?: number;
  /** How long to wait before asking again makes sense. */
  waitSeconds?: number;
  /** The local path that somebody came for. */
  next?: string;
};

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
const newsSeconds = 60;
const waitAfterAskSeconds = 60;

/** What the page before handed over. Empty for a visitor without a ticket, or with a forged or an old one. */
export async function readTicket(): Promise<Ticket> {
  const cookie = await readCookie('ticket');
  const result = cookie ? await token.verify('ticket', cookie) : null;
  return result?.outcome === 'valid' ? unpack(result.claims.data ?? {}) : {};
}

/** Adds to what the next page is handed. An outcome that was handed over earlier is not kept. */
export async function writeTicket(news: Omit<Ticket, 'waitSeconds' | 'askId'> & { asked?: string }): Promise<void> {
  const { outcome: _, sessionsEnded: __, newEmail: ___, waitSeconds, ...kept } = await readTicket();
  await writeCookie(
    'ticket',
    await pack({ ...kept, ...news }, news.asked ? waitAfterAskSeconds : waitSeconds),
    lifeSeconds,
  );
}

/** A ticket as a cookie value, for answers that are not made by a page or an action. */
async function pack(
  { asked, ...ticket }: Omit<Ticket, 'waitSeconds'> & { asked?: string },
  waitSeconds?: number,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const data = {
    ...ticket,
    ...(asked ? { askId: asked } : {}),
    ...(ticket.outcome ? { newsUntil: now + newsSeconds } : {}),
    ...(waitSeconds ? { waitUntil: now + waitSeconds } : {}),
  };
  return token.issue('ticket', { subject: 'visitor', id: randomUUID(), data }, lifeSeconds);
}

function unpack(data: Record<string, string | number>): Ticket {
  const now = Math.floor(Date.now() / 1000);
  const isNews = Number(data.newsUntil ?? 0) > now;
  const outcome = outcomes.find((known) => isNews && known === data.outcome);
  const waitSeconds = Math.max(0, Number(data.waitUntil ?? 0) - now);
  const next = findLocalPath(data.next);
  return {
    ...(typeof data.email === 'string' ? { email: data.email } : {}),
    ...(typeof data.askId === 'string' ? { askId: data.askId } : {}),
    ...(next ? { next } : {}),
    ...(outcome ? { outcome } : {}),
    ...(outcome && typeof data.sessionsEnded === 'number' ? { sessionsEnded: data.sessionsEnded } : {}),
    ...(outcome && typeof data.newEmail === 'string' ? { newEmail: data.newEmail } : {}),
    ...(waitSeconds > 0 ? { waitSeconds } : {}),
  };
}
