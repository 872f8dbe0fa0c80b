'use server';

import { randomUUID } from 'node:crypto';
import { redirect } from 'next/navigation';
import * as addresses from '@/lib/addresses';
import { address, parseForm, password } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import { ring } from '@/lib/web/bell';
import type { FormState } from '@/lib/web/form-state';
import { readOrigin } from '@/lib/web/origin';
import { requireVisitor } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "Change address": nothing changes until the new mailbox answers. */
export async function changeEmail(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const { accountId } = await requireVisitor();
    const parsed = parseForm({ email: address, currentPassword: password }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email, currentPassword } = parsed.fields;
    const asked = await addresses.requestChange(accountId, email, currentPassword, randomUUID(), await readOrigin());
    switch (asked.outcome) {
      case 'limited':
        return refuse.forNow(asked.retryAfterSeconds);
      case 'wrong-current':
        return refuse.fields({ currentPassword: 'wrongCurrent' });
      case 'same':
        return refuse.fields({ email: 'sameAddress' });
      case 'accepted':
        ring();
        await writeTicket({ outcome: 'address-asked', newEmail: email.typed });
        redirect('/account/email');
    }
  });
}
