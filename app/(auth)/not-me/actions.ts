'use server';

import { redirect } from 'next/navigation';
import { address, parseForm } from '@/lib/fields';
import * as declines from '@/lib/recovery/declines';
import * as disavowals from '@/lib/recovery/disavowals';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { dropLink, findCurrentNotMe, readLink } from '@/lib/web/links';
import { readRequester } from '@/lib/web/requester';
import { closeSession } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "This was not me" of a notice, or "I did not ask for this" of a reset email: asks for the account's address. */
export async function sayNotMe(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ email: address }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email } = parsed.fields;
    const { state: kind } = await findCurrentNotMe();
    const say = kind === 'reset' ? declines.decline : disavowals.reportNotMe;
    const said = await say(await readLink('not-me'), email, await readRequester());
    switch (said.outcome) {
      case 'limited':
        return refuse.forNow(said.retryAfterSeconds);
      case 'refused':
        return refuse.fields({ email: 'otherAddress' });
      case 'dead':
        // The page looks the link up again and shows the reason.
        return redirect('/not-me');
      case 'declined':
        await dropLink('not-me');
        await writeTicket({ email: email.typed, outcome: 'link-denied' });
        return redirect('/not-me/done');
      case 'locked':
        wakeWorker();
        await dropLink('not-me');
        await closeSession();
        await writeTicket({
          email: said.email ?? '',
          earlier: said.earlier,
          outcome: kind === 'deletion' ? 'account-restored' : 'account-locked',
        });
        redirect('/not-me/done');
    }
  });
}
