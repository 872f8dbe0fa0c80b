import { env } from '@/lib/env';
import * as outbox from '@/lib/mail/outbox';

/** No site sends more emails a second than this, with all its processes. */
const mostPerSecond = 500;
const longestMs = 10_000;
/** With so few left, every call counts. */
const few = 50;

let counted = { left: 0, untilMs: 0 };

/**
 * Takes claimed emails off the budget of the hour. Counting takes longer the more there are, so the count is repeated only when
 * the rest could be used up.
 * @returns how many of them may leave
 */
export async function take(claimed: number): Promise<number> {
  const nowMs = performance.now();
  if (nowMs >= counted.untilMs) {
    // The count has them already.
    const left = claimed + (await outbox.remainingBudget(env().MAIL_HOURLY_BUDGET));
    counted = { left, untilMs: nowMs + Math.min(longestMs, ((left - few) * 1000) / mostPerSecond) };
  }
  const mayLeave = Math.max(0, Math.min(claimed, counted.left));
  counted.left -= claimed;
  return mayLeave;
}
