'use server';

import { redirect } from 'next/navigation';
import { parseForm, password } from '@/lib/fields';
import * as deletion from '@/lib/users/deletion';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { refuseUnproven } from '@/lib/web/proof';
import { closeSession, readSignedIn, requireUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Delete for good". */
export async function deleteAccount(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const deleted = await deletion.begin(user.userId, parsed.fields.currentPassword ?? null, await readSignedIn(user));
    switch (deleted.outcome) {
      case 'limited':
      case 'wrong-current':
      case 'factor-needed':
      case 'sign-in-needed':
        return refuseUnproven(deleted, refuse);
      case 'deleted':
        wakeWorker();
        await closeSession();
        await writeTicket({ outcome: 'account-deleted', email: '' });
        redirect('/login');
    }
  });
}
