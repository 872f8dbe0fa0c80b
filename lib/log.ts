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

/** The reason for an error as one line that is safe to log: for a failed statement, without its values. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Drizzle's own message quotes the statement with its values, which include addresses and hashes.
  const root = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in root && typeof root.code === 'string' ? `${root.code} ` : '';
  return `${code}${root.message.split('\n')[0]}`.slice(0, 300);
}
