'use server';

import { redirect } from 'next/navigation';
import * as accounts from '@/lib/accounts';
import { parseForm, personName } from '@/lib/fields';
import * as sessions from '@/lib/sessions';
import { answer, perform } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { readOrigin } from '@/lib/web/origin';
import { closeSession, findVisitor, requireVisitor } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "Sign out": ends the session in the database too, so that a copied cookie is worth nothing. */
export async function signOut(): Promise<void> {
  return perform(async () => {
    const visitor = await findVisitor();
    // closeSession ends it as well, but a failure there is only logged; here the person is told.
    if (visitor) await sessions.end(visitor.accountId, visitor.sessionId, await readOrigin());
    await closeSession();
    await writeTicket({ outcome: 'signed-out', ...(visitor ? { email: visitor.email } : {}) });
    redirect('/login');
  });
}

/** "Save name". */
export async function rename(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const { accountId } = await requireVisitor();
    const parsed = parseForm({ name: personName }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    await accounts.rename(accountId, parsed.fields.name, await readOrigin());
    await writeTicket({ outcome: 'renamed' });
    redirect('/account');
  });
}
