import { setTimeout as sleep } from 'node:timers/promises';
import * as outbox from '../outbox';

/**
 * Writes down what became of a letter. What has left would leave again if nobody did: while the lease lasts, a database that is
 * away for a moment is asked again.
 */
export async function settle(letter: outbox.Letter, settlement: outbox.Settlement): Promise<outbox.State | null> {
  for (;;) {
    try {
      return await outbox.settle(letter, settlement);
    } catch (error) {
      if (!outbox.isHeldFor(letter, settleMs)) throw error;
      await sleep(300);
    }
  }
}

const settleMs = 10_000;
