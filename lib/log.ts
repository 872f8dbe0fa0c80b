import { findRequestContext } from './request-context';

/** Writes one line of JSON to stderr. The fields must not contain addresses, passwords, links or codes. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Record<string, string | number | null> = {},
): void {
  const context = findRequestContext();
  const request = context ? { request: context.id } : {};
  const line = { time: new Date().toISOString(), level, message, ...request, ...fields };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** Lines of one message that a process writes in a minute. */
const repeatableLines = 20;

/**
 * Writes a line that strangers can cause as often as they like. Of each message a process writes twenty in a minute; the first one after
 * that says how many were left out.
 */
export function logRepeatable(
  level: 'info' | 'warn',
  message: string,
  fields: Record<string, string | number | null> = {},
): void {
  const nowMs = performance.now();
  const last = minutes.get(message);
  const minute = last && nowMs < last.endsAtMs ? last : { endsAtMs: nowMs + 60_000, lines: 0, omitted: 0 };
  minutes.set(message, minute);
  if (minute.lines >= repeatableLines) {
    minute.omitted += 1;
    return;
  }
  minute.lines += 1;
  const omitted: Record<string, number> = minute !== last && last && last.omitted > 0 ? { omitted: last.omitted } : {};
  log(level, message, { ...fields, ...omitted });
}

// The messages are ours, so there are few.
const minutes = new Map<string, { endsAtMs: number; lines: number; omitted: number }>();

/** The reason for an error as one line that is safe to log: for a failed statement, without its values. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Drizzle's own message quotes the statement with its values, which include addresses and hashes.
  const root = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in root && typeof root.code === 'string' ? `${root.code} ` : '';
  return `${code}${root.message.split('\n')[0]}`.slice(0, 300);
}
