'use client';

import { useSyncExternalStore } from 'react';
import { formatMoment, formatShortDate } from '@/lib/words/time';

export type Calendar = {
  intl: string;
  /** What stands between the day and the clock: a sentence with `{date}` and `{clock}` in it. */
  pattern: string;
  /** When the page was made, so that the server and the browser say the same. */
  now: Date;
};

type MomentProps = { at: Date; calendar: Calendar; ago?: string };

/** A point in time: how long ago, or its day. The exact one is in its title. */
export function Moment({ at, calendar, ago }: MomentProps) {
  const timeZone = useTimeZone();
  return (
    <time dateTime={at.toISOString()} title={sayExactly(at, calendar, timeZone)}>
      {ago ?? formatShortDate(at, calendar.intl, calendar.now, timeZone)}
    </time>
  );
}

/** A point in time, exactly. */
export function ExactMoment({ at, calendar }: Omit<MomentProps, 'ago'>) {
  return <time dateTime={at.toISOString()}>{sayExactly(at, calendar, useTimeZone())}</time>;
}

/** "November 3, 2026 at 2:32 PM". */
export function sayExactly(at: Date, { intl, pattern }: Calendar, timeZone: string | undefined): string {
  const moment = (date: string, clock: string) => pattern.replace('{date}', date).replace('{clock}', clock);
  return formatMoment({ intl, moment }, at, timeZone);
}

/** UTC from the server, and undefined, which is the reader's own zone, once a script can tell it. */
export function useTimeZone(): string | undefined {
  return useSyncExternalStore(
    () => () => {},
    () => undefined,
    () => 'UTC',
  );
}
