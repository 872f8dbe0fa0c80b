'use client';

import { createContext, type ReactNode, useActionState, useEffect, useRef } from 'react';
import { type FormState, untouched } from '@/lib/web/form-state';
import { Notice } from './notice';

/** What the server answered to the form around a field. */
export const FormAnswer = createContext<FormState>(untouched);

type FormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  children: ReactNode;
};

/**
 * A plain HTML form around a server action. After a refusal it says what is wrong, gives the fields their sentences,
 * and moves the focus to the first of them. Without JavaScript the server renders the same page.
 */
export function Form({ action, children }: FormProps) {
  const [answer, submit] = useActionState(action, untouched);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (answer.attempt === 0) return;
    const refused = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (refused ?? form.current?.querySelector<HTMLElement>('.notice'))?.focus();
  }, [answer]);

  return (
    // The browser's own bubbles are replaced by sentences beside the fields, the same with and without JavaScript.
    <form ref={form} action={submit} className="form" noValidate>
      {answer.message && <Notice tone={answer.message.tone}>{answer.message.text}</Notice>}
      <FormAnswer value={answer}>{children}</FormAnswer>
    </form>
  );
}
