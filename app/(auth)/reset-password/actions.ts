'use server';

import { redirect } from 'next/navigation';
import { parseForm, password, repeated, uuid } from '@/lib/fields';
import { addBasicProblem } from '@/lib/passwords/passwords';
import * as recovery from '@/lib/recovery/resets';
import { answerWithFactor } from '@/lib/web/factor-proof';
import type { FormState } from '@/lib/web/form-state';
import { readLink } from '@/lib/web/links';
import { readRequester, rememberDevice } from '@/lib/web/requester';
import { findUser, pathAfterReset, signOut } from '@/lib/web/reset-sessions';
import { readTicket, writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Save new password". */
export async function setPassword(state: FormState, form: FormData): Promise<FormState> {
  return answerWithFactor(state, form, async (form, refuse, proof) => {
    const parsed = parseForm({ resetId: uuid, password, confirm: repeated(form) }, form);
    if (!parsed.ok) return refuse.fields(addBasicProblem(parsed.problems, form.get('password')));
    const { fields } = parsed;
    const requester = await readRequester();
    const user = await findUser();
    const link = await readLink('reset');
    const done = await recovery.complete(link, fields.resetId, fields.password, requester, proof);
    switch (done.outcome) {
      case 'limited':
        return refuse.limited(done.retryAfterSeconds);
      case 'refused':
        return refuse.fields({ password: done.problem });
      case 'factor-needed':
        return refuse.factor('missing');
      case 'other-link':
        return refuse.form('twoTabs');
      case 'dead':
        // The page looks the link up again and shows the reason.
        return redirect('/reset-password');
      case 'completed': {
        wakeWorker();
        await rememberDevice(done.device);
        const { next } = await readTicket();
        // Keep the link's cookie, so that submitting again says the link was used.
        // Also when another account was signed in in this browser.
        await signOut(user, requester);
        await writeTicket({ email: done.email, outcome: 'password-changed', next: '' });
        redirect(await pathAfterReset(done.userId, next));
      }
    }
  });
}
