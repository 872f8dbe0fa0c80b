'use server';

import { parseForm, password } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { requireUser } from '@/lib/web/session';
import { removeEnrolled } from '../../finish';

/** "Remove app". */
export async function removeApp(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const current = parsed.fields.currentPassword ?? null;
    return removeEnrolled(user, { kind: 'authenticator' }, current, refuse, 'app-removed');
  });
}
