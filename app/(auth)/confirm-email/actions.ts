'use server';

import { redirect } from 'next/navigation';
import * as addresses from '@/lib/addresses';
import { parseForm, password } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import { ring } from '@/lib/web/bell';
import type { FormState } from '@/lib/web/form-state';
import { dropLink, findAddressChangeInHand, readLink } from '@/lib/web/links';
import { readOrigin } from '@/lib/web/origin';
import { findVisitor } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "Use this address": by the session of the account, or else by its password. */
export async function confirmEmail(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const change = await findAddressChangeInHand();
    const visitor = await findVisitor();
    const isSignedIn = change.state === 'open' && change.isSignedIn;
    const parsed = isSignedIn ? null : parseForm({ password }, form);
    if (parsed && !parsed.ok) return refuse.fields(parsed.problems);
    const proof = parsed ? { password: parsed.fields.password } : { signedIn: visitor?.accountId ?? '' };
    const confirmed = await addresses.confirmChange(await readLink('address'), proof, await readOrigin());
    switch (confirmed.outcome) {
      case 'limited':
        return refuse.forNow(confirmed.retryAfterSeconds);
      case 'wrong-password':
        return refuse.fields({ password: 'wrongCurrent' });
      case 'taken':
        return refuse.form('addressTaken');
      case 'dead':
        // The page looks the link up again and says why.
        return redirect('/confirm-email');
      case 'changed':
        ring();
        await dropLink('address');
        await writeTicket({ email: confirmed.email, outcome: 'address-changed' });
        redirect(isSignedIn ? '/account' : '/login');
    }
  });
}
