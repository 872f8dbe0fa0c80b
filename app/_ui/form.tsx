'use client';

import { usePathname, useRouter } from 'next/navigation';
import { createContext, type ReactNode, useActionState, useEffect, useRef, useState, useTransition } from 'react';
import { type FormState, untouched } from '@/lib/web/form-state';
import { Notice } from './notice';

/** What the server answered to the form around a field. */
export const Answer = createContext<FormState>(untouched);

/** The server has said yes, and the next page is on its way. */
export const Leaving = createContext(false);

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
  const isLeaving = useNextPage(answer);

  useEffect(() => {
    if (answer.attempt === 0 || answer.goTo) return;
    const refused = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (refused ?? form.current?.querySelector<HTMLElement>('.notice'))?.focus();
  }, [answer]);

  return (
    // The browser's own bubbles are replaced by sentences beside the fields, the same with and without JavaScript.
    <form ref={form} action={submit} className="form" noValidate>
      {answer.message && <Notice tone={answer.message.tone}>{answer.message.text}</Notice>}
      <Answer value={answer}>
        <Leaving value={isLeaving}>{children}</Leaving>
      </Answer>
    </form>
  );
}

/** Goes where the answer leads. @returns whether that page has not arrived yet */
function useNextPage(answer: FormState): boolean {
  const router = useRouter();
  const here = usePathname();
  const [arrived, arrive] = useState(answer);
  const [, go] = useTransition();

  useEffect(() => {
    const { goTo } = answer;
    if (!goTo) return;
    go(() => {
      if (goTo === here) router.refresh();
      else router.push(goTo);
      // Shown together with the page, which this transition waits for.
      arrive(answer);
    });
  }, [answer, here, router]);

  return answer.goTo !== undefined && arrived !== answer;
}
