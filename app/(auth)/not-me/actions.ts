'use server';

import { redirect } from 'next/navigation';
import { address, parseForm } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { dropLink } from '@/lib/web/links';
import * as notMe from '@/lib/web/not-me';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "This was not me" of a notice, or "I did not ask for this" of a reset email: asks for the account's address. */
export async function sayNotMe(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ email: address }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email } = parsed.fields;
    const said = await notMe.sayNotMe(email);
    switch (said.outcome) {
      case 'limited':
        return refuse.limited(said.retryAfterSeconds);
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
        await writeTicket({
          email: said.email ?? '',
          earlier: said.earlier,
          outcome: said.isRestored ? 'account-restored' : 'account-locked',
        });
        redirect('/not-me/done');
    }
  });
}
