import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../log';
import * as outbox from '../outbox';

/**
 * Writes down what became of a letter. What has left would leave again if nobody did: while the lease lasts, a database that is
 * away for a moment is asked again.
 */
export async function settle(letter: outbox.Letter, settlement: outbox.Settlement): Promise<outbox.State | null> {
  for (;;) {
    try {
      const state = await outbox.settle(letter, settlement);
      if (settlement.state === 'deferred' && state === 'failed') noteEnd(letter, settlement.reason);
      return state;
    } catch (error) {
      if (!outbox.isHeldFor(letter, settleMs)) throw error;
      await sleep(300);
    }
  }
}

const settleMs = 10_000;

// Nobody refused the letter: something of ours kept it for twelve hours, which an operator has to hear of.
function noteEnd({ id, kind }: outbox.Letter, reason: string): void {
  log('error', 'letter given up', { letter: id, kind, reason });
}
