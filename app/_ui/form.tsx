'use client';

import { createContext, type ReactNode, useActionState, useEffect, useRef } from 'react';
import { type FormState, untouched } from '@/lib/web/form-state';
import { Fold, type FoldProps } from './fold';
import { Notice } from './notice';

/** The action's latest answer, for the fields of the form. */
export const FormAnswer = createContext<FormState>(untouched);

type FormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** For a form that few need: folded away until someone opens it, or it has an answer to show. */
  fold?: FoldProps;
  children: ReactNode;
};

/**
 * A plain HTML form around a server action. After a refusal it shows the message, passes the errors to the fields and moves the focus
 * to the first of them, or to the field that the message names. Without JavaScript the server renders the same page.
 */
export function Form({ action, fold, children }: FormProps) {
  const [answer, submit] = useActionState(action, untouched);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (answer.attempt === 0) return;
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector);
    const next = answer.message?.field ? find(`[name="${answer.message.field}"]`) : find('[aria-invalid="true"]');
    (next ?? find('.notice'))?.focus();
  }, [answer]);

  const plain = (
    // noValidate: errors appear beside the fields, the same with and without JavaScript, instead of in the browser's bubbles.
    <form ref={form} action={submit} className="form" noValidate>
      {answer.message && <Notice tone={answer.message.tone}>{answer.message.text}</Notice>}
      <FormAnswer value={answer}>{children}</FormAnswer>
    </form>
  );
  if (!fold) return plain;
  return (
    <Fold {...fold} isOpen={fold.isOpen || answer.attempt > 0}>
      {plain}
    </Fold>
  );
}
