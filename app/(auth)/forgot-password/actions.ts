'use server';

import { redirect } from 'next/navigation';
import { address, parseForm, single } from '@/lib/fields';
import * as recovery from '@/lib/recovery';
import { answer } from '@/lib/web/answer';
import { ring } from '@/lib/web/bell';
import { findLocalPath } from '@/lib/web/destination';
import type { FormState } from '@/lib/web/form-state';
import { readOrigin } from '@/lib/web/origin';
import { noteAsk, readAsk } from '@/lib/web/ticket';

/** "Send the link": the same page for every address. */
export async function askForReset(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ email: address }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email } = parsed.fields;
    const ask = await readAsk(email.canonical);
    const asked = await recovery.requestReset(email, ask.id, await readOrigin());
    if (asked.outcome === 'limited') return refuse.forNow(asked.retryAfterSeconds);
    ring();
    await noteAsk(email.typed, ask, recovery.askBudget, findLocalPath(single(form, 'next')));
    redirect('/forgot-password/sent');
  });
}
