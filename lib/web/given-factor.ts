import { factorCode, type Given } from '@/lib/factors/factors';
import { assertion } from '@/lib/factors/passkey-answers';
import * as passkeys from '@/lib/factors/passkeys';
import { parseForm } from '@/lib/fields';
import { readAsker } from './passkeys';

/** It is none, for any account. */
export type Unreadable = { outcome: 'wrong-factor'; problem: 'missing' | 'malformed' | 'passkey' };

/** Whether a form gives a second factor, right or wrong. */
export function hasFactor(form: FormData): boolean {
  return Boolean(form.get('code') || form.get('passkey'));
}

/** The second factor that a form gives: what a passkey answered in the hidden field `passkey`, or else a code in the field `code`. */
export async function readGiven(form: FormData): Promise<{ outcome: 'given'; given: Given } | Unreadable> {
  if (form.get('passkey')) {
    const parsed = assertion.safeParse(form.get('passkey'));
    const verified = parsed.success && (await passkeys.verify(parsed.data, await readAsker()));
    return verified ? { outcome: 'given', given: verified } : { outcome: 'wrong-factor', problem: 'passkey' };
  }
  const parsed = parseForm({ code: factorCode }, form);
  if (parsed.ok) return { outcome: 'given', given: parsed.fields.code };
  return { outcome: 'wrong-factor', problem: parsed.problems.code === 'missing' ? 'missing' : 'malformed' };
}
