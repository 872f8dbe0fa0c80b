import { desc, eq } from 'drizzle-orm';
import { db } from '@/db';
import { resets } from '@/db/schema';
import { type CodeRequest, type CodeResult, judge } from '@/lib/code-attempts';
import type { Code } from '@/lib/codes';
import * as mailedLinks from '@/lib/mailed-links';
import type { Requester } from '@/lib/requester';

/** Checks a code typed in the browser that requested the reset, with or without an account. The page behind the link checks the account. */
export async function checkCode(resetRequest: CodeRequest, code: Code, requester: Requester): Promise<CodeResult> {
  const judged = await judge(resetRequest, code, requester, findResets);
  if (judged.outcome !== 'right') return judged;
  return { outcome: 'right', link: await mailedLinks.sign('reset', judged.row) };
}

const findResets = (requestId: string, most: number) =>
  db().select().from(resets).where(eq(resets.requestId, requestId)).orderBy(desc(resets.issuedAt)).limit(most);
