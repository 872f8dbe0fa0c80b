import { cache } from 'react';
import * as addresses from '@/lib/addresses';
import * as alarms from '@/lib/alarms';
import * as denials from '@/lib/denials';
import { env } from '@/lib/env';
import * as recovery from '@/lib/recovery';
import * as registrations from '@/lib/registrations';
import * as token from '@/lib/token';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { readOrigin } from './origin';
import { findVisitor } from './session';
import { readTicket } from './ticket';

/** A mailed link that a browser has opened. The secret is in an HttpOnly cookie: not in the address bar, the history or a Referer. */
type Kind = 'reset' | 'confirm' | 'address' | 'not-me';

const pages = { reset: '/reset-password', confirm: '/confirm', address: '/confirm-email', 'not-me': '/not-me' };
const heldSeconds = {
  reset: recovery.resetLifetimeMinutes * 60,
  confirm: registrations.confirmLifetimeHours * 3600,
  address: addresses.addressLinkLifetimeMinutes * 60,
  'not-me': 3600,
};

/**
 * The answer to a mailed link: takes the secret out of the address bar and shows the page behind it. Spends nothing, however
 * often and by whomever it is fetched. What is no link of ours leaves nothing in hand, and the page says so.
 */
export async function openLink(kind: Kind, received: string): Promise<Response> {
  // A mail program that wraps long lines puts white space into a link; nothing else of it is mended.
  const secret = received.replace(/\s/g, '');
  const isOurs =
    (await token.findClaims(kind, secret)) ?? (kind === 'not-me' && (await token.findClaims('deny', secret)));
  if (isOurs) await holdLink(kind, secret);
  else await dropCookie(kind);
  return new Response(null, { status: 303, headers: { Location: pages[kind], 'Cache-Control': 'no-store' } });
}

/** Puts a link of ours into the hands of this browser, as opening it does. */
export function holdLink(kind: Kind, secret: string): Promise<void> {
  return writeCookie(kind, secret, heldSeconds[kind]);
}

/** The secret of the link that was opened last in this browser; empty when there is none, which no link equals. */
export async function readLink(kind: Kind): Promise<string> {
  return (await readCookie(kind)) ?? '';
}

/** Forgets the link, once it has done its work. */
export function dropLink(kind: Kind): Promise<void> {
  return dropCookie(kind);
}

/** What the reset link of this browser is worth now. Looked up once for each answer. */
export const findResetInHand = cache(async () => {
  const standing = await recovery.find(await readLink('reset'), await readOrigin());
  return standing.state === 'open' ? { ...standing, minLength: env().PASSWORD_MIN_LENGTH } : standing;
});

/** The address that was typed in this browser a moment ago, or else that of the reset link it opened; else empty. */
export async function findKnownEmail(): Promise<string> {
  const { email } = await readTicket();
  if (email) return email;
  // A comfort only: without it the page stays what it is.
  const link = await findResetInHand().catch(() => null);
  return link && link.state !== 'invalid' ? link.email : '';
}

/** What the confirm link of this browser is worth now. Looked up once for each answer. */
export const findConfirmationInHand = cache(async () => registrations.find(await readLink('confirm')));

/** What the link of an address change is worth now, and whether its account is the one signed in here. */
export const findAddressChangeInHand = cache(async () => {
  const [standing, visitor] = await Promise.all([addresses.find(await readLink('address')), findVisitor()]);
  return standing.state === 'open' ? { ...standing, isSignedIn: visitor?.accountId === standing.accountId } : standing;
});

/** What the "not me" link of this browser is worth now: that of a notice, or that of a reset mail. */
export const findNotMeInHand = cache(
  async (): Promise<{ state: 'change' | 'reset' | 'done' | 'expired' | 'invalid' }> => {
    const link = await readLink('not-me');
    const alarm = await alarms.find(link);
    if (alarm.state === 'open') return { state: 'change' };
    if (alarm.state === 'used') return { state: 'done' };
    if (alarm.state === 'expired') return { state: 'expired' };
    const denial = await denials.find(link);
    return { state: denial === 'open' ? 'reset' : denial === 'dead' ? 'done' : 'invalid' };
  },
);
