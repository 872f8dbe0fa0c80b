import { EnvironmentIncomplete } from '@/lib/env';
import { reasonOf } from '@/lib/log';
import { databaseFix } from './fixes';

/** What a check has found: what is, and what to do about it. */
export type Verdict = { state: 'ok' | 'warn' | 'fail'; says: string; fix: readonly string[] };
/** One thing to look at. */
export type Check = { name: string; look: () => Verdict | Promise<Verdict> };
export type Finding = Verdict & { name: string };

export const ok = (says: string): Verdict => ({ state: 'ok', says, fix: [] });
export const warn = (says: string, ...fix: string[]): Verdict => ({ state: 'warn', says, fix });
export const fail = (says: string, ...fix: string[]): Verdict => ({ state: 'fail', says, fix });

/** Thrown by a check that needs something which another check has found missing. */
export class NotChecked extends Error {}

const patienceMs = 12_000;

/** Looks, for a bounded time. Whatever goes wrong is a finding of this check, and of no other. */
export async function runCheck({ name, look }: Check): Promise<Finding> {
  const patience = new Promise<Verdict>((resolve) => {
    setTimeout(() => resolve(fail(`no answer within ${patienceMs / 1000} seconds`)), patienceMs).unref();
  });
  try {
    return { name, ...(await Promise.race([look(), patience])) };
  } catch (error) {
    if (error instanceof NotChecked) return { name, ...warn(`not checked: ${error.message}`) };
    if (error instanceof EnvironmentIncomplete) return { name, ...warn('not checked: the settings are incomplete') };
    const reason = reasonOf(error);
    const fix = databaseFix(reason);
    return { name, ...fail(reason, ...(fix ? [fix] : [])) };
  }
}
