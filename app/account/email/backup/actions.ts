'use server';

import { randomUUID } from 'node:crypto';
import { redirect } from 'next/navigation';
import { address, parseForm, password } from '@/lib/fields';
import * as backupAddresses from '@/lib/users/backup-addresses';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { refuseUnproven } from '@/lib/web/proof';
import { readSignedIn, requireUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Send link", for a backup address: it is none until its mailbox answers. */
export async function addBackup(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ email: address, currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email, currentPassword } = parsed.fields;
    const requester = await readSignedIn(user);
    const asked = await backupAddresses.request(user.userId, email, currentPassword ?? null, randomUUID(), requester);
    switch (asked.outcome) {
      case 'limited':
      case 'wrong-current':
      case 'factor-needed':
      case 'sign-in-needed':
        return refuseUnproven(asked, refuse);
      case 'own':
        return refuse.fields({ email: 'ownAddress' });
      case 'exists':
        // Added in another tab meanwhile: the page shows it.
        return redirect('/account/email/backup');
      case 'accepted':
        wakeWorker();
        await writeTicket({ outcome: 'address-asked', about: email.typed });
        redirect('/account/email');
    }
  });
}

/** "Remove backup address". */
export async function removeBackup(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const removed = await backupAddresses.remove(
      user.userId,
      parsed.fields.currentPassword ?? null,
      await readSignedIn(user),
    );
    switch (removed.outcome) {
      case 'limited':
      case 'wrong-current':
      case 'factor-needed':
      case 'sign-in-needed':
        return refuseUnproven(removed, refuse);
      case 'removed':
        wakeWorker();
        await writeTicket({ outcome: 'backup-removed' });
        redirect('/account/email');
    }
  });
}
