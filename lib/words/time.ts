import { joinUnit } from './language';

type Timed = { intl: string; moment: (date: string, clock: string) => string };

/** 30 → "30 minutes", 1440 → "24 hours", 10080 → "7 days". Uses the largest unit that leaves no remainder. */
export function formatDuration(minutes: number, intl: string): string {
  const [unit, count] =
    minutes % 1440 === 0 && minutes > 1440
      ? ['day', minutes / 1440]
      : minutes % 60 === 0
        ? ['hour', minutes / 60]
        : ['minute', minutes];
  const make = () => new Intl.NumberFormat(intl, { style: 'unit', unit, unitDisplay: 'long' });
  return joinUnit(once(durations, `${intl} ${unit}`, make).format(count), intl);
}

/** "November 3, 2026", in the given time zone, else in the system's. */
export function formatDate(moment: Date, intl: string, timeZone?: string): string {
  return write(moment, intl, { dateStyle: 'long', timeZone });
}

/** "2:32 PM UTC" in a given time zone, and "2:32 PM" in the system's own, which the reader need not be told. */
export function formatClock(moment: Date, intl: string, timeZone?: string): string {
  const zone = timeZone ? ({ timeZone, timeZoneName: 'short' } as const) : {};
  // "PM UTC" never stands alone on a line.
  return write(moment, intl, { hour: 'numeric', minute: '2-digit', ...zone }).replaceAll(' ', '\u00a0');
}

/** "November 3, 2026 at 2:32 PM UTC", the same on pages and in emails. */
export function formatMoment(words: Timed, moment: Date, timeZone?: string): string {
  return words.moment(formatDate(moment, words.intl, timeZone), formatClock(moment, words.intl, timeZone));
}

/** "Nov 3", or "Nov 3, 2025" in another year than now. */
export function formatShortDate(moment: Date, intl: string, now: Date, timeZone?: string): string {
  return write(moment, intl, { month: 'short', day: 'numeric', timeZone, ...yearUnless(moment, now, timeZone) });
}

/** "today", "yesterday", "Thursday, November 26", with the year when it is another than now. */
export function formatDay(moment: Date, intl: string, now: Date, timeZone?: string): string {
  const daysAgo = (Date.parse(dayOf(now, timeZone)) - Date.parse(dayOf(moment, timeZone))) / 86_400_000;
  if (daysAgo === 0 || daysAgo === 1) return relative(intl).format(-daysAgo, 'day');
  const year = yearUnless(moment, now, timeZone);
  return write(moment, intl, { weekday: 'long', month: 'long', day: 'numeric', timeZone, ...year });
}

/** The calendar day of a moment: "2026-11-03". */
export function dayOf(moment: Date, timeZone?: string): string {
  // Swedish writes dates as ISO 8601 does.
  return write(moment, 'sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
}

function yearUnless(moment: Date, now: Date, timeZone?: string): { year?: 'numeric' } {
  const isThisYear = dayOf(moment, timeZone).slice(0, 4) === dayOf(now, timeZone).slice(0, 4);
  return isThisYear ? {} : { year: 'numeric' };
}

function write(moment: Date, intl: string, options: Intl.DateTimeFormatOptions): string {
  const make = () => new Intl.DateTimeFormat(intl, options);
  const written = once(dates, `${intl} ${JSON.stringify(options)}`, make).format(moment);
  // French writes "1er", which Intl doesn't.
  return intl.startsWith('fr') ? written.replace(/\b1(?=\s\p{L})/u, '1er') : written;
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago something was: "3 hours ago", "now". */
export function formatAgo(moment: Date, intl: string, now = new Date()): string {
  const words = relative(intl);
  const seconds = (now.getTime() - moment.getTime()) / 1000;
  for (const [unit, length] of units) {
    if (seconds >= length) return joinUnit(words.format(-Math.floor(seconds / length), unit), intl);
  }
  return words.format(0, 'second');
}

function relative(intl: string): Intl.RelativeTimeFormat {
  return once(relatives, intl, () => new Intl.RelativeTimeFormat(intl, { numeric: 'auto' }));
}

// Cached: creating a formatter takes longer than writing a whole email. A few per language and time zone.
const durations = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

function once<Format>(known: Map<string, Format>, name: string, make: () => Format): Format {
  const format = known.get(name) ?? make();
  known.set(name, format);
  return format;
}
