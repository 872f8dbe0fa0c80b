'use client';

import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { useRef, useState } from 'react';
import { useFormStatus } from 'react-dom';
import { askForPasskey, createPasskey, submitAnswer } from './passkey';
import { WithPasskeys } from './with-passkeys';

type PasskeyButtonProps = {
  label: string;
  /** What is said while the browser asks and the server works. */
  wait: string;
  kind?: 'main' | 'plain';
  /** To create a passkey, instead of using one: what it has to be like, and what to say where there is one already. */
  creation?: { options: PublicKeyCredentialCreationOptionsJSON; exists: string };
};

/**
 * Uses or creates a passkey, and sends the answer along with the form around it. A canceled prompt changes nothing, and the browser has
 * said so itself. Only where a browser has passkeys.
 */
export function PasskeyButton({ label, wait, kind = 'plain', creation }: PasskeyButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  const { pending } = useFormStatus();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState('');
  const isWaited = pending || isAsking;

  const press = async () => {
    if (isWaited) return;
    setAsking(true);
    setProblem('');
    const answer = await (creation ? createPasskey(creation.options) : askForPasskey(false)).catch(() => null);
    setAsking(false);
    if (answer === 'exists') setProblem(creation?.exists ?? '');
    else if (answer && field.current) submitAnswer(field.current, answer);
  };

  return (
    <WithPasskeys>
      <input ref={field} type="hidden" name="passkey" />
      {problem && (
        <p className="refusal" role="alert">
          {problem}
        </p>
      )}
      <button type="button" className={`key ${kind}`} aria-disabled={isWaited || undefined} onClick={press}>
        <span className="label">{isWaited ? wait : label}</span>
      </button>
    </WithPasskeys>
  );
}
