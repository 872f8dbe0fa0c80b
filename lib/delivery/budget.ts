import { env } from '../env';
import * as outbox from '../outbox';

/** No site sends faster than this many letters a second, with all its processes. */
const fastest = 500;
const longestMs = 10_000;
/** So few are always counted anew. */
const few = 50;

let counted = { left: 0, untilMs: 0 };

/**
 * How many letters may still leave in this hour. To count those of an hour takes the longer the more there are, so they are counted
 * again only when the rest could be used up by then.
 * @param underWay letters of this process that no count sees yet
 */
export async function remaining(underWay: number): Promise<number> {
  const nowMs = performance.now();
  if (nowMs >= counted.untilMs) {
    const left = (await outbox.remainingBudget(env().MAIL_HOURLY_BUDGET)) - underWay;
    counted = { left, untilMs: nowMs + Math.min(longestMs, ((left - few) * 1000) / fastest) };
  }
  return counted.left;
}

/** So many of them have begun. */
export function use(letters: number): void {
  counted.left -= letters;
}
