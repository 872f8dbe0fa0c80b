'use server';

import { redirect } from 'next/navigation';
import { code } from '@/lib/codes';
import { parseForm } from '@/lib/fields';
import * as guesses from '@/lib/guesses';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { holdLink } from '@/lib/web/links';
import { readOrigin } from '@/lib/web/origin';
import { readTicket } from '@/lib/web/ticket';

/** "Continue" with the code of the mail: leads where the link of that mail would. */
export async function enterCode(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ code }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const words = (await readWords()).problems.code;
    const { ask } = await readTicket();
    if (!ask) return refuse.sentences({ code: words.elsewhere });
    const judged = await guesses.judge(ask, parsed.fields.code, await readOrigin());
    switch (judged.outcome) {
      case 'limited':
        return refuse.forNow(judged.retryAfterSeconds);
      case 'wrong':
        return refuse.sentences({ code: words.wrong(judged.left) });
      case 'spent':
        return refuse.sentences({ code: words.spent });
      case 'right':
        await holdLink('reset', judged.link);
        redirect('/reset-password');
    }
  });
}
