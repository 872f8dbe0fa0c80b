'use client';

import { useSyncExternalStore } from 'react';
import { formatMoment } from '@/lib/words/time';

type MomentProps = {
  at: Date;
  intl: string;
  /** What stands between the day and the clock: a sentence with `{date}` and `{clock}` in it. */
  pattern: string;
  /** How long ago, in words, as the server saw it. */
  ago?: string;
};

/** A point in time: how long ago, and exactly. UTC from the server, the reader's own zone once a script can tell it. */
export function Moment({ at, intl, pattern, ago }: MomentProps) {
  const words = {
    intl,
    moment: (date: string, clock: string) => pattern.replace('{date}', date).replace('{clock}', clock),
  };
  const exact = useSyncExternalStore(
    subscribeToNothing,
    () => formatMoment(words, at),
    () => formatMoment(words, at, 'UTC'),
  );
  return (
    <time dateTime={at.toISOString()}>
      {ago && <span className="ago">{ago}</span>}
      {ago && ' · '}
      {exact}
    </time>
  );
}

const subscribeToNothing = () => () => {};
