import { writeFile } from 'node:fs/promises';

/**
 * One action of a client. It is recorded before the request is sent, and gets its outcome with the answer: `refused` when the
 * site refused it, `unknown` when there was no answer or a status of 500 or above.
 */
export type Entry = {
  verb: 'request' | 'set' | 'sign-in';
  email: string;
  /** Whether the address has an account. */
  isKnown: boolean;
  link: string;
  password: string;
  begunAt: number;
  settledAt: number;
  /** From submission to answer, in milliseconds. */
  ms: number;
  outcome: 'open' | 'ok' | 'refused' | 'unknown';
  /** A summary of the answer, or the error when there was none. */
  answer: string;
};

/** A user with the initial password. */
export type Person = { email: string; password: string };

/** The answers to the same request for an address with an account and for one without. */
export type Pair = { known: string; unknown: string };

type Intent = Pick<Entry, 'verb' | 'email'> & Partial<Pick<Entry, 'isKnown' | 'link' | 'password'>>;

/** What clients know. It is kept in the clients' process, so that no fault reaches it. */
export class Ledger {
  readonly entries: Entry[] = [];

  begin(intent: Intent): Entry {
    const blank = { isKnown: true, link: '', password: '', settledAt: 0, ms: 0, answer: '' };
    const entry: Entry = { ...blank, ...intent, begunAt: Date.now(), outcome: 'open' };
    this.entries.push(entry);
    return entry;
  }

  settle(entry: Entry, outcome: Exclude<Entry['outcome'], 'open'>, answer: string): Entry {
    return Object.assign(entry, { outcome, answer, settledAt: Date.now() });
  }

  count(outcome: Entry['outcome']): number {
    return this.entries.filter((entry) => entry.outcome === outcome).length;
  }

  /** For reading after a violation. */
  async save(file: string): Promise<void> {
    await writeFile(file, this.entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }
}
