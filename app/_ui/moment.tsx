'use client';

import { useSyncExternalStore } from 'react';

type MomentProps = {
  at: Date;
  locale: string;
  /** How long ago, in words, as the server saw it. */
  ago?: string;
};

/** A point in time: how long ago, and exactly. UTC from the server, the reader's own zone once a script can tell it. */
export function Moment({ at, locale, ago }: MomentProps) {
  const exact = useSyncExternalStore(
    subscribeToNothing,
    () => format(at, locale, {}),
    () => format(at, locale, { timeZone: 'UTC' }),
  );
  return (
    <time dateTime={at.toISOString()}>
      {ago && <span className="ago">{ago}</span>}
      {ago && ' · '}
      {exact}
    </time>
  );
}

function format(at: Date, locale: string, zone: Intl.DateTimeFormatOptions): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, { ...options, timeZoneName: 'short', ...zone }).format(at);
}

const subscribeToNothing = () => () => {};
