import { cache } from 'react';
import type { Address } from '@/lib/fields';
import * as declines from '@/lib/recovery/declines';
import * as disavowals from '@/lib/recovery/disavowals';
import { type Cookieless, findCookieless, readLink } from './links';
import { readRequester } from './requester';
import { closeSession } from './session';

export { disavowalLifetimeDays } from '@/lib/users/notices';

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

/** Says "I did not ask for this" of a reset email, or "this was not me" of a notice. */
export async function sayNotMe(address: Address) {
  const { state } = await findCurrentNotMe();
  const say = state === 'reset' ? declines.decline : disavowals.reportNotMe;
  const said = await say(await readLink('not-me'), address, await readRequester());
  if (said.outcome !== 'locked') return said;
  await closeSession();
  return { ...said, isRestored: state === 'deletion' };
}
