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
  return once(durations, `${intl} ${unit}`, make).format(count);
}

/** "November 3, 2026", in the given time zone, else in the system's. */
export function formatDate(moment: Date, intl: string, timeZone?: string): string {
  const make = () => new Intl.DateTimeFormat(intl, { dateStyle: 'long', timeZone });
  return french(once(dates, `${intl} ${timeZone}`, make).format(moment), intl);
}

/** "2:32 PM UTC" in a given time zone, and "2:32 PM" in the system's own, which the reader need not be told. */
export function formatClock(moment: Date, intl: string, timeZone?: string): string {
  const clock = { hour: 'numeric', minute: '2-digit', timeZone } as const;
  const make = () => new Intl.DateTimeFormat(intl, timeZone ? { ...clock, timeZoneName: 'short' } : clock);
  return once(clocks, `${intl} ${timeZone}`, make).format(moment);
}

/** "November 3, 2026 at 2:32 PM UTC", the same on pages and in emails. */
export function formatMoment(words: Timed, moment: Date, timeZone?: string): string {
  return words.moment(formatDate(moment, words.intl, timeZone), formatClock(moment, words.intl, timeZone));
}

// French writes "1er", which Intl doesn't.
function french(date: string, intl: string): string {
  return intl.startsWith('fr') ? date.replace(/\b1(?=\s)/, '1er') : date;
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago something was: "3 hours ago", "now". */
export function formatAgo(moment: Date, intl: string, now = new Date()): string {
  const words = new Intl.RelativeTimeFormat(intl, { numeric: 'auto' });
  const seconds = (now.getTime() - moment.getTime()) / 1000;
  for (const [unit, length] of units) {
    if (seconds >= length) return words.format(-Math.floor(seconds / length), unit);
  }
  return words.format(0, 'second');
}

// Cached: creating a formatter takes longer than writing a whole email. At most one per language and time zone.
const durations = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();
const clocks = new Map<string, Intl.DateTimeFormat>();

function once<Format>(known: Map<string, Format>, name: string, make: () => Format): Format {
  const format = known.get(name) ?? make();
  known.set(name, format);
  return format;
}
