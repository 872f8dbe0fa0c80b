import { databaseFix } from '@/lib/database-fixes';
import { EnvironmentIncomplete } from '@/lib/env';
import { reasonOf } from '@/lib/log';

/** The result of a check: a state, a description, and what to do about it. */
export type Verdict = { state: 'ok' | 'warn' | 'fail'; says: string; fix: readonly string[] };
export type Check = { name: string; look: () => Verdict | Promise<Verdict> };
export type Finding = Verdict & { name: string };

export const ok = (says: string): Verdict => ({ state: 'ok', says, fix: [] });
export const warn = (says: string, ...fix: string[]): Verdict => ({ state: 'warn', says, fix });
export const fail = (says: string, ...fix: string[]): Verdict => ({ state: 'fail', says, fix });

/** Thrown by a check that depends on something that is missing and that another check reports. */
export class NotChecked extends Error {}

const timeoutMs = 12_000;

/** Runs a check with a time limit. Anything it throws becomes its own finding. */
export async function runCheck({ name, look }: Check): Promise<Finding> {
  const timeout = new Promise<Verdict>((resolve) => {
    setTimeout(() => resolve(fail(`no answer within ${timeoutMs / 1000} seconds`)), timeoutMs).unref();
  });
  try {
    return { name, ...(await Promise.race([look(), timeout])) };
  } catch (error) {
    if (error instanceof NotChecked) return { name, ...warn(`not checked: ${error.message}`) };
    if (error instanceof EnvironmentIncomplete) return { name, ...warn('not checked: the settings are incomplete') };
    const reason = reasonOf(error);
    const fix = databaseFix(reason);
    return { name, ...fail(reason, ...(fix ? [fix] : [])) };
  }
}
