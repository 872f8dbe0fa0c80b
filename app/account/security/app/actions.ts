'use server';

import { redirect } from 'next/navigation';
import { typedCode } from '@/lib/codes';
import * as authenticators from '@/lib/factors/authenticators';
import { parseForm } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import { holdEnrolment, readEnrolment } from '@/lib/web/enrolment';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { answerWithPassword, end, finishEnrolment, startOver } from '../finish';

/** "Continue", with the password: shows the secret of a new app. */
export async function begin(state: FormState, form: FormData): Promise<FormState> {
  return answerWithPassword(state, form, async (user) => {
    await holdEnrolment(user, { step: 'app', secret: authenticators.createSecret() });
    return redirect('/account/security/app');
  });
}

const appCode = typedCode(/^\d{6}$/);

/** "Continue", with the code that the app shows for that secret. */
export async function confirm(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const words = (await readWords()).account.security.problems.app;
    const parsed = parseForm({ code: appCode }, form);
    if (!parsed.ok)
      return refuse.sentences({ code: parsed.problems.code === 'missing' ? words.missing : words.malformed });
    const enrolment = await readEnrolment(user);
    if (enrolment?.step !== 'app') return startOver();
    const { secret } = enrolment;
    const matched = authenticators.match(secret, parsed.fields.code, await authenticators.readClock());
    switch (matched.outcome) {
      case 'wrong':
        return refuse.sentences({ code: words.wrong });
      case 'clock':
        return refuse.factor('clock');
      case 'right':
        await finishEnrolment(user, { kind: 'authenticator', secret, step: matched.step }, null);
        return end('app-exists');
    }
  });
}
