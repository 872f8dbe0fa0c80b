'use client';

import { useEffect, useState } from 'react';
import { estimate, type Strength as Judged } from '@/lib/passwords/strength';

type StrengthWords = Record<'long' | 'telling' | 'example' | 'easy' | 'enough' | 'strong', string> & {
  /** One sentence for each number of missing characters, from one on. */
  short: string[];
};

export type StrengthProps = {
  /** The id of the password's input. */
  of: string;
  minLength: number;
  site: string;
  /** The person's name where the form doesn't ask for it. */
  owner?: string | undefined;
  /** Passwords that the pages show as examples. */
  examples: readonly string[];
  words: StrengthWords;
};

const steps = ['short', 'easy', 'enough', 'strong'] as const;
const stepOf = {
  short: 'short',
  long: 'short',
  telling: 'easy',
  easy: 'easy',
  enough: 'enough',
  strong: 'strong',
} as const;
const pauseBeforeSpeaking = 1000;

/** Live password strength, announced to screen readers after a pause. Advisory: the server decides. */
export function Strength({ of, minLength, site, owner, examples, words }: StrengthProps) {
  const [judged, judge] = useState<Judged | null>(null);
  const [spoken, speak] = useState('');
  const sentence = judged ? say(judged, words) : '';

  useEffect(() => {
    const input = document.getElementById(of);
    if (!(input instanceof HTMLInputElement)) return;
    const look = () =>
      judge(
        input.value
          ? estimate(input.value, minLength, { site, example: examples, ...findOwner(input.form, owner) })
          : null,
      );
    look();
    input.addEventListener('input', look);
    return () => input.removeEventListener('input', look);
  }, [of, minLength, site, owner, examples]);

  useEffect(() => {
    const pause = setTimeout(() => speak(sentence), pauseBeforeSpeaking);
    return () => clearTimeout(pause);
  }, [sentence]);

  const reached = judged ? steps.indexOf(stepOf[judged.verdict]) : -1;
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
  if (judged.verdict === 'short') return words.short[judged.missing - 1] ?? '';
  if (judged.verdict === 'telling' && judged.of === 'example') return words.example;
  return words[judged.verdict];
}

// What stands in the same form.
function findOwner(form: HTMLFormElement | null, name = '') {
  const read = (field: string) => {
    const input = form?.elements.namedItem(field);
    return input instanceof HTMLInputElement ? input.value.trim() : '';
  };
  return { name: read('name') || name, email: read('email') };
}
