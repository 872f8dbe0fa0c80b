import { cache } from 'react';
import type { Address } from '@/lib/fields';
import * as declines from '@/lib/recovery/declines';
import { type Cookieless, findCookieless, readLink } from '@/lib/web/links';
import { readRequester } from '@/lib/web/requester';

// "I did not ask for this" of a reset email. The page can say "this was not me" of a change, too: lib/words has its sentences.

type State = 'change' | 'security' | 'deletion' | 'reset' | 'done' | 'expired' | 'invalid';

/** The state of this browser's link. */
export const findCurrentNotMe = cache(async (): Promise<{ state: State } | Cookieless> => {
  const cookieless = await findCookieless('not-me');
  if (cookieless) return cookieless;
  const decline = await declines.find(await readLink('not-me'));
  return { state: decline === 'open' ? 'reset' : decline === 'dead' ? 'done' : 'invalid' };
});

type Locked = { outcome: 'locked'; email: string | null; earlier: number; isRestored: boolean };

export async function sayNotMe(address: Address): Promise<declines.DeclineResult | Locked> {
  return declines.decline(await readLink('not-me'), address, await readRequester());
}

export const disavowalLifetimeDays = 7;
