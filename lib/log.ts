import { AsyncLocalStorage } from 'node:async_hooks';
import { shareInProcess } from './process';

/** Gives the request that is being taken a name. Every line that is written for it, however late, carries it. */
export function nameRequest(request: string): void {
  names.enterWith({ request });
}

/** The name of the request that is running; undefined for the worker, and on hosts whose requests cannot be watched. */
export function findRequestName(): string | undefined {
  return names.getStore()?.request;
}

const names = shareInProcess('names', () => new AsyncLocalStorage<{ request: string }>());

/** Writes one line of JSON for operators. Addresses, passwords, links and codes must not be among the fields. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Record<string, string | number | null> = {},
): void {
  const line = { time: new Date().toISOString(), level, message, ...names.getStore(), ...fields };
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
