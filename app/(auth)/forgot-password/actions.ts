'use server';

import { redirect } from 'next/navigation';
import { address, parseForm, single } from '@/lib/fields';
import * as resetRequests from '@/lib/recovery/reset-requests';
import { answer } from '@/lib/web/answer';
import { findLocalPath } from '@/lib/web/destination';
import type { FormState } from '@/lib/web/form-state';
import { readRequester } from '@/lib/web/requester';
import { readResetRequest, rememberResetRequest } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Send the link": the same page for every address. */
export async function requestReset(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ email: address }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email } = parsed.fields;
    const resetRequest = await readResetRequest(email.canonical);
    const asked = await resetRequests.requestReset(email, resetRequest.id, await readRequester());
    if (asked.outcome === 'limited') return refuse.limited(asked.retryAfterSeconds);
    wakeWorker();
    await rememberResetRequest(
      email.typed,
      resetRequest,
      resetRequests.resetBudget,
      findLocalPath(single(form, 'next')),
    );
    redirect('/forgot-password/sent');
  });
}
