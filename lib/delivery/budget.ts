import { env } from '@/lib/env';
import * as outbox from '@/lib/mail/outbox';

/** Assumed upper bound of what all processes of a site send together. */
const maxPerSecond = 500;
const maxCacheMs = 10_000;
/** With this few left, every call recounts. */
const recountBelow = 50;

let cached = { left: 0, validUntilMs: 0 };

/**
 * Takes claimed emails off the hourly budget. The count gets slower as the outbox grows, so it is cached until other processes could
 * have used up the remainder.
 * @returns how many of the claimed emails may be sent
 */
export async function take(claimed: number): Promise<number> {
  const nowMs = performance.now();
  if (nowMs >= cached.validUntilMs) {
    // remainingBudget() has already subtracted the claimed emails, because their state is `sending`.
    const left = claimed + (await outbox.remainingBudget(env().MAIL_HOURLY_BUDGET));
    const cacheMs = Math.min(maxCacheMs, ((left - recountBelow) * 1000) / maxPerSecond);
    cached = { left, validUntilMs: nowMs + cacheMs };
  }
  const allowed = Math.max(0, Math.min(claimed, cached.left));
  cached.left -= claimed;
  return allowed;
}
