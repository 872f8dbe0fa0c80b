import { shareInProcess } from '@/lib/process';

/** Begins the work of a request. */
type Begin = () => void;

/**
 * The requests of one kind that wait to begin. They begin some turns of the event loop apart, and a turn takes as long as what all requests
 * in progress do in it. So a busy process has only as many in progress as keep it busy, and each of them gets on soon; if all began at
 * once, each would wait for all others at every query. While there is little to do, that many turns take less than a millisecond.
 */
export class Line {
  // By who waits, in the order in which they come next.
  private readonly waiting = new Map<string, Begin[]>();
  private turnsLeft = 0;

  /** @param turnsApart from one request that begins to the next */
  constructor(private readonly turnsApart: number) {}

  /** Whether a request may begin at once. If so, the next ones wait. */
  tryNow(): boolean {
    if (this.turnsLeft > 0) return false;
    this.turnsLeft = this.turnsApart;
    setImmediate(() => this.turn());
    return true;
  }

  /** Resolves when the request may begin. Each of those who wait has one request begin before anyone's next. */
  wait(subject: string): Promise<void> {
    if (this.tryNow()) return Promise.resolve();
    return new Promise((begin) => {
      const line = this.waiting.get(subject);
      if (line) line.push(begin);
      else this.waiting.set(subject, [begin]);
    });
  }

  private turn(): void {
    this.turnsLeft -= 1;
    const begin = this.turnsLeft === 0 ? this.next() : undefined;
    if (begin) this.turnsLeft = this.turnsApart;
    if (this.turnsLeft > 0) setImmediate(() => this.turn());
    begin?.();
  }

  private next(): Begin | undefined {
    for (const [subject, line] of this.waiting) {
      const begin = line.shift();
      this.waiting.delete(subject);
      if (line.length > 0) this.waiting.set(subject, line);
      return begin;
    }
    return undefined;
  }
}

// A page takes about twenty turns, so some two of the strangers' are in progress at a time.
const lines = shareInProcess('turns', () => ({ proven: new Line(1), stranger: new Line(10) }));

/**
 * Waits until a request may begin. While none waits, it begins at once. The proven have a line of their own: however many strangers wait,
 * they only meet those in progress.
 * @param network for those without a proof
 * @param findQueueKey called only while others wait
 */
export async function waitForTurn(network: string, findQueueKey: () => Promise<string | null>): Promise<void> {
  if (lines.stranger.tryNow()) return;
  const proof = await findQueueKey();
  await (proof ? lines.proven.wait(proof) : lines.stranger.wait(network));
}
