import { cache } from 'react';
import { env } from '@/lib/env';
import { pages } from '@/lib/mailed-links';
import * as declines from '@/lib/recovery/declines';
import * as disavowals from '@/lib/recovery/disavowals';
import * as factorProofs from '@/lib/recovery/factor-proofs';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as recovery from '@/lib/recovery/resets';
import * as token from '@/lib/token';
import * as addresses from '@/lib/users/address-changes';
import * as backupAddresses from '@/lib/users/backup-addresses';
import { addressLinkLifetimeMinutes } from '@/lib/users/new-addresses';
import * as registrations from '@/lib/users/registrations';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { readHeldRegistration } from './held-registration';
import { areCookiesDropped, withMark } from './kept-cookies';
import { readRequester } from './requester';
import { findUser } from './session';
import { readTicket } from './ticket';

/** The kinds of emailed links. An opened link's token is kept in an HttpOnly cookie, out of the address bar, history and Referer. */
type Kind = 'reset' | 'confirm' | 'address' | 'not-me';

const storedSeconds = {
  reset: resetLinks.resetLifetimeMinutes * 60,
  confirm: registrations.confirmLifetimeHours * 3600,
  address: addressLinkLifetimeMinutes * 60,
  // The link itself works for seven days; opened again it is stored again.
  'not-me': 3600,
};

/** Links of another purpose that lead to the same page. */
const others = { reset: null, confirm: null, address: 'backup', 'not-me': 'deny' } as const;

/**
 * Answers an emailed link: moves its token into a cookie and redirects to its page. Never uses the link up, so mail scanners may
 * fetch it any number of times. For an invalid token the cookie is removed, and the page says so.
 */
export async function openLink(kind: Kind, received: string): Promise<Response> {
  const secret = token.extract(received);
  const other = others[kind];
  const claims = (await token.findClaims(kind, secret)) ?? (other && (await token.findClaims(other, secret)));
  if (claims) await storeLink(kind, secret);
  else await dropCookie(kind);
  const location = claims ? withMark(pages[kind], 'email') : pages[kind];
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}

/** Stores a link's token in this browser, as opening the link does. */
export function storeLink(kind: Kind, secret: string): Promise<void> {
  return writeCookie(kind, secret, storedSeconds[kind]);
}

/** The token of the link opened last in this browser; empty, and so never valid, when there is none. */
export async function readLink(kind: Kind): Promise<string> {
  return (await readCookie(kind)) ?? '';
}

/** Removes the stored link, after it was used. */
export function dropLink(kind: Kind): Promise<void> {
  return dropCookie(kind);
}

/** The browser came from a valid link and kept no cookie of it: the site needs cookies. */
export type Cookieless = { state: 'cookieless' };

/** Null, unless this browser has just opened a link of this kind and kept no cookie. */
async function findCookieless(kind: Kind): Promise<Cookieless | null> {
  return (await areCookiesDropped('email', storedSeconds[kind])) ? { state: 'cookieless' } : null;
}

/** The state of this browser's reset link. Looked up once per response. */
export const findCurrentReset = cache(async () => {
  const cookieless = await findCookieless('reset');
  if (cookieless) return cookieless;
  const standing = await recovery.open(await readLink('reset'), await readRequester());
  if (standing.state !== 'open') return standing;
  const isProven = await factorProofs.isProven(standing, (await readCookie('factor')) ?? '');
  return { ...standing, isProven, minLength: env().PASSWORD_MIN_LENGTH };
});

/** The address typed in this browser in the last half hour, else that of its reset link, else empty. */
export async function findKnownEmail(): Promise<string> {
  const { email } = await readTicket();
  if (email) return email;
  // Only prefills a field: if the lookup fails, the page still works.
  const link = await findCurrentReset().catch(() => null);
  return link && 'email' in link && !link.isMasked ? link.email : '';
}

/**
 * The state of this browser's confirmation link. `held`: this browser registered the address, and finishes that registration without a
 * password. Looked up once per response.
 */
export const findCurrentConfirmation = cache(async () => {
  const cookieless = await findCookieless('confirm');
  if (cookieless) return cookieless;
  const standing = await registrations.find(await readLink('confirm'));
  if (standing.state !== 'open') return standing;
  return { ...standing, held: registrations.heldFor(standing, await readHeldRegistration()) };
});

/**
 * The state of this browser's link that confirms a new address or a backup address, and whether its account is signed in here. Looked up
 * once per response.
 */
export const findCurrentNewAddress = cache(async () => {
  const cookieless = await findCookieless('address');
  if (cookieless) return { ...cookieless, isBackup: false };
  const link = await readLink('address');
  const isBackup = (await token.findClaims('backup', link)) !== null;
  const [standing, user] = await Promise.all([(isBackup ? backupAddresses : addresses).find(link), findUser()]);
  return standing.state === 'open'
    ? { ...standing, isBackup, isSignedIn: user?.userId === standing.userId }
    : { ...standing, isBackup };
});

/** The state of this browser's "not me" link, which comes from a notice or from a reset email. */
export const findCurrentNotMe = cache(
  async (): Promise<
    { state: 'change' | 'security' | 'deletion' | 'reset' | 'done' | 'expired' | 'invalid' } | Cookieless
  > => {
    const cookieless = await findCookieless('not-me');
    if (cookieless) return cookieless;
    const link = await readLink('not-me');
    const disavowal = await disavowals.find(link);
    if (disavowal.state === 'open') return { state: stateOf[disavowal.kind] };
    if (disavowal.state === 'used') return { state: 'done' };
    if (disavowal.state === 'expired') return { state: 'expired' };
    const decline = await declines.find(link);
    return { state: decline === 'open' ? 'reset' : decline === 'dead' ? 'done' : 'invalid' };
  },
);

const stateOf = { password: 'change', address: 'change', security: 'security', deletion: 'deletion' } as const;
