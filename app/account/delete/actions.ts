'use server';

import { redirect } from 'next/navigation';
import * as accounts from '@/lib/accounts';
import { parseForm, password } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { readOrigin } from '@/lib/web/origin';
import { closeSession, requireVisitor } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "Delete for good". */
export async function deleteAccount(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const { accountId } = await requireVisitor();
    const parsed = parseForm({ currentPassword: password }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const deleted = await accounts.remove(accountId, parsed.fields.currentPassword, await readOrigin());
    switch (deleted.outcome) {
      case 'limited':
        return refuse.forNow(deleted.retryAfterSeconds);
      case 'wrong-current':
        return refuse.fields({ currentPassword: 'wrongCurrent' });
      case 'deleted':
        await closeSession();
        await writeTicket({ outcome: 'account-deleted', email: '' });
        redirect('/login');
    }
  });
}
