'use server';

import { redirect } from 'next/navigation';
import { parseForm, password } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { dropHeldRegistration } from '@/lib/web/held-registration';
import { dropLink } from '@/lib/web/links';
import { ConfirmationRefused } from '@/lib/web/providers';
import { openSession } from '@/lib/web/session';

/** "Confirm and sign in": writes the account. */
export async function confirm(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ password }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const confirmed = await openSession('confirmation', { password: parsed.fields.password }, ConfirmationRefused);
    switch (confirmed.outcome) {
      case 'limited':
        return refuse.forNow(confirmed.retryAfterSeconds);
      case 'refused':
        return refuse.form('confirmRefused');
      case 'dead':
        // The page looks the link up again and shows the reason.
        return redirect('/confirm');
      case 'opened':
        await dropLink('confirm');
        await dropHeldRegistration();
        redirect('/account');
    }
  });
}
