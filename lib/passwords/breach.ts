import { createHash } from 'node:crypto';
import { env } from '@/lib/env';
import { log, reasonOf } from '@/lib/log';

/**
 * Whether a password is in a list of stolen ones. Sends five hex digits of a SHA-1 digest to the range service. If it does not answer in
 * 800 ms, logs that and lets the password pass.
 */
export async function isBreached(password: string): Promise<boolean> {
  const service = env().BREACH_CHECK_URL;
  if (service === 'off') return false;
  const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
  try {
    const answer = await fetch(new URL(digest.slice(0, 5), service), {
      headers: { 'Add-Padding': 'true' },
      signal: AbortSignal.timeout(800),
    });
    if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
    const suffix = digest.slice(5);
    // Padding lines end in ":0".
    return (await answer.text()).split(/\r?\n/).some((line) => line.startsWith(`${suffix}:`) && !line.endsWith(':0'));
  } catch (error) {
    log('warn', 'breach check skipped', { reason: reasonOf(error) });
    return false;
  }
}
