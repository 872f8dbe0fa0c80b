'use client';

import { type InputHTMLAttributes, type ReactNode, useContext, useState } from 'react';
import { FormAnswer } from './form';

export type FieldProps = {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password' | 'tel' | 'url';
  autoComplete: AutoFill;
  /** The text to begin with. Never a password. */
  value?: string | undefined;
  hint?: ReactNode;
  /** Stands beside the input, inside its frame. */
  aside?: ReactNode;
  below?: ReactNode;
  /** More attributes, such as `required: false`: otherwise a field must be filled in. */
  input?: InputHTMLAttributes<HTMLInputElement> & { passwordrules?: string };
};

/** A label, a hint, an error and the input, associated for screen readers. */
export function Field({ name, label, type = 'text', autoComplete, value = '', hint, aside, below, input }: FieldProps) {
  const { values, errors, attempt, message } = useContext(FormAnswer);
  const error = errors[name];
  // Typed in since the last answer: what was refused is being corrected.
  const [editedAttempt, setEditedAttempt] = useState(0);
  const isEdited = editedAttempt === attempt && attempt > 0;
  const descriptions = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');

  return (
    <div className="field" data-refused={error ? '' : undefined} data-edited={isEdited ? '' : undefined}>
      <label htmlFor={name}>{label}</label>
      {hint && (
        <div id={`${name}-hint`} className="hint">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${name}-error`} className="refusal">
          {error}
        </p>
      )}
      <div className="frame">
        <input
          // React resets uncontrolled inputs after an action. A new key per answer remounts the input with the typed value.
          key={attempt}
          id={name}
          name={name}
          type={type}
          defaultValue={values[name] ?? value}
          autoComplete={autoComplete}
          dir={['email', 'tel', 'url'].includes(type) ? 'ltr' : undefined}
          autoCapitalize={autoComplete === 'name' ? 'words' : 'none'}
          spellCheck={false}
          required
          aria-invalid={error && !isEdited ? true : undefined}
          aria-describedby={descriptions || undefined}
          {...(error || message?.field === name ? focusAtOnce : {})}
          {...input}
          onInput={(event) => {
            setEditedAttempt(attempt);
            input?.onInput?.(event);
          }}
        />
        {aside}
      </div>
      {below}
    </div>
  );
}

// Without JavaScript only autofocus can move the focus to the field to correct.
const focusAtOnce = { autoFocus: true };
