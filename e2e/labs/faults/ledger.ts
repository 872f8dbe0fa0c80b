import { writeFile } from 'node:fs/promises';

/**
 * One thing that a client wanted. It is written down before the request leaves, and gets its outcome when the answer is there:
 * `refused` when the site said no, `unknown` when it said nothing, or that it cannot tell (5xx).
 */
export type Entry = {
  verb: 'ask' | 'set' | 'sign-in';
  email: string;
  /** Whether the address has an account. */
  isKnown: boolean;
  link: string;
  password: string;
  begunAt: number;
  settledAt: number;
  /** From the press to the answer, in milliseconds. */
  ms: number;
  outcome: 'open' | 'ok' | 'refused' | 'unknown';
  /** What the site said, in a few words; the error when it said nothing. */
  answer: string;
};

/** A user, and the password that the account began with. */
export type Person = { email: string; password: string };

/** The answers to the same question about an address with an account and about one without. */
export type Pair = { known: string; unknown: string };

type Intent = Pick<Entry, 'verb' | 'email'> & Partial<Pick<Entry, 'isKnown' | 'link' | 'password'>>;

/** What clients know. It lies with the clients: no fault of the system can reach it. */
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
