/**
 * One request as a browser sends it. `{email}` in path and body stands for an address, `{network}` and
 * `{base}` in a header for a network and for the server that is asked.
 */
export type Shot = {
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** The statuses that mean yes. */
  accepts: number[];
  /** What the browser asks for next, with the cookies that it was given. */
  next?: Shot;
};

export type Load = {
  shot: Shot;
  bases: string[];
  /** So many visitors at once, each with the next request as soon as the last is answered. */
  lanes: number;
  ms: number;
  /** Instead: so many requests a second whatever the answers, each timed from the moment when it was due. */
  rate?: number;
  /** Addresses are numbered from here on; the last one is `accounts`, and then the first again. */
  from: number;
  users: number;
};

export type Tally = {
  /** For each visit that was accepted: which address, answered when, after how many milliseconds. */
  accepted: { to: string; at: number; ms: number }[];
  refused: Record<string, number>;
  /** When the load began, as the mail server tells the time. */
  begunAt: number;
};

/** The n-th address of the bench. All have the same length. */
export const addressOf = (n: number) => `p${String(n).padStart(8, '0')}@bench.test`;
