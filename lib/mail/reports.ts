import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import { Resend } from 'resend';
import * as z from 'zod';
import { db } from '@/db';
import { outboxEmails } from '@/db/schema';
import { log } from '@/lib/log';
import { plainReason } from './transport/outgoing';
import { emailTag } from './transport/resend';

/** Resend's report about an email it accepted. */
export type Report = {
  emailId: string;
  outboxEmailId: string | null;
  state: Reported;
  reason: string | null;
  at: Date;
};

/** The three svix headers that sign a webhook's raw body. */
export type Signature = { id: string; timestamp: string; signature: string };

/**
 * Verifies and parses a webhook. The signature must match one of the secrets and be at most five minutes old.
 * @returns 'unsigned' when it does not; 'irrelevant' for an event that is not about the delivery of an email
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
 * Moves an email to the reported state. Reports arrive late, twice and in any order, so a state only moves up by rank: delayed,
 * delivered, not delivered after all, complained about. Duplicates and older reports change nothing.
 * A report may arrive before the worker has settled the email, or when Resend's answer was lost: the tag names the outbox row, and an
 * email that was sent is not sent again.
 * @returns false when nothing changed: a duplicate, an older report, or an email that is not in the outbox
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

// A report proves that an email was sent even if it is queued, being sent or given up here (-1). Other states take no report (9).
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

/** The verified body; undefined when no secret matches, or when the body is not JSON, which Resend never sends. */
function findContent(payload: string, headers: Signature, secrets: readonly string[]): unknown {
  for (const webhookSecret of secrets) {
    try {
      // The constructor wants an API key; verify() makes no request, so it is unused.
      return new Resend('none').webhooks.verify({ payload, headers, webhookSecret });
    } catch {
      // Try the next one: there are two while the secret is rotated.
    }
  }
  return undefined;
}
