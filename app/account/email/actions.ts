'use server';

import { randomUUID } from 'node:crypto';
import { redirect } from 'next/navigation';
import { address, parseForm, password } from '@/lib/fields';
import * as addresses from '@/lib/users/address-changes';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { refuseUnproven } from '@/lib/web/proof';
import { readSignedIn, requireUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Change address": nothing changes until the new mailbox answers. */
export async function changeEmail(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ email: address, currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email, currentPassword } = parsed.fields;
    const asked = await addresses.requestChange(
      user.userId,
      email,
      currentPassword ?? null,
      randomUUID(),
      await readSignedIn(user),
    );
    switch (asked.outcome) {
      case 'limited':
      case 'wrong-current':
      case 'factor-needed':
      case 'sign-in-needed':
        return refuseUnproven(asked, refuse);
      case 'same':
        return refuse.fields({ email: 'sameAddress' });
      case 'accepted':
        wakeWorker();
        await writeTicket({ outcome: 'address-asked', about: email.typed });
        redirect('/account/email');
    }
  });
}
