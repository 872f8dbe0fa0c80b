import { cache } from 'react';
import { env } from '@/lib/env';
import * as recovery from '@/lib/recovery/resets';
import { isProven } from './factor-proof';
import { findCookieless, readLink } from './links';
import { readRequester } from './requester';
import { readTicket } from './ticket';

/** The state of this browser's reset link. Looked up once per response. */
export const findCurrentReset = cache(async () => {
  const cookieless = await findCookieless('reset');
  if (cookieless) return cookieless;
  const standing = await recovery.open(await readLink('reset'), await readRequester());
  if (standing.state !== 'open') return standing;
  return { ...standing, isProven: await isProven(standing), minLength: env().PASSWORD_MIN_LENGTH };
});

/** The address typed in this browser in the last half hour, else that of its reset link, else empty. */
export async function findKnownEmail(): Promise<string> {
  const { email } = await readTicket();
  if (email) return email;
  // Only prefills a field: if the lookup fails, the page still works.
  const link = await findCurrentReset().catch(() => null);
  return link && 'email' in link && !link.isMasked ? link.email : '';
}
