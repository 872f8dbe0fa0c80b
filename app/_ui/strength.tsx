'use client';

import { useEffect, useState } from 'react';
import { estimate, type Strength as Judged } from '@/lib/passwords/strength';

export type StrengthWords = {
  /** One sentence for each number of missing characters, from one on. */
  short: string[];
  telling: string;
  easy: string;
  good: string;
  strong: string;
};

type StrengthProps = {
  /** The id of the password's input. */
  of: string;
  minLength: number;
  site: string;
  /** The person's name where the form doesn't ask for it. */
  owner?: string | undefined;
  words: StrengthWords;
};

const steps = ['short', 'easy', 'good', 'strong'] as const;
const pauseBeforeSpeaking = 1000;

/** Live password strength, announced to screen readers after a pause. Advisory: the server decides. */
export function Strength({ of, minLength, site, owner, words }: StrengthProps) {
  const [judged, judge] = useState<Judged | null>(null);
  const [spoken, speak] = useState('');
  const sentence = judged ? say(judged, words) : '';

  useEffect(() => {
    const input = document.getElementById(of);
    if (!(input instanceof HTMLInputElement)) return;
    const look = () => judge(input.value ? estimate(input.value, minLength, findKnown(input.form, site, owner)) : null);
    look();
    input.addEventListener('input', look);
    return () => input.removeEventListener('input', look);
  }, [of, minLength, site, owner]);

  useEffect(() => {
    const pause = setTimeout(() => speak(sentence), pauseBeforeSpeaking);
    return () => clearTimeout(pause);
  }, [sentence]);

  const reached = judged ? steps.indexOf(judged.verdict === 'telling' ? 'easy' : judged.verdict) : -1;
  return (
    <div className="strength" data-verdict={steps[reached]}>
      <div aria-hidden="true">
        {steps.map((step, index) => (
          <i key={step} data-lit={index <= reached ? '' : undefined} />
        ))}
      </div>
      <p aria-hidden="true">{sentence}</p>
      <span className="unseen" role="status">
        {spoken}
      </span>
    </div>
  );
}

function say(judged: Judged, words: StrengthWords): string {
  return judged.verdict === 'short' ? (words.short[judged.missing - 1] ?? '') : words[judged.verdict];
}

// What stands in the same form.
function findKnown(form: HTMLFormElement | null, site: string, owner = '') {
  const read = (field: string) => {
    const input = form?.elements.namedItem(field);
    return input instanceof HTMLInputElement ? input.value.trim() : '';
  };
  return { site, name: read('name') || owner, email: read('email') };
}
