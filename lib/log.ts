import { findRequestContext } from './request-context';

/** Writes one line of JSON for operators. Addresses, passwords, links and codes must not be among the fields. */
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

/** What went wrong, in a line that may be logged: a failed statement says why it failed, but not with which values. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Drizzle's own message quotes the statement with its values, and those hold addresses and hashes.
  const told = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in told && typeof told.code === 'string' ? `${told.code} ` : '';
  return `${code}${told.message.split('\n')[0]}`.slice(0, 300);
}
