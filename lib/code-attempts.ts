import { timingSafeEqual } from 'node:crypto';
import { db } from '@/db';
import * as audit from './audit';
import { type Code, derive } from './codes';
import { countAttempts } from './rate-limits';
import type { Requester } from './requester';
import * as token from './token';

/** A request as the requesting browser holds it in a cookie: its random id, and the canonical address it is for. */
export type CodeRequest = { id: string; canonical: string };

/** The row of a link; its key is null until the link is signed. */
type Coded = { id: string; keyId: string | null };

export type Judgement<Row> =
  | { outcome: 'right'; row: Row }
  | { outcome: 'wrong'; left: number }
  /** The request's five tries are used up. Its links still work. */
  | { outcome: 'spent' };

/** A code's result for its page. `link`: as if it had been opened from the email. It is not used up, and all rules for links apply to it. */
export type CodeResult = { outcome: 'right'; link: string } | Exclude<Judgement<never>, { outcome: 'right' }>;

// More rows than one request can have; the newest are compared first.
const maxCandidates = 8;

/**
 * Judges a code typed in the browser that made the request. Counted before comparing, so parallel guesses share the five tries.
 * Not counted for the network: the request's cookie is in hand, and the next five tries cost another request, which is limited.
 * A request that has no rows runs the same statements and compares the same number of codes.
 * @param findRows the newest rows of a request first. Dead ones too, so that the page behind the link can say why
 */
export async function judge<Row extends Coded>(
  request: CodeRequest,
  code: Code,
  requester: Requester,
  findRows: (requestId: string, most: number) => Promise<Row[]>,
): Promise<Judgement<Row>> {
  const admission = await countAttempts({ policy: 'code/request', subject: request.id });
  if (!admission.granted) return { outcome: 'spent' };
  const row = findMatch(request.id, code, await findRows(request.id, maxCandidates));
  if (row) return { outcome: 'right', row };
  await audit.record(db(), { name: 'code.refused', canonical: request.canonical, requester });
  return admission.left > 0 ? { outcome: 'wrong', left: admission.left } : { outcome: 'spent' };
}

// Compares with every row of the request: people may open the older email.
function findMatch<Row extends Coded>(requestId: string, code: Code, rows: readonly Row[]): Row | undefined {
  const typed = Buffer.from(code);
  let match: Row | undefined;
  for (let index = 0; index < maxCandidates; index += 1) {
    const row = rows[index];
    const keyId = token.usableKeyId(row?.keyId ?? '');
    const expected = derive({ id: row?.id ?? requestId, requestId, keyId });
    // A placeholder, or a row whose key was rotated out, never matches.
    if (timingSafeEqual(Buffer.from(expected), typed) && keyId === row?.keyId) match ??= row;
  }
  return match;
}
