'use client';

import { useEffect, useState } from 'react';
import { Submit } from './submit';

type ResendProps = {
  /** How long until another email may go to this address. Each page from the server brings a new one, and starts anew. */
  wait: { seconds: number };
  /** `waitFor` and `tooSoon` have `{clock}` where the time that is left stands. */
  words: Record<'submit' | 'wait' | 'waitFor' | 'tooSoon' | 'waiting' | 'ready', string>;
};

/**
 * The button that sends another email. It waits and shows a countdown; screen readers announce it at the start, at the end, and when the
 * button is pressed too soon. Without JavaScript it just sends.
 */
export function Resend({ wait, words }: ResendProps) {
  const [left, setLeft] = useState<number | null>(null);
  const [refusedAt, refuse] = useState<number | null>(null);

  useEffect(() => {
    // Counted from this moment on the browser's clock, which may differ from the server's.
    const end = Date.now() + wait.seconds * 1000;
    const measure = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    measure();
    refuse(null);
    const beat = setInterval(measure, 1000);
    return () => clearInterval(beat);
  }, [wait]);

  const isWaiting = left !== null && left > 0;
  const isRefused = isWaiting && refusedAt !== null;

  return (
    <>
      <Submit
        kind="plain"
        label={isWaiting ? words.waitFor.replace('{clock}', formatClock(left)) : words.submit}
        wait={words.wait}
        isBlocked={isWaiting}
        onBlocked={() => refuse(left)}
      />
      <p className={isRefused ? 'told' : 'unseen'} role="status">
        {isRefused && words.tooSoon.replace('{clock}', formatClock(refusedAt))}
        {isWaiting && !isRefused && words.waiting}
        {left === 0 && wait.seconds > 0 && words.ready}
      </p>
    </>
  );
}

function formatClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
