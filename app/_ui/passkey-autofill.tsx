'use client';

import { useContext, useEffect, useRef } from 'react';
import { FormAnswer } from './form';
import { askForPasskey, canAutofill, stopAsking, submitAnswer } from './passkey';

// A challenge lives five minutes.
const renewalMs = 4 * 60_000;

/**
 * Offers the passkeys of this site among what the browser fills in, and signs in with the chosen one. For a form with a field that has
 * `autocomplete="… webauthn"`. Without a script, or in a browser that can't, it is nothing.
 */
export function PasskeyAutofill() {
  const field = useRef<HTMLInputElement>(null);
  // After each answer of the server the challenge has been used up.
  const { attempt } = useContext(FormAnswer);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt needs a new challenge
  useEffect(() => offer(field), [attempt]);

  return <input ref={field} type="hidden" name="passkey" />;
}

function offer(field: { current: HTMLInputElement | null }): () => void {
  let isOver = false;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    clearTimeout(renewal);
    if (isOver || !(await canAutofill())) return;
    const mine = setTimeout(ask, renewalMs);
    renewal = mine;
    const answer = await askForPasskey(true).catch(() => null);
    if (isOver || renewal !== mine) return;
    if (answer && field.current) submitAnswer(field.current, answer);
    // After a canceled prompt it is offered again to someone who comes back to the form.
    else field.current?.form?.addEventListener('focusin', ask, { once: true });
  };
  void ask();
  return () => {
    isOver = true;
    clearTimeout(renewal);
    field.current?.form?.removeEventListener('focusin', ask);
    if (renewal) void stopAsking();
  };
}
