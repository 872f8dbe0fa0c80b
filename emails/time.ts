/** 30 → "30 minutes", 1440 → "24 hours", 10080 → "7 days". Whole units only: the largest that fits without a rest. */
export function formatDuration(minutes: number, locale: string): string {
  const [unit, count] =
    minutes % 1440 === 0 && minutes > 1440
      ? ['day', minutes / 1440]
      : minutes % 60 === 0
        ? ['hour', minutes / 60]
        : ['minute', minutes];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** "3 November 2026", in the zone given. */
export function formatDate(moment: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(moment);
}

/** "14:32 UTC": the zone is always said, because the reader's is not known. */
export function formatClock(moment: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  }).format(moment);
}
