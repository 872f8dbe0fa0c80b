'use server';

import { randomUUID } from 'node:crypto';
import { redirect } from 'next/navigation';
import { address, parseForm, password, personName } from '@/lib/fields';
import { addPlainProblem } from '@/lib/password';
import * as registrations from '@/lib/registrations';
import { answer } from '@/lib/web/answer';
import { ring } from '@/lib/web/bell';
import type { FormState } from '@/lib/web/form-state';
import { readOrigin } from '@/lib/web/origin';
import { writeTicket } from '@/lib/web/ticket';

/** "Create account": always "check your inbox". */
export async function register(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ name: personName, email: address, password }, form);
    if (!parsed.ok) return refuse.fields(addPlainProblem(parsed.problems, form.get('password')));
    const { name, email } = parsed.fields;
    const who = { name, address: email, password: parsed.fields.password };
    const asked = await registrations.request(who, randomUUID(), await readOrigin());
    switch (asked.outcome) {
      case 'limited':
        return refuse.forNow(asked.retryAfterSeconds);
      case 'refused':
        return refuse.fields({ password: asked.problem });
      case 'accepted':
        ring();
        await writeTicket({ email: email.typed });
        redirect('/register/sent');
    }
  });
}
