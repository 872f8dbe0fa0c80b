'use server';

import { redirect } from 'next/navigation';
import * as codeAttempts from '@/lib/recovery/code-attempts';
import { answerCode } from '@/lib/web/code-form';
import type { FormState } from '@/lib/web/form-state';
import { storeLink } from '@/lib/web/links';
import { readRequester } from '@/lib/web/requester';
import { readTicket } from '@/lib/web/ticket';

/** "Continue" with the code of the email: leads where the link of that email would. */
export async function enterCode(state: FormState, form: FormData): Promise<FormState> {
  return answerCode(
    state,
    form,
    async (code) => {
      const { resetRequest } = await readTicket();
      return resetRequest ? codeAttempts.checkCode(resetRequest, code, await readRequester()) : null;
    },
    async (link) => {
      await storeLink('reset', link);
      redirect('/reset-password');
    },
  );
}
