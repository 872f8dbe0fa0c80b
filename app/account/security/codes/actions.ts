'use server';

import { redirect } from 'next/navigation';
import { alphabet, typedCode } from '@/lib/codes';
import { codeLength, createCodes, isOneOf } from '@/lib/factors/recovery-codes';
import { parseForm, password } from '@/lib/fields';
import { verifyCurrentPassword } from '@/lib/users/credentials';
import { answer } from '@/lib/web/answer';
import { holdEnrolment, readEnrolment } from '@/lib/web/enrolment';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { askForFactor, readSignedIn, requireUser } from '@/lib/web/session';
import { end, finishEnrolment, finishRenewal, startOver } from '../finish';

/** "Show new codes". The old ones work until one of the new ones is typed back. */
export async function renew(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ currentPassword: password }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const verified = await verifyCurrentPassword(user.userId, parsed.fields.currentPassword, await readSignedIn(user));
    switch (verified.outcome) {
      case 'limited':
        return refuse.forNow(verified.retryAfterSeconds);
      case 'wrong-current':
        return refuse.fields({ currentPassword: 'wrongCurrent' });
      case 'factor-needed':
        return askForFactor();
      case 'correct':
        await holdEnrolment(user, { step: 'codes', factor: null, codes: createCodes() });
        redirect('/account/security/codes');
    }
  });
}

const recoveryCode = typedCode(new RegExp(`^[${alphabet}]{${codeLength}}$`));

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
    return end(factor.kind === 'passkey' ? 'passkey-added' : 'app-exists');
  });
}
