import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { type Parameter, prepared } from '@/db';
import type { resets } from '@/db/schema';
import * as audit from '@/lib/audit';
import * as codes from '@/lib/codes';
import { mask } from '@/lib/fields';
import type * as outbox from '@/lib/mail/outbox';
import * as mailedLinks from '@/lib/mailed-links';
import * as token from '@/lib/token';
import { findById, standingOf } from './standings';
import { accountOf } from './users';

export { resetLifetimeMinutes } from '@/lib/mailed-links';

/** A delayed email gets a new link if the request is no older than this. After that no one is waiting for it. */
export const maxRequestAgeHours = 6;

/** What the worker writes into a reset email. `to` is null when there is no account: the work is the same, but nothing is sent. */
export type Issued =
  | {
      outcome: 'issued';
      to: string | null;
      /** Of a backup address: the address of its account, masked. */
      backupOf: string | undefined;
      userId: string | null;
      name: string | undefined;
      /** Of a user without a password: which sign them in. */
      providers: string[];
      url: string;
      /** The "I did not ask for this" link of the email. */
      declineUrl: string;
      /** Can be typed in the requesting browser instead. None for a reset that no browser requested. */
      code: string | undefined;
      expiresAt: Date;
    }
  | { outcome: 'superseded' };

/**
 * Finds the user that an email is for and signs the link. Repeated for the same email it returns the same link, or a new one if that
 * link expired before the email could be sent. Returns `superseded` if the link stopped working for any other reason.
 */
export async function issue(outboxEmail: outbox.OutboxEmail): Promise<Issued> {
  const earlier = outboxEmail.reference ? await findById(outboxEmail.reference) : null;
  if (outboxEmail.reference) {
    const { state } = standingOf(earlier);
    if (state !== 'open' && (state !== 'expired' || outboxEmail.ageHours > maxRequestAgeHours))
      return { outcome: 'superseded' };
    // If its key was rotated out, the link cannot be signed again: issue a new one.
    if (earlier && state === 'open' && token.isKeyKnown(earlier.keyId)) return toIssued(earlier);
  }
  const reset = await createReset(outboxEmail);
  return toIssued(reset ?? placeholderReset(outboxEmail));
}

/** The part of a reset that its link is made from. `email`: the address that it goes to, which may be the user's backup address. */
type Link = Pick<
  typeof resets.$inferSelect,
  'id' | 'userId' | 'email' | 'backupAddressId' | 'requestId' | 'keyId' | 'issuedAt' | 'expiresAt'
> & { user: { email: string; name: string; providers: string } | null };

async function toIssued({ user, ...reset }: Link): Promise<Issued> {
  return {
    outcome: 'issued',
    to: user && reset.email,
    backupOf: user && reset.backupAddressId ? mask(user.email) : undefined,
    userId: user && reset.userId,
    name: user?.name,
    providers: user?.providers ? user.providers.split(',') : [],
    url: await mailedLinks.signUrl('reset', reset),
    declineUrl: await mailedLinks.signUrl('deny', reset),
    code: reset.requestId ? codes.format(codes.derive(reset)) : undefined,
    expiresAt: reset.expiresAt,
  };
}

/** Writes the reset of an email and the audit event of its request. @returns null when no account has the address */
async function createReset(outboxEmail: outbox.OutboxEmail): Promise<Link | null> {
  const { id, canonical, requestId, requester, createdAt } = outboxEmail;
  const keyId = token.currentKeyId();
  const values = { outboxEmail: id, canonical, requestId, keyId, requestedAt: createdAt.toISOString() };
  // A new reset for a delayed email is not another request, so it records no event.
  const write = outboxEmail.reference === null ? createFirst : createAgain;
  const [row] = await write({ ...values, ...audit.valuesOf(canonical, requester) });
  if (!row) return null;
  const { accountEmail, name, providers, ...reset } = row;
  return { ...reset, requestId, keyId, user: { email: accountEmail, name, providers } };
}

type ParameterName = 'outboxEmail' | 'canonical' | 'requestId' | 'keyId' | 'requestedAt' | audit.ParameterName;

const moment = z.number().transform((seconds) => new Date(seconds * 1000));
const createdRow = z.object({
  id: z.string(),
  userId: z.string(),
  email: z.string(),
  backupAddressId: z.string().nullable(),
  accountEmail: z.string(),
  name: z.string(),
  providers: z.string(),
  issuedAt: moment,
  expiresAt: moment,
});

// The same statement for the address of an account, for a backup address and for any other. Prepared, because the worker runs it for
// every reset email.
const create = (isFirst: boolean) =>
  prepared((parameter: Parameter<ParameterName>) => {
    const userAndTime = { userId: sql`account.id`, at: sql`${parameter('requestedAt')}::timestamptz` };
    const from = sql`(values (true)) always left join account on true`;
    const requested = audit.counting('reset.requested', from, parameter, userAndTime);
    return sql`with account as (${accountOf(parameter('canonical'))}),
      reset as (
        insert into resets (user_id, email, backup_address_id, credential_version, request_id, key_id, expires_at)
        select id, email, backup_id, credential_version, ${parameter('requestId')}, ${parameter('keyId')},
          now() + make_interval(mins => ${sql.raw(String(mailedLinks.resetLifetimeMinutes))}) from account
        returning id, user_id, issued_at, expires_at),
      referenced as (update outbox_emails set reference = reset.id from reset where outbox_emails.id = ${parameter('outboxEmail')}::uuid)
      ${isFirst ? sql`, requested as (${requested})` : sql``}
      select reset.id, user_id::text as "userId", email, backup_id as "backupAddressId", account_email as "accountEmail", name, providers, extract(epoch from issued_at)::float8 as "issuedAt",
        extract(epoch from expires_at)::float8 as "expiresAt" from reset join account on account.id = user_id`;
  }, createdRow);
const createFirst = create(true);
const createAgain = create(false);

/** Stands in when no account has the address, so that signing and composing take the same work. */
function placeholderReset({ id, requestId, createdAt }: outbox.OutboxEmail): Link {
  const expiresAt = new Date(createdAt.getTime() + mailedLinks.resetLifetimeMinutes * 60_000);
  const keyId = token.currentKeyId();
  return {
    id,
    userId: id,
    email: '',
    backupAddressId: null,
    requestId,
    keyId,
    issuedAt: createdAt,
    expiresAt,
    user: null,
  };
}
