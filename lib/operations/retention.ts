import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { log } from '@/lib/log';
import { giveUpAbandoned } from '@/lib/mail/outbox';
import { shares } from '@/lib/mail/turns';
import { batch, ended } from './ended';
import { eraseDeleted, erasedAtOnce, userRules } from './user-retention';

/** How many rows of a kind a sweep removed. */
export type Swept = { kind: string; removed: number };

const usualRounds = 10;

/** A sweep that removed this many rows of one kind has probably left some. */
export const fullSweep = usualRounds * batch;

// Rows are kept while a page or an operator still needs them: to tell a used link from a forged one, to trace an email or a session.
// retention.test.ts tests each rule on both sides of its boundary.
const rules = [
  ended(
    'emails without an account',
    'outbox_emails',
    sql`state = 'no-account' and settled_at < now() - interval '1 hour'`,
  ),
  ended(
    'resets that found no place',
    'outbox_emails',
    // Both conditions: the first one is that of the index.
    sql`state in ('queued', 'sending') and state = 'queued' and ${shares.resets} and due_at < now() - interval '12 hours'`,
  ),
  ended('emails', 'outbox_emails', sql`settled_at < now() - interval '30 days'`),
  ended('reset links', 'resets', sql`expires_at < now() - interval '7 days'`),
  ...userRules,
  ended('rate limits', 'rate_limits', sql`expires_at < now()`),
  // As long as the cookie of a known device (lib/web/requester.ts).
  ended('device generations', 'device_generations', sql`not_before < now() - interval '400 days'`),
  ended('outcomes of transactions', 'transaction_outcomes', sql`at < now() - interval '1 hour'`),
  ended('audit events', 'audit_events', sql`at < now() - interval '180 days'`),
  ended('audit counts', 'audit_counts', sql`first_at < now() - interval '180 days'`),
  // A made-up address: nothing names a user for it. With an account, its reset emails, its sign-ins and its confirmation do.
  ended(
    'audit counts without an account',
    'audit_counts',
    sql`key = subject and first_at < now() - interval '1 hour'
      and not exists (select 1 from audit_counts own where own.subject = audit_counts.subject and own.key <> own.subject)
      and not exists (select 1 from audit_events own where own.subject = audit_counts.subject and own.user_id is not null)`,
  ),
];

/**
 * Removes expired rows, and gives up emails that no worker came back with. Any number of sweeps may run at once: each locks the rows
 * that it takes and skips those of the others.
 * @param rounds statements of each kind at most; the worker leaves the rest to its next tick, so that emails need not wait
 */
export async function sweep(rounds = usualRounds): Promise<Swept[]> {
  const swept: Swept[] = [];
  const emails = await giveUpAbandoned();
  if (emails > 0) log('error', 'emails given up', { emails, reason: 'no worker came back with them' });
  swept.push({ kind: 'deleted accounts', removed: await repeat(eraseDeleted, erasedAtOnce, rounds) });
  for (const { kind, removal } of rules) {
    const remove = async () => (await db().execute(removal)).count;
    swept.push({ kind, removed: await repeat(remove, batch, rounds) });
  }
  return swept;
}

/** Removes up to `size` rows at a time, until fewer are left. */
async function repeat(remove: () => Promise<number>, size: number, rounds: number): Promise<number> {
  let total = 0;
  for (let round = 0; round < rounds; round += 1) {
    const count = await remove();
    total += count;
    if (count < size) break;
  }
  return total;
}
