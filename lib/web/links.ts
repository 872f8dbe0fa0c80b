import { cache } from 'react';
import { env } from '@/lib/env';
import * as recovery from '@/lib/recovery';
import * as registrations from '@/lib/registrations';
import * as token from '@/lib/token';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { readOrigin } from './origin';

/** A mailed link that a browser has opened. The secret is in an HttpOnly cookie: not in the address bar, the history or a Referer. */
type Kind = 'reset' | 'confirm';

const pages = { reset: '/reset-password', confirm: '/confirm' };
const heldSeconds = { reset: recovery.resetLifetimeMinutes * 60, confirm: registrations.confirmLifetimeHours * 3600 };

/**
 * The answer to a mailed link: takes the secret out of the address bar and shows the page behind it. Spends nothing, however
 * often and by whomever it is fetched. What is no link of ours leaves nothing in hand, and the page says so.
 */
export async function openLink(kind: Kind, secret: string): Promise<Response> {
  if (await token.findClaims(kind, secret)) await writeCookie(kind, secret, heldSeconds[kind]);
  else await dropCookie(kind);
  return new Response(null, { status: 303, headers: { Location: pages[kind], 'Cache-Control': 'no-store' } });
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

/** What the confirm link of this browser is worth now. Looked up once for each answer. */
export const findConfirmationInHand = cache(async () => registrations.find(await readLink('confirm')));
