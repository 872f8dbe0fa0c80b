import { readWords } from '@/lib/web/language';
import { setStatus } from '@/lib/web/status';
import { readTicket } from '@/lib/web/ticket';
import type { Words } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import { Notice } from './notice';

/** The outcome of the previous page, if it is one of these, as a notice. */
export async function Outcome({ of }: { of: readonly (keyof Words['outcomes'])[] }) {
  const { outcome, sessionsEnded = 0, about = '' } = await readTicket();
  const shown = of.find((one) => one === outcome);
  if (!shown) return null;
  const words = await readWords();
  if (shown === 'provider-limited') setStatus(429, 60);
  const tone = failures.includes(shown) ? 'error' : 'success';
  return <Notice tone={tone}>{words.outcomes[shown](sessionsEnded, isolate(words, about))}</Notice>;
}

/** How a sign-in with another service, or connecting it, can fail on the way back. */
export const providerFailures = [
  'provider-canceled',
  'provider-failed',
  'provider-refused',
  'provider-limited',
  'identity-other-account',
] as const;
const failures: readonly string[] = [...providerFailures, 'identity-taken'];
