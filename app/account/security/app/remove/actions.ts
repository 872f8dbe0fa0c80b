'use server';

import { redirect } from 'next/navigation';
import { parseForm, password } from '@/lib/fields';
import { removeFactor } from '@/lib/users/security';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { askForFactor, readSignedIn, requireUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Remove app". */
export async function removeApp(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ currentPassword: password }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { currentPassword } = parsed.fields;
    const removed = await removeFactor(
      user.userId,
      { kind: 'authenticator' },
      currentPassword,
      await readSignedIn(user),
    );
    switch (removed.outcome) {
      case 'limited':
        return refuse.forNow(removed.retryAfterSeconds);
      case 'wrong-current':
        return refuse.fields({ currentPassword: 'wrongCurrent' });
      case 'factor-needed':
        return askForFactor();
      case 'signed-out':
        return redirect('/login');
      case 'gone':
        await writeTicket({ outcome: 'factor-gone' });
        return redirect('/account/security');
      case 'removed':
        wakeWorker();
        await writeTicket({ outcome: 'app-removed', sessionsEnded: removed.sessionsEnded });
        return redirect('/account/security');
    }
  });
}
