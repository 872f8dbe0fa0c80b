import { log } from '@/lib/log';
import { maxLanes } from '@/lib/mail/transport';

/** How many emails a process sends at once at first: more than one network may request in a row (lib/rate-limits/policies.ts). */
export const firstLanes = 24;
/** After the provider refused a connection, how long no more of them are tried than it took. */
const calmMs = 10_000;
const firstPauseMs = 250;
const longestPauseMs = 5_000;

const lanes = { count: firstLanes, calmUntilMs: 0, pausedUntilMs: 0, pauseMs: firstPauseMs };

/** How many emails may be sent at once now: what the provider takes. None for a while when it took not even one. */
export function countLanes(): number {
  return performance.now() < lanes.pausedUntilMs ? 0 : lanes.count;
}

/** One lane more, when an email was sent or a tick has passed while all lanes were in use, up to `maxLanes`. */
export function widen(inUse: number): void {
  lanes.pauseMs = firstPauseMs;
  if (inUse < lanes.count || performance.now() < lanes.calmUntilMs) return;
  lanes.count = Math.min(maxLanes, lanes.count + 1);
}

/** As many lanes as the provider still served when it refused one of `inUse`. If that was the only one, all rest for a moment. */
export function narrow(inUse: number, reason: string): void {
  const nowMs = performance.now();
  const count = Math.max(1, Math.min(lanes.count, inUse - 1));
  if (nowMs >= lanes.calmUntilMs) log('warn', 'fewer emails at once', { lanes: count, reason });
  lanes.count = count;
  lanes.calmUntilMs = nowMs + calmMs;
  if (inUse > 1) return;
  lanes.pausedUntilMs = nowMs + lanes.pauseMs;
  lanes.pauseMs = Math.min(longestPauseMs, 2 * lanes.pauseMs);
}

/** As in a process that has just started. */
export function resetLanes(): void {
  Object.assign(lanes, { count: firstLanes, calmUntilMs: 0, pausedUntilMs: 0, pauseMs: firstPauseMs });
}
