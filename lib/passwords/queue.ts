/**
 * Who a job is for. `proven`: someone who has shown a working link, a session, a known device or the right password; their attempts are
 * limited to ten in 15 minutes for each of these. `stranger`: anyone else.
 */
export type Share = 'proven' | 'stranger';

/** While jobs of both kinds wait, every fifth is a stranger's, so that strangers progress however many of the proven there are. */
const provenInARow = 4;
/** The part of the queue that the jobs of each kind may fill. Neither can take the other's. */
const parts = { proven: provenInARow / (provenInARow + 1), stranger: 1 / 2 } as const satisfies Record<Share, number>;

/**
 * A queue in which the proven do not wait for strangers: their jobs go first, and each kind has a limit of its own. The limit of the
 * proven leaves out the jobs of strangers that run in between, so a job that was let in is served in time whatever strangers send.
 */
export class Queue<Entry> {
  private readonly waiting: Record<Share, Entry[]> = { proven: [], stranger: [] };
  private inARow = 0;

  /** @param length how many jobs can be run in the longest time that a job may wait */
  hasRoom(share: Share, length: number): boolean {
    return this.waiting[share].length < Math.max(1, Math.floor(length * parts[share]));
  }

  add(entry: Entry, share: Share): void {
    this.waiting[share].push(entry);
  }

  /** Removes the entry whose turn it is, of both shares or only of one. */
  next(only?: Share): Entry | undefined {
    if (only) return this.waiting[only].shift();
    const { proven, stranger } = this.waiting;
    const isStrangersTurn = proven.length === 0 || (stranger.length > 0 && this.inARow >= provenInARow);
    this.inARow = isStrangersTurn ? 0 : this.inARow + 1;
    return (isStrangersTurn ? stranger : proven).shift();
  }
}
