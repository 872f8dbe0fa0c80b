import { env } from '@/lib/env';
import { log } from '@/lib/log';
import * as outbox from '@/lib/mail/outbox';
import { type Places, shareOf } from '@/lib/mail/turns';

/** Assumed upper bound of what all processes of a site send together. */
const maxPerSecond = 500;
const maxCacheMs = 10_000;
/** With this few left, every claim recounts. */
const recountBelow = 50;
/** With none left, a share is looked at again after this. */
const fullCacheMs = 1_000;

let cached: { places: Places; validUntilMs: number } = { places: { resets: 0, registrations: 0 }, validUntilMs: 0 };
/** What this process is sending: not yet counted by the database. */
const sending: Places = { resets: 0, registrations: 0 };
/** What it has ever taken. */
const taken: Places = { resets: 0, registrations: 0 };

/**
 * How many emails of each share MAIL_HOURLY_BUDGET still allows: half of it is for registrations and address changes, the other half
 * for the resets that a network repeats. What is owed, proven or among the first of a network takes no place. The count gets slower as
 * the outbox grows, so it is cached until other processes could have used up the rest. What those are sending at the moment is not
 * counted: at the end of an hour's budget a few more may leave.
 */
export async function countPlaces(): Promise<Places> {
  const nowMs = performance.now();
  if (nowMs >= cached.validUntilMs) {
    // As of before the count: an email that is settled meanwhile is counted twice rather than not at all.
    const [before, sendingBefore] = [{ ...taken }, { ...sending }];
    const left = await outbox.countLeft();
    const half = Math.ceil(env().MAIL_HOURLY_BUDGET / 2);
    const placesOf = (share: keyof Places) =>
      half - left[share] - sendingBefore[share] - (taken[share] - before[share]);
    const places = { resets: placesOf('resets'), registrations: placesOf('registrations') };
    cached = { places, validUntilMs: nowMs + Math.min(...Object.values(places).map(cacheMs)) };
    await warnOfFull(places);
  }
  return cached.places;
}

/** Counts anew at the next claim. */
export function forgetPlaces(): void {
  cached.validUntilMs = 0;
}

/** Takes the place of a claimed email. @returns to be called once the email is settled */
export function takePlace({ turn }: Pick<outbox.OutboxEmail, 'turn'>): () => void {
  const share = shareOf(turn);
  if (!share) return () => {};
  cached.places[share] -= 1;
  sending[share] += 1;
  taken[share] += 1;
  return () => {
    sending[share] -= 1;
  };
}

function cacheMs(left: number): number {
  if (left <= 0) return fullCacheMs;
  return Math.max(0, Math.min(maxCacheMs, ((left - recountBelow) * 1000) / maxPerSecond));
}

async function warnOfFull(places: Places): Promise<void> {
  for (const share of ['resets', 'registrations'] as const) {
    if (places[share] > 0) continue;
    const waiting = await outbox.countDue(share);
    if (waiting > 0) log('warn', 'MAIL_HOURLY_BUDGET is used up', { share, waiting });
  }
}
