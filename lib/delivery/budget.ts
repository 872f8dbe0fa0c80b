import { env } from '../env';
import * as outbox from '../outbox';

/** No site sends more emails a second than this, with all its processes. */
const mostPerSecond = 500;
const longestMs = 10_000;
/** With so few left, every call counts. */
const few = 50;

let counted = { left: 0, untilMs: 0 };

/**
 * How many emails may still leave in this hour. Counting takes longer the more there are, so the count is repeated only when the
 * rest could be used up.
 * @param underWay emails of this process that no count sees yet
 */
export async function remaining(underWay: number): Promise<number> {
  const nowMs = performance.now();
  if (nowMs >= counted.untilMs) {
    const left = (await outbox.remainingBudget(env().MAIL_HOURLY_BUDGET)) - underWay;
    counted = { left, untilMs: nowMs + Math.min(longestMs, ((left - few) * 1000) / mostPerSecond) };
  }
  return counted.left;
}

/** Takes off emails that have begun. */
export function use(begun: number): void {
  counted.left -= begun;
}
