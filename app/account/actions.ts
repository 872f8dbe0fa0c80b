'use server';

import { redirect } from 'next/navigation';
import { parseForm } from '@/lib/fields';
import { profile } from '@/lib/profile';
import * as users from '@/lib/users/account';
import * as reviews from '@/lib/users/reviews';
import * as sessions from '@/lib/users/sessions';
import * as waits from '@/lib/users/waits';
import { answer, runAction } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { dropPendingIdentity } from '@/lib/web/pending-identity';
import { readRequester } from '@/lib/web/requester';
import { closeSession, findUser, requireUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Sign out": ends the session in the database too, so that a copied cookie no longer works. */
export async function signOut(): Promise<void> {
  return runAction(async () => {
    const user = await findUser();
    // closeSession ends it as well, but a failure there is only logged; here the person is told.
    if (user) await sessions.end(user.userId, user.sessionId, await readRequester());
    await closeSession();
    await dropPendingIdentity();
    await writeTicket({ outcome: 'signed-out', ...(user ? { email: user.email } : {}) });
    redirect('/login');
  });
}

/** "Save": the form has every field of the profile. */
export async function saveProfile(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const { userId } = await requireUser();
    const parsed = parseForm(profile, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const changed = await users.changeProfile(userId, parsed.fields, await readRequester());
    if (changed.outcome === 'limited') return refuse.limited(changed.retryAfterSeconds);
    await writeTicket({ outcome: 'renamed' });
    redirect('/account');
  });
}

/** "Cancel the waiting period". Succeeds also when it was canceled already. */
export async function cancelWait(): Promise<void> {
  return runAction(async () => {
    const { userId } = await requireUser();
    if (await waits.cancelFor(userId, await readRequester())) wakeWorker();
    await writeTicket({ outcome: 'wait-cancelled' });
    redirect('/account');
  });
}

/** "Looks right" under what is enrolled, after a recovery. */
export async function finishReview(): Promise<void> {
  return runAction(async () => {
    await reviews.finish((await requireUser()).userId);
    redirect('/account');
  });
}

/** "No, thanks" to the offer of a passkey. */
export async function declinePasskey(): Promise<void> {
  return runAction(async () => {
    await reviews.declinePasskey((await requireUser()).userId);
    redirect('/account');
  });
}
