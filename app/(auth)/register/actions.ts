'use server';

import { randomUUID } from 'node:crypto';
import { redirect } from 'next/navigation';
import { address, parseForm, password } from '@/lib/fields';
import { addBasicProblem } from '@/lib/passwords/passwords';
import { profile } from '@/lib/profile';
import * as registrations from '@/lib/users/registrations';
import { answer } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { holdRegistration } from '@/lib/web/held-registration';
import { readRequester } from '@/lib/web/requester';
import { rememberRegistration } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Create account": always "check your inbox". */
export async function register(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ ...profile, email: address, password }, form);
    if (!parsed.ok) return refuse.fields(addBasicProblem(parsed.problems, form.get('password')));
    const { email, ...fields } = parsed.fields;
    const asked = await registrations.request({ ...fields, address: email }, randomUUID(), await readRequester());
    switch (asked.outcome) {
      case 'limited':
        return refuse.limited(asked.retryAfterSeconds);
      case 'refused':
        return refuse.fields({ password: asked.problem });
      case 'accepted':
        wakeWorker();
        await holdRegistration(asked.held);
        await rememberRegistration(email.typed, email.canonical, registrations.mailBudget);
        redirect('/register/sent');
    }
  });
}
