'use client';

import { Icon } from '@/app/_ui/icon';
import { type Calendar, Moment, sayExactly, useTimeZone } from '@/app/_ui/moment';
import { dayOf, formatClock, formatDay } from '@/lib/words/time';

export type Entry = {
  id: string;
  at: Date;
  /** How long ago, as the server saw it. */
  ago: string;
  title: string;
  /** The device and the IP address. */
  where: string;
  isWarning: boolean;
  /** For what is counted: how often, and since when. */
  times?: string;
  since?: Date;
};

type DaysProps = { entries: readonly Entry[]; calendar: Calendar; warning: string; since: string };

/** What happened, newest first, under the days on which it happened: those of the reader once a script knows the time zone. */
export function Days({ entries, calendar, warning, since }: DaysProps) {
  const timeZone = useTimeZone();
  const { intl, now } = calendar;
  return groupByDay(entries, timeZone).map(({ day, ofDay }) => (
    <section key={day} className="day">
      <h2>{formatDay(ofDay[0].at, intl, now, timeZone)}</h2>
      <ol>
        {ofDay.map(({ id, at, ago, title, where, isWarning, times, since: first }) => (
          <li key={id} data-warning={isWarning || undefined}>
            <h3>
              {isWarning && <Icon name="attention" />}
              <span>
                {isWarning && <span className="unseen">{warning} </span>}
                {title} {times && <span className="badge">{times}</span>}
              </span>
            </h3>
            <p>
              <time dateTime={at.toISOString()} title={sayExactly(at, calendar, timeZone)}>
                {day === dayOf(now, timeZone) ? ago : formatClock(at, intl, timeZone)}
              </time>
              {`\u00a0· ${where}`}
              {first && (
                <>
                  {`\u00a0· ${since} `}
                  <Moment at={first} calendar={calendar} />
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  ));
}

function groupByDay(entries: readonly Entry[], timeZone: string | undefined) {
  const groups: { day: string; ofDay: [Entry, ...Entry[]] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at, timeZone);
    const last = groups.at(-1);
    if (last?.day === day) last.ofDay.push(entry);
    else groups.push({ day, ofDay: [entry] });
  }
  return groups;
}
