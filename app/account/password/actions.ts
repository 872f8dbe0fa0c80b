'use server';

import { redirect } from 'next/navigation';
import * as accounts from '@/lib/accounts';
import { parseForm, password, repeated } from '@/lib/fields';
import { addPlainProblem } from '@/lib/password';
import { answer } from '@/lib/web/answer';
import { ring } from '@/lib/web/bell';
import type { FormState } from '@/lib/web/form-state';
import { readOrigin } from '@/lib/web/origin';
import { openSession, requireVisitor } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "Change password": this browser goes on in a new session. */
export async function changePassword(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const { accountId } = await requireVisitor();
    const parsed = parseForm({ currentPassword: password, password, confirm: repeated(form) }, form);
    if (!parsed.ok) return refuse.fields(addPlainProblem(parsed.problems, form.get('password')));
    const { fields } = parsed;
    const changed = await accounts.changePassword(
      accountId,
      fields.currentPassword,
      fields.password,
      await readOrigin(),
    );
    switch (changed.outcome) {
      case 'limited':
        return refuse.forNow(changed.retryAfterSeconds);
      case 'wrong-current':
        return refuse.fields({ currentPassword: 'wrongCurrent' });
      case 'refused':
        return refuse.fields({ password: changed.problem });
      case 'changed':
        ring();
        await openSession({ accountId, ...changed });
        await writeTicket({ outcome: 'password-changed-here', sessionsEnded: changed.othersEnded });
        redirect('/account');
    }
  });
}
