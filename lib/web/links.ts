import { cache } from 'react';
import { env } from '@/lib/env';
import * as declines from '@/lib/recovery/declines';
import * as disavowals from '@/lib/recovery/disavowals';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as recovery from '@/lib/recovery/resets';
import * as token from '@/lib/token';
import * as addresses from '@/lib/users/address-changes';
import * as registrations from '@/lib/users/registrations';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { readRequester } from './requester';
import { findUser } from './session';
import { readTicket } from './ticket';

/** A mailed link that a browser has opened. The secret is in an HttpOnly cookie: not in the address bar, the history or a Referer. */
type Kind = 'reset' | 'confirm' | 'address' | 'not-me';

const pages = { reset: '/reset-password', confirm: '/confirm', address: '/confirm-email', 'not-me': '/not-me' };
const storedSeconds = {
  reset: resetLinks.resetLifetimeMinutes * 60,
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
  if (isOurs) await storeLink(kind, secret);
  else await dropCookie(kind);
  return new Response(null, { status: 303, headers: { Location: pages[kind], 'Cache-Control': 'no-store' } });
}

/** Puts a link of ours into the hands of this browser, as opening it does. */
export function storeLink(kind: Kind, secret: string): Promise<void> {
  return writeCookie(kind, secret, storedSeconds[kind]);
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
export const findCurrentReset = cache(async () => {
  const standing = await recovery.find(await readLink('reset'), await readRequester());
  return standing.state === 'open' ? { ...standing, minLength: env().PASSWORD_MIN_LENGTH } : standing;
});

/** The address that was typed in this browser a moment ago, or else that of the reset link it opened; else empty. */
export async function findKnownEmail(): Promise<string> {
  const { email } = await readTicket();
  if (email) return email;
  // A comfort only: without it the page stays what it is.
  const link = await findCurrentReset().catch(() => null);
  return link && link.state !== 'invalid' ? link.email : '';
}

/** What the confirm link of this browser is worth now. Looked up once for each answer. */
export const findCurrentConfirmation = cache(async () => registrations.find(await readLink('confirm')));

/** What the link of an address change is worth now, and whether its account is the one signed in here. */
export const findCurrentAddressChange = cache(async () => {
  const [standing, user] = await Promise.all([addresses.find(await readLink('address')), findUser()]);
  return standing.state === 'open' ? { ...standing, isSignedIn: user?.userId === standing.userId } : standing;
});

/** What the "not me" link of this browser is worth now: that of a notice, or that of a reset email. */
export const findCurrentNotMe = cache(
  async (): Promise<{ state: 'change' | 'reset' | 'done' | 'expired' | 'invalid' }> => {
    const link = await readLink('not-me');
    const disavowal = await disavowals.find(link);
    if (disavowal.state === 'open') return { state: 'change' };
    if (disavowal.state === 'used') return { state: 'done' };
    if (disavowal.state === 'expired') return { state: 'expired' };
    const decline = await declines.find(link);
    return { state: decline === 'open' ? 'reset' : decline === 'dead' ? 'done' : 'invalid' };
  },
);
