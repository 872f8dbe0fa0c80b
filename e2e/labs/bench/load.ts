/**
 * A request as a browser sends it, with placeholders: `{email}` in path and body, `{network}` and `{base}` (the URL of the server)
 * in headers.
 */
export type RequestTemplate = {
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** The statuses that count as accepted. */
  accepts: number[];
  /** The following request of the browser, with the cookies from this one. */
  next?: RequestTemplate;
};

export type Load = {
  template: RequestTemplate;
  bases: string[];
  /** The number of concurrent clients. Each sends its next request as soon as the last is answered. */
  lanes: number;
  ms: number;
  /** Instead of lanes: requests per second regardless of answers, each timed from the moment when it was due. */
  rate?: number;
  /** The number of the first address. Numbers wrap around after `users`. */
  from: number;
  users: number;
};

export type Tally = {
  /** For each accepted visit: the address, the time of the answer, and the milliseconds until it. */
  accepted: { to: string; at: number; ms: number }[];
  refused: Record<string, number>;
  /** When the load began, on the same clock as the deliveries of the mail server. */
  begunAt: number;
};

/** The n-th email address of the bench. All have the same length. */
export const addressOf = (n: number) => `p${String(n).padStart(8, '0')}@bench.test`;
