'use server';

import { redirect } from 'next/navigation';
import { address, parseForm, password, single } from '@/lib/fields';
import { answer, type Refuse } from '@/lib/web/answer';
import { findLocalPath, withNext } from '@/lib/web/destination';
import type { FormState } from '@/lib/web/form-state';
import { PasskeyRefused, SignInRefused } from '@/lib/web/providers';
import { openSession } from '@/lib/web/session';
import { landingPage } from '@/lib/web/site';
import { writeTicket } from '@/lib/web/ticket';
import { runWorkerAfterResponse } from '@/lib/web/worker';
import { requestReset } from '../forgot-password/actions';

/** "Sign in": one message for every failure. The second button requests a reset link, and the password is not passed on. */
export async function signIn(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    if (form.has('forgot')) return forget(state, form);
    const passkey = single(form, 'passkey');
    if (passkey) return signInWithPasskey(passkey, form, refuse);
    const parsed = parseForm({ email: address, password }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { email, password: typed } = parsed.fields;
    runWorkerAfterResponse();
    const signedIn = await openSession('password', { email: email.typed, password: typed }, SignInRefused);
    switch (signedIn.outcome) {
      case 'limited':
        return refuse.limited(signedIn.retryAfterSeconds);
      case 'refused':
        return refuse.form('signInRefused', 'password');
      case 'second-factor':
        await writeTicket({ email: email.typed });
        return redirect(withNext('/login/verify', findLocalPath(single(form, 'next'))));
      case 'opened':
        await writeTicket({ email: email.typed });
        redirect(findLocalPath(single(form, 'next')) ?? landingPage);
    }
  });
}

// The browser's autofill offered a passkey, and its answer came along in a hidden field.
async function signInWithPasskey(passkey: string, form: FormData, refuse: Refuse): Promise<FormState> {
  const signedIn = await openSession('passkey', { passkey }, PasskeyRefused);
  switch (signedIn.outcome) {
    case 'limited':
      return refuse.limited(signedIn.retryAfterSeconds);
    case 'refused':
      return refuse.form('passkeyRefused', 'password');
    case 'opened':
      redirect(findLocalPath(single(form, 'next')) ?? landingPage);
  }
}

// An empty field is not an error here: /forgot-password asks for the address.
async function forget(state: FormState, form: FormData): Promise<FormState> {
  if (single(form, 'email')?.trim()) return requestReset(state, form);
  redirect(withNext('/forgot-password', findLocalPath(single(form, 'next'))));
}
