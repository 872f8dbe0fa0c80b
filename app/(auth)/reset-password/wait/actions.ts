'use server';

import { redirect } from 'next/navigation';
import { address, parseForm } from '@/lib/fields';
import * as waits from '@/lib/recovery/waits';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { readLink } from '@/lib/web/links';
import { readRequester } from '@/lib/web/requester';
import { wakeWorker } from '@/lib/web/worker';

/** "Start the waiting period". */
export async function startWait(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ email: address }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const opened = await waits.open(await readLink('reset'), parsed.fields.email, await readRequester());
    switch (opened.outcome) {
      case 'limited':
        return refuse.limited(opened.retryAfterSeconds);
      case 'refused':
        return refuse.fields({ email: 'otherAddress' });
      case 'needless':
        return redirect('/reset-password');
      case 'opened':
        wakeWorker();
        return redirect('/reset-password/wait');
      case 'waiting':
      case 'dead':
        // The page shows since when, or why the link does not work.
        return redirect('/reset-password/wait');
    }
  });
}
