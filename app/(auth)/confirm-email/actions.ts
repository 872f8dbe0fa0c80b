'use server';

import { redirect } from 'next/navigation';
import { parseForm, password } from '@/lib/fields';
import * as addresses from '@/lib/users/address-changes';
import * as backupAddresses from '@/lib/users/backup-addresses';
import { findCurrentNewAddress } from '@/lib/web/account-links';
import { answer } from '@/lib/web/answer';
import { withNext } from '@/lib/web/destination';
import { holdFirstStep } from '@/lib/web/first-step';
import type { FormState } from '@/lib/web/form-state';
import { rememberSignedIn } from '@/lib/web/known-device';
import { dropLink, readLink } from '@/lib/web/links';
import { readRequester } from '@/lib/web/requester';
import { findUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Confirm new email" and "Confirm backup address": authorized by the account's session, or else by its password. */
export async function confirmEmail(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const change = await findCurrentNewAddress();
    const user = await findUser();
    const isSignedIn = change.state === 'open' && change.isSignedIn;
    const parsed = isSignedIn ? null : parseForm({ password }, form);
    if (parsed && !parsed.ok) return refuse.fields(parsed.problems);
    const proof = parsed ? { password: parsed.fields.password } : { signedIn: user?.userId ?? '' };
    const confirm = change.isBackup ? backupAddresses.confirm : addresses.confirmChange;
    const confirmed = await confirm(await readLink('address'), proof, await readRequester());
    switch (confirmed.outcome) {
      case 'limited':
        return refuse.limited(confirmed.retryAfterSeconds);
      case 'wrong-password':
        return refuse.fields({ password: 'wrongCurrent' });
      case 'second-factor':
        // Signed in then, the page behind the link needs no password.
        await holdFirstStep(confirmed);
        return redirect(withNext('/login/verify', '/confirm-email'));
      case 'taken':
        return refuse.form('addressTaken');
      case 'dead':
        // The page looks the link up again and shows the reason.
        return redirect('/confirm-email');
      case 'added':
        wakeWorker();
        await dropLink('address');
        await writeTicket({ outcome: 'backup-added' });
        return redirect(isSignedIn ? '/account/email' : '/login');
      case 'changed':
        wakeWorker();
        await dropLink('address');
        if (isSignedIn && user) await rememberSignedIn(confirmed.owner, user.sessionId);
        await writeTicket({ email: confirmed.email, outcome: 'address-changed' });
        redirect(isSignedIn ? '/account' : '/login');
    }
  });
}
