'use client';

import { useContext, useEffect, useRef, useState } from 'react';
import type { Words } from '@/lib/words';
import { Field, type FieldProps } from './field';
import { FormAnswer } from './form';
import { useHasScripts } from './has-scripts';
import { Strength, type StrengthProps } from './strength';

type PasswordFieldProps = Omit<FieldProps, 'type' | 'value' | 'aside' | 'below'> & {
  words: Words['fields'];
  /** For a password that is being chosen. */
  strength?: Omit<StrengthProps, 'of'>;
};

/** A password field with a button that shows it. The button appears only once JavaScript runs. */
export function PasswordField({ words, input, strength, ...field }: PasswordFieldProps) {
  const [isShown, show] = useState(false);
  const { attempt } = useContext(FormAnswer);
  const button = useRef<HTMLButtonElement>(null);
  const canShow = useHasScripts();

  useEffect(() => {
    // Browsers save values submitted as type="text" for autofill, so hide the password before submitting.
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
    <Field
      {...field}
      type={isShown ? 'text' : 'password'}
      aside={toggle}
      // Anew for each answer, as the input is.
      below={strength && <Strength key={attempt} of={field.name} {...strength} />}
      input={{ ...input, className: 'secret' }}
    />
  );
}
