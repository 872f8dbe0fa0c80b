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

/** What a browser has in hand that has asked for a reset: the name of the ask, and for whom it asked. */
export type ResetRequest = { id: string; canonical: string };

export type CodeResult =
  /** The link of that reset, as if it had been opened from the email. Nothing is spent, and every rule of the link holds. */
  | { outcome: 'right'; link: string }
  | { outcome: 'wrong'; left: number }
  /** The tries of this ask are used up; its links live on. */
  | { outcome: 'spent' }
  | { outcome: 'limited'; retryAfterSeconds: number };

// More than an address can get within the life of a link; the newest first.
const candidates = 8;

/**
 * Judges a code that was typed where somebody asked. Counted before comparing, so parallel guesses share the five tries.
 * An ask for an address without an account has the same statements and the same number of codes to compare with.
 */
export async function checkCode(resetRequest: ResetRequest, code: Code, requester: Requester): Promise<CodeResult> {
  const admission = await countAttempts(
    { policy: 'code/network', subject: requester.network },
    { policy: 'code/request', subject: resetRequest.id },
  );
  if (!admission.granted) {
    if (admission.policy === 'code/request') return { outcome: 'spent' };
    return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
  }
  const reset = await findMeant(resetRequest, code);
  if (reset) return { outcome: 'right', link: await mailedLinks.sign('reset', reset) };
  await audit.record(db(), {
    name: 'reset.refused',
    canonical: resetRequest.canonical,
    requester,
    reason: 'wrong code',
  });
  return admission.left > 0 ? { outcome: 'wrong', left: admission.left } : { outcome: 'spent' };
}

// Any reset of the ask may be meant: people open the first email. A dead one too: whoever has its email is told why it is dead.
// Accounts are not looked at; the page behind the link does that.
async function findMeant(resetRequest: ResetRequest, code: Code): Promise<typeof resets.$inferSelect | undefined> {
  const found = await db()
    .select()
    .from(resets)
    .where(eq(resets.requestId, resetRequest.id))
    .orderBy(desc(resets.issuedAt))
    .limit(candidates);
  const typed = Buffer.from(code);
  let meant: typeof resets.$inferSelect | undefined;
  for (let place = 0; place < candidates; place += 1) {
    const reset = found[place];
    const keyId = token.usableKeyId(reset?.keyId ?? '');
    const expected = derive({ id: reset?.id ?? resetRequest.id, requestId: resetRequest.id, keyId });
    // Of a reset whose key was rotated out, and of no reset, no code is right.
    if (timingSafeEqual(Buffer.from(expected), typed) && keyId === reset?.keyId) meant ??= reset;
  }
  return meant;
}
