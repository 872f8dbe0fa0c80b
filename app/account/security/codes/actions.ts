'use server';

import { redirect } from 'next/navigation';
import { typedCode } from '@/lib/codes';
import { codePattern, createCodes, isOneOf } from '@/lib/factors/recovery-codes';
import { parseForm } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import { holdEnrolment, readEnrolment } from '@/lib/web/enrolment';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { answerWithPassword, end, finishEnrolment, finishRenewal, startOver } from '../finish';

/** "Show new codes". The old ones work until one of the new ones is typed back. */
export async function renew(state: FormState, form: FormData): Promise<FormState> {
  return answerWithPassword(state, form, async (user) => {
    await holdEnrolment(user, { step: 'codes', factor: null, codes: createCodes() });
    return redirect('/account/security/codes');
  });
}

const recoveryCode = typedCode(new RegExp(`^${codePattern}$`));

/** "Finish": one of the codes was typed back. */
export async function finish(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const words = (await readWords()).account.security.problems.saved;
    const parsed = parseForm({ code: recoveryCode }, form);
    if (!parsed.ok)
      return refuse.sentences({ code: parsed.problems.code === 'missing' ? words.missing : words.malformed });
    const enrolment = await readEnrolment(user);
    if (enrolment?.step !== 'codes') return startOver();
    const { factor, codes } = enrolment;
    if (!isOneOf(codes, parsed.fields.code)) return refuse.sentences({ code: words.wrong });
    if (!factor) return finishRenewal(user, codes);
    await finishEnrolment(user, factor, codes);
    // The same form, sent twice: this passkey has just been added. An app may be another one, from another tab.
    return end(factor.kind === 'passkey' ? 'passkey-added' : 'app-exists');
  });
}
