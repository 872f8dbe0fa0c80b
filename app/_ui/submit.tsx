'use client';

import { useEffect, useState } from 'react';
import { useFormStatus } from 'react-dom';
import { Icon } from './icon';

type SubmitProps = {
  label: string;
  /** What is said while the server works. */
  wait: string;
  /** `main` is the button that the Return key presses: one for each form, the first in the document. `final` is the same where there is no way back. */
  kind?: 'main' | 'final' | 'plain' | 'quiet';
  /** What the label leaves to the eye, for those who do not see it. */
  detail?: string;
  /** It may not be pressed yet; the label says why. */
  isBlocked?: boolean;
  /** It was pressed all the same. */
  onBlocked?: () => void;
  /** For one of several buttons of a form: the action sees by this field which was pressed. It takes the other fields as they are. */
  name?: string;
  value?: string;
};

/** A submit button. While pending it uses aria-disabled, because `disabled` would lose the focus. It looks so only after a moment. */
export function Submit({
  label,
  wait,
  kind = 'main',
  detail,
  isBlocked = false,
  onBlocked,
  name,
  value = '',
}: SubmitProps) {
  const { pending } = useFormStatus();
  const [isPressed, press] = useState(false);
  const isStill = pending || isBlocked;
  const isWaited = pending && isPressed;

  useEffect(() => {
    if (!pending) press(false);
  }, [pending]);

  return (
    <>
      <button
        type="submit"
        className={`key ${kind}`}
        aria-disabled={isStill || undefined}
        data-pending={pending ? '' : undefined}
        onClick={(event) => {
          if (!isStill) return press(true);
          event.preventDefault();
          if (isBlocked) onBlocked?.();
        }}
        {...(name && { name, value, formNoValidate: true })}
      >
        <span>
          <span className="label" aria-hidden={isWaited || undefined}>
            {label}
            {detail && <span className="unseen"> {detail}</span>}
          </span>
          {isWaited && <span className="wait">{wait}</span>}
        </span>
        {kind === 'main' && <Icon name="return" />}
      </button>
      <span className="unseen" role="status">
        {isWaited ? wait : ''}
      </span>
    </>
  );
}
