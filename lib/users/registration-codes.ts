import { desc, eq } from 'drizzle-orm';
import { db } from '@/db';
import { registrations } from '@/db/schema';
import { type CodeResult, judge } from '@/lib/code-attempts';
import type { Code } from '@/lib/codes';
import * as mailedLinks from '@/lib/mailed-links';
import type { Requester } from '@/lib/requester';
import type { HeldRegistration } from './registrations';

/** Checks a code typed in the browser that registered. The same work for a free and a taken address, whose email has no code. */
export async function checkCode(held: HeldRegistration, code: Code, requester: Requester): Promise<CodeResult> {
  const judged = await judge({ id: held.requestId, canonical: held.canonical }, code, requester, findRequested);
  if (judged.outcome !== 'right') return judged;
  const { id, issuedAt, expiresAt, keyId } = judged.row;
  if (!issuedAt || !keyId) throw new Error('A code matched before its email was written.');
  return { outcome: 'right', link: await mailedLinks.sign('confirm', { id, issuedAt, expiresAt, keyId }) };
}

const findRequested = (requestId: string, most: number) =>
  db()
    .select()
    .from(registrations)
    .where(eq(registrations.requestId, requestId))
    .orderBy(desc(registrations.createdAt))
    .limit(most);
