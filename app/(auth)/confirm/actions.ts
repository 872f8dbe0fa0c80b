'use server';

import { redirect } from 'next/navigation';
import { parseForm, password } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import { finishConfirmation } from '@/lib/web/confirmation';
import type { FormState } from '@/lib/web/form-state';
import { landingPage } from '@/lib/web/site';

/** "Confirm and sign in": writes the account. In the browser that registered the form has no password. */
export async function confirm(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = form.has('held') ? null : parseForm({ password }, form);
    if (parsed && !parsed.ok) return refuse.fields(parsed.problems);
    const confirmed = await finishConfirmation({ ...parsed?.fields });
    switch (confirmed.outcome) {
      case 'limited':
        return refuse.limited(confirmed.retryAfterSeconds);
      case 'refused':
        // Without a password: this browser no longer holds the registration, and the page now asks for one.
        return parsed ? refuse.form('confirmRefused', 'password') : redirect('/confirm');
      case 'dead':
        // The page looks the link up again and shows the reason.
        return redirect('/confirm');
      case 'opened':
        redirect(landingPage);
    }
  });
}
