'use server';

import { redirect } from 'next/navigation';
import { parseForm, uuid } from '@/lib/fields';
import * as sessions from '@/lib/users/sessions';
import { runAction } from '@/lib/web/answer';
import { readRequester } from '@/lib/web/requester';
import { requireUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "Sign out" beside one session. Succeeds also when the session is already gone. */
export async function endSession(form: FormData): Promise<void> {
  return runAction(async () => {
    const { userId } = await requireUser();
    const parsed = parseForm({ session: uuid }, form);
    const isEnded = parsed.ok && (await sessions.end(userId, parsed.fields.session, await readRequester()));
    await writeTicket({ outcome: 'session-ended', sessionsEnded: isEnded ? 1 : 0 });
    redirect('/account/sessions');
  });
}

/** "Sign out everywhere else". */
export async function endOtherSessions(): Promise<void> {
  return runAction(async () => {
    const { userId, sessionId } = await requireUser();
    const sessionsEnded = await sessions.endOthers(userId, sessionId, await readRequester());
    await writeTicket({ outcome: 'session-ended', sessionsEnded });
    redirect('/account/sessions');
  });
}
