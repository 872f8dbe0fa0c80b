import { readWords } from '@/lib/web/language';
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
  return <Notice tone="success">{words.outcomes[shown](sessionsEnded, isolate(words, about))}</Notice>;
}
