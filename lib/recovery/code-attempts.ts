import { timingSafeEqual } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { db } from '@/db';
import { resets } from '@/db/schema';
import * as audit from '@/lib/audit';
import * as mailedLinks from '@/lib/mailed-links';
import { countAttempts } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as token from '@/lib/token';
import { type Code, derive } from './codes';

/** A reset request as the ticket cookie of the requesting browser holds it: its id, and the canonical address it is for. */
export type ResetRequest = { id: string; canonical: string };

export type CodeResult =
  /** The reset's link, as if it had been opened from the email. It is not used up, and all rules for links apply to it. */
  | { outcome: 'right'; link: string }
  | { outcome: 'wrong'; left: number }
  /** The request's five tries are used up. Its links still work. */
  | { outcome: 'spent' };

// More resets than one request can have; the newest are compared first.
const maxCandidates = 8;

/**
 * Checks a code typed in the browser that made the request. Counted before comparing, so parallel guesses share the five tries.
 * Not counted for the network: the request's cookie is in hand, and the next five tries cost another request, which is limited.
 * A request for an address without an account runs the same statements and compares the same number of codes.
 */
export async function checkCode(resetRequest: ResetRequest, code: Code, requester: Requester): Promise<CodeResult> {
  const admission = await countAttempts({ policy: 'code/request', subject: resetRequest.id });
  if (!admission.granted) return { outcome: 'spent' };
  const reset = await findReset(resetRequest, code);
  if (reset) return { outcome: 'right', link: await mailedLinks.sign('reset', reset) };
  await audit.record(db(), { name: 'code.refused', canonical: resetRequest.canonical, requester });
  return admission.left > 0 ? { outcome: 'wrong', left: admission.left } : { outcome: 'spent' };
}

// Compares with every reset of the request: people may open the older email. Dead ones too, so that the page behind the link can
// say why. That page also checks the account.
async function findReset(resetRequest: ResetRequest, code: Code): Promise<typeof resets.$inferSelect | undefined> {
  const found = await db()
    .select()
    .from(resets)
    .where(eq(resets.requestId, resetRequest.id))
    .orderBy(desc(resets.issuedAt))
    .limit(maxCandidates);
  const typed = Buffer.from(code);
  let match: typeof resets.$inferSelect | undefined;
  for (let index = 0; index < maxCandidates; index += 1) {
    const reset = found[index];
    const keyId = token.usableKeyId(reset?.keyId ?? '');
    const expected = derive({ id: reset?.id ?? resetRequest.id, requestId: resetRequest.id, keyId });
    // A placeholder, or a reset whose key was rotated out, never matches.
    if (timingSafeEqual(Buffer.from(expected), typed) && keyId === reset?.keyId) match ??= reset;
  }
  return match;
}
