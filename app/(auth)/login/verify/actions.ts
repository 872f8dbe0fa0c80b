'use server';

import { redirect } from 'next/navigation';
import { single } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import { findLocalPath, withNext } from '@/lib/web/destination';
import type { FormState } from '@/lib/web/form-state';
import { findAsked, giveFactor, pathAfter } from '@/lib/web/second-step';
import { wakeWorker } from '@/lib/web/worker';

/** "Continue": the second step of a sign-in, or of a change of the account. */
export async function verify(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const next = findLocalPath(single(form, 'next'));
    const asked = await findAsked();
    const given = await giveFactor(asked, form);
    switch (given.outcome) {
      case 'limited':
        return refuse.factorLimited(given.retryAfterSeconds);
      case 'wrong-factor':
        return refuse.factor(given.problem);
      case 'expired':
        // The page looks again, and says what to do.
        return redirect(withNext('/login/verify', next));
      case 'opened':
      case 'renewed':
        // A used recovery code is told by email.
        wakeWorker();
        redirect(await pathAfter(asked, next));
    }
  });
}
