'use server';

import { redirect } from 'next/navigation';
import * as registrationCodes from '@/lib/users/registration-codes';
import * as registrations from '@/lib/users/registrations';
import { answer } from '@/lib/web/answer';
import { answerCode } from '@/lib/web/code-form';
import { finishConfirmation } from '@/lib/web/confirmation';
import type { FormState } from '@/lib/web/form-state';
import { readHeldRegistration } from '@/lib/web/held-registration';
import { storeLink } from '@/lib/web/links';
import { readRequester } from '@/lib/web/requester';
import { landingPage } from '@/lib/web/site';
import { rememberRegistration } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Resend email": from what this browser registered, so that nothing is typed again. */
export async function resend(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (_, refuse) => {
    const held = await readHeldRegistration();
    if (!held) redirect('/register');
    const asked = await registrations.resend(held, await readRequester());
    if (asked.outcome === 'limited') return refuse.limited(asked.retryAfterSeconds);
    wakeWorker();
    await rememberRegistration(held.email, held.canonical, registrations.mailBudget);
    redirect('/register/sent');
  });
}

/** "Continue" with the code of the email: writes the account, as the link in this browser would with one press. */
export async function enterCode(state: FormState, form: FormData): Promise<FormState> {
  return answerCode(
    state,
    form,
    async (code) => {
      const held = await readHeldRegistration();
      return held?.requestId ? registrationCodes.checkCode(held, code, await readRequester()) : null;
    },
    async (link) => {
      await storeLink('confirm', link);
      const confirmed = await finishConfirmation({});
      // If the link no longer works, its page says why.
      redirect(confirmed.outcome === 'opened' ? landingPage : '/confirm');
    },
  );
}
