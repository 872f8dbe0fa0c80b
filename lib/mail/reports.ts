import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import { Resend } from 'resend';
import * as z from 'zod';
import { db } from '@/db';
import { outboxEmails } from '@/db/schema';
import { log } from '@/lib/log';
import { plainReason } from './transport/outgoing';
import { emailTag } from './transport/resend';

/** What Resend says of an email that it took. */
export type Report = {
  emailId: string;
  outboxEmailId: string | null;
  state: Reported;
  reason: string | null;
  at: Date;
};

/** How a webhook is signed (svix): these three headers, over the body as it came. */
export type Signature = { id: string; timestamp: string; signature: string };

/**
 * Reads the body of a webhook, if it is signed with one of the secrets and not older than five minutes.
 * @returns unsigned when it is not; irrelevant when it tells of something else than an email's way
 */
export function read(
  body: string,
  signature: Signature,
  secrets: readonly string[],
): Report | 'unsigned' | 'irrelevant' {
  const content = findContent(body, signature, secrets);
  if (content === undefined) return 'unsigned';
  const { success, data: payload } = webhook.safeParse(content);
  const state = success ? states.get(payload.type) : undefined;
  if (!success || !state) return 'irrelevant';
  const { email_id: emailId, tags, bounce, failed, suppressed } = payload.data;
  const reason = bounce
    ? [bounce.type, bounce.subType, bounce.message].filter(Boolean).join(', ')
    : (failed?.reason ?? suppressed?.message);
  return {
    emailId,
    outboxEmailId: z.uuid().safeParse(tags?.[emailTag]).data ?? null,
    state,
    reason: reason ? plainReason(`Resend: ${reason}`) : null,
    at: new Date(payload.created_at),
  };
}

/**
 * Moves an email to what was reported of it. Reports come late, twice and in any order, so an email only ever moves on: delayed,
 * delivered, not delivered after all, complained about. That makes the same report again, and an older one, mean nothing.
 * A report may come before the worker has written down that the email left, or instead of an answer that was lost: the email names
 * its email in a tag, and an email that has left is not sent again.
 * @returns false when it changes nothing: an older report, or not an email of ours
 */
export async function accept({ emailId, outboxEmailId, state, reason, at }: Report): Promise<boolean> {
  const byTag = outboxEmailId
    ? and(
        eq(outboxEmails.id, outboxEmailId),
        isNull(outboxEmails.providerId),
        sql`${outboxEmails.provider} is distinct from 'smtp'`,
      )
    : undefined;
  const [outboxEmail] = await db()
    .update(outboxEmails)
    .set({
      state,
      provider: 'resend',
      providerId: emailId,
      reportedAt: at,
      settledAt: sql`coalesce(${outboxEmails.settledAt}, now())`,
      lastError: reason,
    })
    .where(and(or(eq(outboxEmails.providerId, emailId), byTag), sql`${rankNow} < ${ranks[state]}`))
    .returning({ id: outboxEmails.id });
  if (outboxEmail)
    log(ranks[state] > ranks.delivered ? 'warn' : 'info', `email ${state}`, { outboxEmail: outboxEmail.id, reason });
  return Boolean(outboxEmail);
}

const ranks = { sent: 0, delayed: 1, delivered: 2, suppressed: 3, bounced: 3, failed: 3, complained: 4 } as const;
type Reported = keyof typeof ranks;

// An email that waits, is being sent or was given up by ourselves has, as we now hear, left. One to nobody never did.
const rankNow: SQL = sql`case
  when ${outboxEmails.state} in ('queued', 'sending') or (${outboxEmails.state} = 'failed' and ${outboxEmails.provider} is null) then -1
  ${sql.join(
    Object.entries(ranks).map(([state, rank]) => sql`when ${outboxEmails.state} = ${state} then ${rank}::int`),
    sql` `,
  )}
  else 9 end`;

const states = new Map<string, Reported>([
  ['email.sent', 'sent'],
  ['email.delivery_delayed', 'delayed'],
  ['email.delivered', 'delivered'],
  ['email.suppressed', 'suppressed'],
  ['email.bounced', 'bounced'],
  ['email.failed', 'failed'],
  ['email.complained', 'complained'],
]);

const text = z.string().optional().catch(undefined);
const webhook = z.object({
  type: z.string(),
  created_at: z.string().refine((moment) => !Number.isNaN(Date.parse(moment))),
  data: z.object({
    email_id: z.string().min(1).max(200),
    tags: z.record(z.string(), z.string()).optional().catch(undefined),
    bounce: z.object({ type: text, subType: text, message: text }).optional().catch(undefined),
    failed: z.object({ reason: text }).optional().catch(undefined),
    suppressed: z.object({ message: text }).optional().catch(undefined),
  }),
});

/** What the body holds; undefined when no secret fits, or when it is no JSON, which Resend never sends. */
function findContent(payload: string, headers: Signature, secrets: readonly string[]): unknown {
  for (const webhookSecret of secrets) {
    try {
      // The key is for requests, and none is made here.
      return new Resend('none').webhooks.verify({ payload, headers, webhookSecret });
    } catch {
      // Perhaps with the next one: while secrets are changed there are two.
    }
  }
  return undefined;
}
