'use server';

import { redirect } from 'next/navigation';
import * as alarms from '@/lib/alarms';
import * as denials from '@/lib/denials';
import { address, parseForm } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import { ring } from '@/lib/web/bell';
import type { FormState } from '@/lib/web/form-state';
import { dropLink, findNotMeInHand, readLink } from '@/lib/web/links';
import { readOrigin } from '@/lib/web/origin';
import { closeSession } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "This was not me" of a notice, or "I did not ask for this" of a reset mail: asks for the account's address. */
export async function sayNotMe(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ email: address }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email } = parsed.fields;
    const { state: kind } = await findNotMeInHand();
    const say = kind === 'reset' ? denials.deny : alarms.sound;
    const said = await say(await readLink('not-me'), email, await readOrigin());
    switch (said.outcome) {
      case 'limited':
        return refuse.forNow(said.retryAfterSeconds);
      case 'refused':
        return refuse.fields({ email: 'otherAddress' });
      case 'dead':
        // The page looks the link up again and says why.
        return redirect('/not-me');
      case 'denied':
        await dropLink('not-me');
        await writeTicket({ email: email.typed, outcome: 'link-denied' });
        return redirect('/login');
      case 'locked':
        ring();
        await dropLink('not-me');
        await closeSession();
        await writeTicket({ email: said.email, outcome: 'account-locked' });
        redirect('/login');
    }
  });
}
