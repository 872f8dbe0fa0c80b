'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Words } from '@/lib/words';
import { Field, type FieldProps } from './field';

type PasswordFieldProps = Omit<FieldProps, 'type' | 'value' | 'aside'> & { words: Words['fields'] };

/** A password with a button that shows it. The button is there only once it can do something. */
export function PasswordField({ words, input, ...field }: PasswordFieldProps) {
  const [isShown, show] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const canShow = useSyncExternalStore(subscribeToNothing, yes, no);

  useEffect(() => {
    // Browsers remember what is sent as text: hide the password before it goes.
    const form = canShow ? button.current?.form : null;
    const hide = () => show(false);
    form?.addEventListener('submit', hide);
    return () => form?.removeEventListener('submit', hide);
  }, [canShow]);

  const toggle = canShow && (
    <>
      <button
        ref={button}
        type="button"
        className="peek"
        aria-controls={field.name}
        aria-label={isShown ? words.hidePassword : words.showPassword}
        onClick={() => show(!isShown)}
      >
        {isShown ? words.hide : words.show}
      </button>
      <span className="unseen" role="status">
        {isShown ? words.shown : ''}
      </span>
    </>
  );

  return (
    <Field {...field} type={isShown ? 'text' : 'password'} aside={toggle} input={{ ...input, className: 'secret' }} />
  );
}

const subscribeToNothing = () => () => {};
const yes = () => true;
const no = () => false;
