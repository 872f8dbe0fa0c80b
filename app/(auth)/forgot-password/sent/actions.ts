'use server';

import { redirect } from 'next/navigation';
import { parseForm } from '@/lib/fields';
import * as codeAttempts from '@/lib/recovery/code-attempts';
import { code } from '@/lib/recovery/codes';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { storeLink } from '@/lib/web/links';
import { readRequester } from '@/lib/web/requester';
import { readTicket } from '@/lib/web/ticket';

/** "Continue" with the code of the email: leads where the link of that email would. */
export async function enterCode(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ code }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const words = (await readWords()).problems.code;
    const { resetRequest } = await readTicket();
    if (!resetRequest) return refuse.sentences({ code: words.elsewhere });
    const judged = await codeAttempts.checkCode(resetRequest, parsed.fields.code, await readRequester());
    switch (judged.outcome) {
      case 'wrong':
        return refuse.sentences({ code: words.wrong(judged.left) });
      case 'spent':
        return refuse.sentences({ code: words.spent });
      case 'right':
        await storeLink('reset', judged.link);
        redirect('/reset-password');
    }
  });
}
