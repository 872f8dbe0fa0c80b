'use server';

import { redirect } from 'next/navigation';
import { parseForm, uuid } from '@/lib/fields';
import * as sessions from '@/lib/sessions';
import { perform } from '@/lib/web/answer';
import { readOrigin } from '@/lib/web/origin';
import { requireVisitor } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "Sign out" beside one session. A session that is gone already is as good as ended. */
export async function endSession(form: FormData): Promise<void> {
  return perform(async () => {
    const { accountId } = await requireVisitor();
    const parsed = parseForm({ session: uuid }, form);
    const isEnded = parsed.ok && (await sessions.end(accountId, parsed.fields.session, await readOrigin()));
    await writeTicket({ outcome: 'session-ended', sessionsEnded: isEnded ? 1 : 0 });
    redirect('/account/sessions');
  });
}

/** "Sign out everywhere else". */
export async function endOtherSessions(): Promise<void> {
  return perform(async () => {
    const { accountId, sessionId } = await requireVisitor();
    const sessionsEnded = await sessions.endOthers(accountId, sessionId, await readOrigin());
    await writeTicket({ outcome: 'session-ended', sessionsEnded });
    redirect('/account/sessions');
  });
}
