'use server';

import { redirect } from 'next/navigation';
import { parseForm, password, repeated } from '@/lib/fields';
import { addBasicProblem } from '@/lib/passwords/passwords';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { refuseUnproven } from '@/lib/web/proof';
import { PasswordChangeRefused } from '@/lib/web/providers';
import { openSession, requireUser } from '@/lib/web/session';

/** "Change password": this browser goes on in a new session. */
export async function changePassword(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    await requireUser();
    const parsed = parseForm({ currentPassword: password.optional(), password, confirm: repeated(form) }, form);
    if (!parsed.ok) return refuse.fields(addBasicProblem(parsed.problems, form.get('password')));
    const { currentPassword, password: next } = parsed.fields;
    const changed = await openSession(
      'password-change',
      { ...(currentPassword === undefined ? {} : { currentPassword }), password: next },
      PasswordChangeRefused,
    );
    switch (changed.outcome) {
      case 'limited':
      case 'wrong-current':
      case 'factor-needed':
      case 'sign-in-needed':
        return refuseUnproven(changed, refuse);
      case 'refused':
        return refuse.fields({ password: changed.problem });
      case 'opened':
        redirect('/account');
    }
  });
}
